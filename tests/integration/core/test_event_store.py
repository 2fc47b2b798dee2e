"""Events beside their attempts, in DynamoDB and in the fake alike."""

from __future__ import annotations

import secrets

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.domain.attempts import CameraState, Presence
from chalicelib.services.ports import AttemptEventStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.samples import NOW, NOW_MS, attempt

AWAY = event_at(NOW_MS, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 4_000})
DEVICES = event_at(NOW_MS - 1, EventKind.TWO_DEVICES, EventSource.SERVER, {"device": "máy tính"})


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, world: Collaborators) -> AttemptEventStore:
    return FakeAttemptEventStore() if request.param == "fake" else world.events


@pytest.fixture
def attempt_id() -> str:
    return secrets.token_hex(16)


def test_events_come_back_as_they_were_stored_in_order_of_time(
    store: AttemptEventStore, attempt_id: str
) -> None:
    store.add(attempt_id, [AWAY, DEVICES])
    assert store.list_of(attempt_id) == (DEVICES, AWAY)


def test_an_event_that_is_told_again_is_stored_once(
    store: AttemptEventStore, attempt_id: str
) -> None:
    store.add(attempt_id, [AWAY, AWAY])
    store.add(attempt_id, [AWAY])
    assert store.list_of(attempt_id) == (AWAY,)


def test_more_events_than_one_call_takes_are_stored(
    store: AttemptEventStore, attempt_id: str
) -> None:
    many: list[AttemptEvent] = [
        event_at(NOW_MS + n, EventKind.COPIED, EventSource.PAGE) for n in range(60)
    ]
    store.add(attempt_id, many)
    assert list(store.list_of(attempt_id)) == many


def test_no_attempt_shows_the_events_of_another(store: AttemptEventStore, attempt_id: str) -> None:
    store.add(secrets.token_hex(16), [AWAY])
    assert store.list_of(attempt_id) == ()


def test_a_heartbeat_and_its_events_are_stored_together(world: Collaborators) -> None:
    made = attempt(secrets.token_hex(16), exam_id=secrets.token_hex(4))
    world.attempts.add(made)
    presence = Presence(NOW, CameraState.ON, 1)
    world.events.add_with_presence(made, presence, [AWAY, DEVICES])
    assert world.events.list_of(made.attempt_id) == (DEVICES, AWAY)
    [row] = world.attempts.list_of(made.exam_id)
    assert row.presence == presence


def test_what_is_to_be_judged_waits_until_it_was(store: AttemptEventStore, attempt_id: str) -> None:
    store.add(attempt_id, [AWAY, DEVICES])
    assert list(store.unjudged()).count(attempt_id) == 1
    store.mark_judged(attempt_id, store.list_of(attempt_id))
    assert attempt_id not in store.unjudged()
    assert store.list_of(attempt_id) == (DEVICES, AWAY)


def test_what_nobody_judges_does_not_wait(store: AttemptEventStore, attempt_id: str) -> None:
    store.add(attempt_id, [DEVICES])
    assert attempt_id not in store.unjudged()


def test_an_event_that_grew_meanwhile_waits_again(
    store: AttemptEventStore, attempt_id: str
) -> None:
    store.add(attempt_id, [AWAY])
    grown = event_at(NOW_MS, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 9_000})
    store.add(attempt_id, [grown])
    store.mark_judged(attempt_id, [AWAY])
    assert attempt_id in store.unjudged()
    store.mark_judged(attempt_id, [grown])
    assert attempt_id not in store.unjudged()
