"""Class lists and refusals in DynamoDB; the fake store keeps the same promises."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.door import MAX_TRIES_OF_NUMBER, WINDOW, Door, Refusal
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.services.ports import AdmissionStore
from tests.fakes.admission_store import FakeAdmissionStore
from tests.fakes.samples import NOW
from tests.integration.core.at_once import at_once

AN = RosterEntry(
    "SBD001",
    "Nguyễn Văn An",
    "12A1",
    Allowance(10, 25, frozenset({Kind.PHONE, Kind.TALKING})),
    "a" * 64,
)
BINH = RosterEntry("sbd002", "Trần Thị Bình")


@pytest.fixture(params=["fake", "dynamo"])
def store(request: pytest.FixtureRequest, world: Collaborators) -> AdmissionStore:
    return FakeAdmissionStore() if request.param == "fake" else world.admissions


@pytest.fixture
def exam_id() -> str:
    return secrets.token_hex(16)


@pytest.fixture
def source() -> str:
    return secrets.token_hex(4)


def unplaced(roster: Roster) -> list[RosterEntry]:
    return [replace(entry, position=0) for entry in roster.entries]


def test_an_exam_begins_without_a_list(store: AdmissionStore, exam_id: str) -> None:
    assert store.read(exam_id) == Roster()


def test_a_list_comes_back_as_it_was_stored(store: AdmissionStore, exam_id: str) -> None:
    stored = store.replace(exam_id, Roster(), Roster((BINH, AN)))
    assert store.read(exam_id) == stored
    assert unplaced(stored) == [BINH, AN]


def test_another_list_takes_its_place_in_its_own_order(store: AdmissionStore, exam_id: str) -> None:
    first = store.replace(exam_id, Roster(), Roster((AN, BINH)))
    cuong = RosterEntry("SBD003", "Lê Hoàng Cường")
    moved = replace(BINH, class_name="12A2")
    second = store.replace(exam_id, first, Roster((cuong, moved)))
    assert store.read(exam_id) == second
    assert unplaced(second) == [cuong, moved]


def test_a_list_of_more_than_one_batch_is_stored_whole(store: AdmissionStore, exam_id: str) -> None:
    many = tuple(RosterEntry(f"S{at:03d}", "An") for at in range(60))
    store.replace(exam_id, Roster(), Roster(many))
    assert unplaced(store.read(exam_id)) == list(many)


def test_a_list_that_changed_meanwhile_is_not_replaced(store: AdmissionStore, exam_id: str) -> None:
    store.replace(exam_id, Roster(), Roster((AN,)))
    with pytest.raises(StaleVersionError):
        store.replace(exam_id, Roster(), Roster((BINH,)))
    assert unplaced(store.read(exam_id)) == [AN]


def test_without_a_list_the_door_is_open(store: AdmissionStore, exam_id: str, source: str) -> None:
    assert store.look(exam_id, "SBD001", source, now=NOW) == Door()


def test_the_door_knows_who_is_on_the_list(
    store: AdmissionStore, exam_id: str, source: str
) -> None:
    [an, _] = store.replace(exam_id, Roster(), Roster((AN, BINH))).entries
    listed = store.look(exam_id, " sbd001", source, now=NOW)
    assert listed == Door(listed=2, entry=an, needs_pin=True)
    assert store.look(exam_id, "SBD009", source, now=NOW).entry is None
    assert store.look(exam_id, None, source, now=NOW) == Door(listed=2, needs_pin=True)


def test_refusals_count_for_their_number_and_their_source(
    store: AdmissionStore, exam_id: str, source: str
) -> None:
    for _ in range(3):
        store.count_refusal(exam_id, "SBD001", Refusal.NOT_LISTED, now=NOW)
        store.count_refusal_of_source(source, now=NOW)
    here = store.look(exam_id, "sbd001", source, now=NOW)
    assert (here.tries_of_number, here.refusals_of_source) == (3, 3)
    assert store.look(exam_id, "SBD002", "192.0.2.1", now=NOW) == Door()


def test_counting_begins_anew_with_the_next_window(
    store: AdmissionStore, exam_id: str, source: str
) -> None:
    store.count_refusal(exam_id, "SBD001", Refusal.WRONG_PIN, now=NOW)
    store.count_refusal_of_source(source, now=NOW)
    assert store.look(exam_id, "SBD001", source, now=NOW + WINDOW) == Door()


def test_a_source_learns_how_much_was_wrong(store: AdmissionStore, source: str) -> None:
    assert [store.count_refusal_of_source(source, now=NOW) for _ in range(3)] == [1, 2, 3]


def test_tries_end_at_their_limit_however_many_come_at_once(
    store: AdmissionStore, exam_id: str
) -> None:
    trying = partial(store.take_try, exam_id, "SBD001", now=NOW)
    granted = at_once([trying] * (MAX_TRIES_OF_NUMBER + 5))
    assert granted.count(True) == MAX_TRIES_OF_NUMBER


def test_a_refusal_whose_try_was_counted_is_not_counted_twice(
    store: AdmissionStore, exam_id: str, source: str
) -> None:
    store.take_try(exam_id, "SBD001", now=NOW)
    store.count_refusal(exam_id, "SBD001", Refusal.WRONG_PIN, now=NOW, counted=True)
    assert store.look(exam_id, "SBD001", source, now=NOW).tries_of_number == 1


def test_who_was_turned_away_is_told_newest_first(store: AdmissionStore, exam_id: str) -> None:
    store.count_refusal(exam_id, "SBD001", Refusal.NOT_LISTED, now=NOW)
    later = NOW + WINDOW + timedelta(seconds=5)
    store.count_refusal(exam_id, "SBD002", Refusal.OTHER_NAME, now=later)
    store.count_refusal(exam_id, "SBD002", Refusal.WRONG_PIN, now=later)
    found = store.refused(exam_id)
    assert [(one.number, one.count, one.reason, one.last_at) for one in found] == [
        ("SBD002", 2, Refusal.WRONG_PIN, later),
        ("SBD001", 1, Refusal.NOT_LISTED, NOW),
    ]


def test_a_try_that_was_right_is_no_refusal(store: AdmissionStore, exam_id: str) -> None:
    store.take_try(exam_id, "SBD001", now=NOW)
    assert store.refused(exam_id) == ()
