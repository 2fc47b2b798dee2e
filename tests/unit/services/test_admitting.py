"""The door: who is on the list, who knows the PIN, and how guessing is slowed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.allowances import Allowance
from chalicelib.domain.attempts import Student
from chalicelib.domain.door import (
    MAX_REFUSALS_OF_SOURCE,
    MAX_TRIES_OF_NUMBER,
    WINDOW,
    Refusal,
)
from chalicelib.domain.errors import (
    RoomNotFoundError,
    StudentNotListedError,
    StudentNumberTakenError,
    TooManyTriesError,
    WrongPinError,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.services.admitting import find_room, seal_pin
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, STUDENT

PIN = "4826"
LISTED = Student("typed anyhow", "sbd001")


@pytest.fixture
def room() -> Room:
    return Room()


def write_list(room: Room, *, pin: bool = False, allowance: Allowance | None = None) -> None:
    seal = seal_pin("exam-1", "SBD001", PIN, tokens=room.tokens) if pin else None
    entry = RosterEntry("SBD001", "Nguyễn Văn An", "12A1", allowance or Allowance(), seal)
    room.admissions.replace("exam-1", Roster(), Roster((entry,)))


def test_without_a_list_everybody_enters_by_the_name_they_say(room: Room) -> None:
    assert room.join(STUDENT).page.attempt.student == STUDENT


def test_the_name_on_the_list_is_the_students(room: Room) -> None:
    write_list(room)
    assert room.join(LISTED).page.attempt.student == Student("Nguyễn Văn An", "SBD001")


def test_who_is_not_on_the_list_does_not_enter(room: Room) -> None:
    write_list(room)
    with pytest.raises(StudentNotListedError) as caught:
        room.join(Student("Trần Thị Bình", "SBD002"))
    assert caught.value.details == {"student_number": "SBD002"}
    assert room.attempts.list_of("exam-1") == ()


def test_extra_time_moves_the_deadline_and_the_end(room: Room) -> None:
    write_list(room, allowance=Allowance(extra_minutes=10, extra_percent=20))
    claim = room.claim(LISTED)
    assert room.attempts.get(claim.attempt_id).deadline == NOW + timedelta(minutes=45 + 19)


def test_extra_time_counts_beyond_the_exams_end(room: Room) -> None:
    write_list(room, allowance=Allowance(extra_minutes=10))
    room.clock.pass_by(minutes=90)
    claim = room.claim(LISTED)
    assert room.attempts.get(claim.attempt_id).deadline == NOW + timedelta(hours=2, minutes=10)


def test_what_the_list_switches_off_is_not_looked_for(room: Room) -> None:
    write_list(room, allowance=Allowance(exempt=frozenset({Kind.TALKING})))
    assert room.join(LISTED).page.attempt.exempt == {Kind.TALKING}


@pytest.mark.parametrize("typed", [PIN, " 48 26 "])
def test_the_right_pin_opens(room: Room, typed: str) -> None:
    write_list(room, pin=True)
    assert not room.join(LISTED, pin=typed).resumed


@pytest.mark.parametrize("typed", ["", "4827"])
def test_another_pin_does_not(room: Room, typed: str) -> None:
    write_list(room, pin=True)
    with pytest.raises(WrongPinError):
        room.join(LISTED, pin=typed)


def test_a_pin_is_good_for_its_number_and_its_exam(room: Room) -> None:
    seals = {
        seal_pin(exam, number, PIN, tokens=room.tokens)
        for exam in ("exam-1", "exam-2")
        for number in ("SBD001", "SBD002")
    }
    assert len(seals) == 4


def test_after_too_many_wrong_pins_even_the_right_one_has_to_wait(room: Room) -> None:
    write_list(room, pin=True)
    for _ in range(MAX_TRIES_OF_NUMBER):
        with pytest.raises(WrongPinError):
            room.join(LISTED, pin="0000")
    with pytest.raises(TooManyTriesError) as caught:
        room.join(LISTED, pin=PIN)
    left = caught.value.retry_after_s
    assert 0 < left <= WINDOW.total_seconds()
    room.clock.pass_by(seconds=left)
    assert not room.join(LISTED, pin=PIN).resumed


def test_another_student_is_not_kept_waiting(room: Room) -> None:
    for _ in range(MAX_TRIES_OF_NUMBER):
        room.admissions.count_refusal("exam-1", "SBD009", Refusal.WRONG_PIN, now=NOW)
    assert not room.join(STUDENT).resumed


def test_guessing_names_under_a_number_is_slowed(room: Room) -> None:
    room.join(STUDENT)
    for guess in range(MAX_TRIES_OF_NUMBER):
        with pytest.raises(StudentNumberTakenError):
            room.join(Student(f"Tên {guess}", STUDENT.number))
    with pytest.raises(TooManyTriesError):
        room.join(STUDENT)


def test_guessing_room_codes_is_slowed_and_a_found_room_is_not_shown(room: Room) -> None:
    def look(code: str) -> object:
        return find_room(
            code, "192.0.2.1", exams=room.exams, admissions=room.admissions, clock=room.clock
        )

    for _ in range(MAX_REFUSALS_OF_SOURCE):
        with pytest.raises(RoomNotFoundError):
            look("ABC235")
    for code in ("ABC235", "HHC234"):
        with pytest.raises(TooManyTriesError):
            look(code)
    assert not room.join(STUDENT, source="192.0.2.2").resumed


def test_ten_thousand_students_behind_one_address_enter(room: Room) -> None:
    for number in range(10_000):
        room.admissions.look("exam-1", str(number), "203.0.113.7", now=NOW)
    assert not room.join(STUDENT).resumed


def test_the_lecturer_sees_who_was_turned_away(room: Room) -> None:
    write_list(room, pin=True)
    for student in (LISTED, Student("Ai đó", "SBD777")):
        with pytest.raises((WrongPinError, StudentNotListedError)):
            room.join(student)
    found = {(one.number, one.reason) for one in room.admissions.refused("exam-1")}
    assert found == {("sbd001", Refusal.WRONG_PIN), ("SBD777", Refusal.NOT_LISTED)}
