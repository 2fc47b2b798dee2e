"""Events beside their attempts, in DynamoDB and in the fake alike."""

from __future__ import annotations

import secrets

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.services.ports import AttemptEventStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.samples import NOW_MS

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
