"""A lecturer writes the class list and draws PINs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.domain.acts import ActKind
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import ExamNotFoundError, InvalidError, StaleVersionError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.services import rosters
from chalicelib.services.rosters import WrittenEntry
from tests.fakes.acts import FakeActStore, FakeRoomNewsQueue
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, SOMEBODY_ELSE, STUDENT

AN = RosterEntry("SBD001", "Nguyễn Văn An", "12A1")
BINH = RosterEntry("SBD002", "Trần Thị Bình", "12A1")


@dataclass
class Desk:
    """A lecturer with an exam."""

    room: Room = field(default_factory=Room)
    acts: FakeActStore = field(default_factory=FakeActStore)

    def write(
        self, *written: WrittenEntry, version: int = 0, lecturer: Lecturer = LECTURER
    ) -> Roster:
        return rosters.write_roster(
            "exam-1",
            written,
            version=version,
            lecturer=lecturer,
            exams=self.room.exams,
            attempts=self.room.attempts,
            admissions=self.room.admissions,
            acts=self.acts,
            news=FakeRoomNewsQueue(),
            tokens=self.room.tokens,
            identifiers=self.room.identifiers,
            clock=self.room.clock,
        )

    def draw(self, numbers: list[str] | None, version: int) -> tuple[Roster, dict[str, str]]:
        roster, pins = rosters.draw_pins(
            "exam-1",
            numbers,
            version=version,
            lecturer=LECTURER,
            exams=self.room.exams,
            admissions=self.room.admissions,
            identifiers=self.room.identifiers,
            tokens=self.room.tokens,
        )
        return roster, dict(pins)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_list_is_stored_as_it_was_written(desk: Desk) -> None:
    stored = desk.write(WrittenEntry(AN), WrittenEntry(BINH))
    assert [entry.number for entry in stored.entries] == ["SBD001", "SBD002"]
    read = rosters.read_roster(
        "exam-1", lecturer=LECTURER, exams=desk.room.exams, admissions=desk.room.admissions
    )
    assert read == stored


def test_a_list_that_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.write(WrittenEntry(AN))
    with pytest.raises(StaleVersionError) as caught:
        desk.write(WrittenEntry(BINH))
    assert caught.value.details == {"stored": 1}


def test_another_lecturer_does_not_find_the_list(desk: Desk) -> None:
    with pytest.raises(ExamNotFoundError):
        desk.write(WrittenEntry(AN), lecturer=SOMEBODY_ELSE)


def test_a_malformed_pin_is_named_at_its_place(desk: Desk) -> None:
    with pytest.raises(InvalidError) as caught:
        desk.write(WrittenEntry(AN), WrittenEntry(BINH, pin="12"))
    assert [(p.path, p.code) for p in caught.value.problems] == [("entries[1].pin", "malformed")]


def test_a_pin_is_not_stored_as_it_is(desk: Desk) -> None:
    [entry] = desk.write(WrittenEntry(AN, pin="4826")).entries
    assert entry.pin_seal == desk.room.tokens.seal("pin/exam-1/sbd001/4826")


def test_writing_the_list_anew_keeps_the_pins_that_it_does_not_name(desk: Desk) -> None:
    first = desk.write(WrittenEntry(AN, pin="4826"), WrittenEntry(BINH, pin="1111"))
    second = desk.write(WrittenEntry(AN), WrittenEntry(BINH, pin=""), version=1)
    assert second.entries[0].pin_seal == first.entries[0].pin_seal
    assert second.entries[1].pin_seal is None


def test_pins_are_drawn_for_those_who_have_none(desk: Desk) -> None:
    desk.write(WrittenEntry(AN, pin="4826"), WrittenEntry(BINH))
    roster, pins = desk.draw(None, version=1)
    assert list(pins) == ["SBD002"]
    assert all(entry.pin_seal for entry in roster.entries)


def test_pins_are_drawn_anew_for_those_who_are_named(desk: Desk) -> None:
    before = desk.write(WrittenEntry(AN, pin="4826"), WrittenEntry(BINH))
    roster, pins = desk.draw([" sbd001"], version=1)
    assert list(pins) == ["SBD001"]
    assert roster.entries[0].pin_seal != before.entries[0].pin_seal
    assert roster.entries[1].pin_seal is None


def test_who_is_writing_is_judged_by_the_new_exemptions_at_once(desk: Desk) -> None:
    attempt_id = desk.room.join(STUDENT).page.attempt.attempt_id
    allowance = Allowance(exempt=frozenset({Kind.LOOKING_AWAY}))
    desk.write(WrittenEntry(RosterEntry("sbd001 ", "An", allowance=allowance)))
    assert desk.room.attempts.get(attempt_id).exempt == {Kind.LOOKING_AWAY}


def test_without_a_camera_by_the_list_says_who_when_and_why(desk: Desk) -> None:
    granted = desk.write(WrittenEntry(AN, without_camera="Máy hỏng camera")).entries[0]
    waiver = granted.allowance.waiver
    assert waiver is not None
    assert (waiver.by, waiver.at, waiver.reason) == (
        LECTURER.name,
        desk.room.clock.now(),
        "Máy hỏng camera",
    )


def test_what_was_granted_stays_as_it_was_when_the_list_is_written_anew(desk: Desk) -> None:
    before = desk.write(WrittenEntry(AN, without_camera="Máy hỏng camera"))
    desk.room.clock.pass_by(minutes=5)
    again = WrittenEntry(AN, without_camera="Máy hỏng camera")
    after = desk.write(again, WrittenEntry(BINH), version=before.version)
    assert after.entries[0].allowance.waiver == before.entries[0].allowance.waiver


def test_who_is_in_the_room_goes_without_a_camera_at_once_and_the_trail_says_so(
    desk: Desk,
) -> None:
    attempt_id = desk.room.join(STUDENT).page.attempt.attempt_id
    before = desk.write(WrittenEntry(AN, without_camera="Máy hỏng camera"))
    assert desk.room.attempts.get(attempt_id).supervision.waiver is not None
    desk.write(WrittenEntry(AN), version=before.version)
    assert desk.room.attempts.get(attempt_id).supervision.waiver is None
    assert [(act.kind, act.attempt_ids) for act in desk.acts.acts] == [
        (ActKind.WAIVE_CAMERA, (attempt_id,)),
        (ActKind.REQUIRE_CAMERA, (attempt_id,)),
    ]
