"""The ledger of violations in DynamoDB; the fake store keeps the same promises."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.kinds import Detail, Kind
from chalicelib.domain.reviews import Act, Explanation, Review, Reviewer, take_step
from chalicelib.domain.violations import Evidence, Reconciliation, Violation
from chalicelib.services.ports import Ledger, ViolationStore
from tests.fakes.invigilation import FakeViolationStore
from tests.fakes.samples import NOW_MS, violation
from tests.integration.core.at_once import at_once


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, world: Collaborators) -> ViolationStore:
    return FakeViolationStore() if request.param == "fake" else world.violations


@pytest.fixture
def attempt_id() -> str:
    return secrets.token_hex(16)


def put(store: ViolationStore, *found: Violation) -> None:
    attempt_id = found[0].attempt_id
    version = store.read(attempt_id).version
    store.apply(attempt_id, Reconciliation(save=found), version=version)


def test_an_attempt_begins_with_an_empty_ledger(store: ViolationStore, attempt_id: str) -> None:
    assert store.read(attempt_id) == Ledger((), 0)


def test_violations_come_back_as_they_were_stored(store: ViolationStore, attempt_id: str) -> None:
    found = violation(
        attempt_id=attempt_id, confidence=0.667, evidence=(Evidence(NOW_MS, "evidence/1.jpg"),)
    )
    put(store, found)
    assert store.read(attempt_id) == Ledger((found,), 1)


def test_what_people_did_and_said_comes_back(store: ViolationStore, attempt_id: str) -> None:
    by = Reviewer("lecturer-1", "Cô Lan")
    history = take_step((), Act.CONFIRM, by=by, note="hai người", at_ms=NOW_MS, reviewers=1)
    said = Explanation("Em trai em vào phòng.", NOW_MS, "Cô đã hiểu.", NOW_MS + 1, by)
    found = violation(
        attempt_id=attempt_id, review=Review.CONFIRMED, history=history, explanation=said
    )
    put(store, found)
    put(store, replace(found, ended_ms=found.ended_ms + 1))
    assert store.read(attempt_id).violations == (replace(found, ended_ms=found.ended_ms + 1),)


def test_a_change_of_an_old_version_changes_nothing(store: ViolationStore, attempt_id: str) -> None:
    old = violation(Kind.NO_FACE, attempt_id=attempt_id)
    put(store, old)
    other = violation(Kind.SEVERAL_PEOPLE, attempt_id=attempt_id)
    for version in (0, 2):
        with pytest.raises(StaleVersionError):
            store.apply(attempt_id, Reconciliation((other,), (old.violation_id,)), version=version)
    assert store.read(attempt_id) == Ledger((old,), 1)


def test_a_merge_saves_and_removes_at_once(store: ViolationStore, attempt_id: str) -> None:
    early = violation(started_ms=NOW_MS, attempt_id=attempt_id)
    late = violation(started_ms=NOW_MS + 20_000, attempt_id=attempt_id)
    put(store, early, late)
    merged = replace(early, ended_ms=late.ended_ms)
    store.apply(attempt_id, Reconciliation((merged,), (late.violation_id,)), version=1)
    assert store.read(attempt_id) == Ledger((merged,), 2)


def test_what_was_announced_stays_so_when_it_grows(store: ViolationStore, attempt_id: str) -> None:
    found = violation(attempt_id=attempt_id)
    put(store, found)
    store.mark_announced(found)
    [told] = store.read(attempt_id).violations
    assert told.announced
    put(store, replace(told, ended_ms=told.ended_ms + 1))
    assert store.read(attempt_id).violations[0].announced


def test_what_merged_with_an_announced_one_is_announced(
    store: ViolationStore, attempt_id: str
) -> None:
    put(store, violation(attempt_id=attempt_id))
    put(store, violation(attempt_id=attempt_id, announced=True))
    assert store.read(attempt_id).violations[0].announced


def test_announcing_what_merged_away_makes_nothing(store: ViolationStore, attempt_id: str) -> None:
    store.mark_announced(violation(attempt_id=attempt_id))
    assert store.read(attempt_id).violations == ()


def test_what_is_asked_for_again_is_as_it_is_by_now(store: ViolationStore, attempt_id: str) -> None:
    found = violation(attempt_id=attempt_id)
    grown = replace(found, ended_ms=found.ended_ms + 1)
    put(store, grown)
    merged_away = violation(started_ms=NOW_MS + 60_000, attempt_id=attempt_id)
    assert store.current([found, found, merged_away]) == (grown,)


def test_an_exam_lists_its_newest_violations(store: ViolationStore, attempt_id: str) -> None:
    exam_id = secrets.token_hex(4)
    found = [
        violation(started_ms=NOW_MS + n * 60_000, attempt_id=attempt_id, exam_id=exam_id)
        for n in range(4)
    ]
    put(store, *found)
    put(store, violation(attempt_id=secrets.token_hex(16), exam_id="elsewhere"))
    assert store.list_of_exam(exam_id, limit=3) == tuple(found[:0:-1])


def test_of_two_changes_at_once_one_is_stored(world: Collaborators, attempt_id: str) -> None:
    store = world.violations
    found = at_once(
        [
            lambda kind=kind: put(store, violation(kind, attempt_id=attempt_id))  # type: ignore[misc]
            for kind in (Kind.NO_FACE, Kind.SEVERAL_PEOPLE, Kind.LOOKING_AWAY)
        ]
    )
    ledger = store.read(attempt_id)
    assert ledger.version == len(ledger.violations) == found.count(None)
    assert all(o is None or isinstance(o, StaleVersionError) for o in found), found


def test_what_judging_again_supersedes_stays_in_the_ledger_and_leaves_the_list(
    store: ViolationStore, attempt_id: str
) -> None:
    exam_id = secrets.token_hex(4)
    found = violation(
        attempt_id=attempt_id, exam_id=exam_id, worst_ms=NOW_MS, peak=1.25, detail=Detail.ABSENT
    )
    put(store, found)
    gone = replace(found, superseded_by="relaxed")
    put(store, gone)
    assert store.read(attempt_id).violations == (gone,)
    assert store.list_of_exam(exam_id, limit=9) == ()
    put(store, found)
    assert store.list_of_exam(exam_id, limit=9) == (found,)


def test_the_newest_that_stand_are_listed_however_many_are_superseded(
    store: ViolationStore, attempt_id: str
) -> None:
    exam_id = secrets.token_hex(4)
    made = [
        violation(
            started_ms=NOW_MS + n * 60_000,
            attempt_id=attempt_id,
            exam_id=exam_id,
            superseded_by="strict" if n else None,
        )
        for n in range(5)
    ]
    put(store, *made)
    assert store.list_of_exam(exam_id, limit=2) == (made[0],)
