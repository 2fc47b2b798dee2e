"""Who sees right answers, and from when on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.attempts import Student
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import AttemptNotFoundError, ExamNotFoundError
from chalicelib.domain.exam_settings import ExamSettings, Reveal
from chalicelib.services.answer_sheets import OwnSheet, read_own_sheet, read_sheet
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, answer, attempt, content, exam

BINH = Student("Trần Thị Bình", "SBD002")


def room_that_shows(when: Reveal) -> Room:
    room = Room()
    before = room.exams.get("exam-1")
    settings = ExamSettings(show_keys=when)
    room.exams.replace(before, replace(before, content=content(settings=settings)), now=NOW)
    return room


def handed_in(room: Room) -> AttemptClaim:
    claim = room.claim()
    room.save(claim, "q1", answer("c2"))
    room.submit(claim)
    return claim


def own_sheet(room: Room, claim: AttemptClaim) -> OwnSheet:
    return read_own_sheet(claim, exams=room.exams, attempts=room.attempts, clock=room.clock)


def test_at_once_means_as_soon_as_one_handed_in() -> None:
    room = room_that_shows(Reveal.AT_ONCE)
    room.claim(BINH)
    sheet = own_sheet(room, handed_in(room))
    assert sheet.shown
    assert [item.points for item in sheet.items] == [1.0, None]


@pytest.mark.parametrize("when", Reveal)
def test_who_still_writes_sees_no_key(when: Reveal) -> None:
    room = room_that_shows(when)
    claim = room.claim()
    room.clock.pass_by(hours=3)
    assert own_sheet(room, claim) == OwnSheet(when, shown=False)


def test_after_the_end_means_not_before() -> None:
    room = room_that_shows(Reveal.AFTER_END)
    claim = handed_in(room)
    assert not own_sheet(room, claim).shown
    room.clock.pass_by(hours=3)
    assert own_sheet(room, claim).shown


def test_after_the_end_means_after_everybodys_end() -> None:
    room = room_that_shows(Reveal.AFTER_END)
    claim, late = handed_in(room), room.claim(BINH)
    writing = room.attempts.get(late.attempt_id)
    longer = replace(writing, deadline=writing.deadline + timedelta(hours=3))
    room.attempts.supervise(longer, after=writing)
    room.clock.pass_by(hours=3)
    assert not own_sheet(room, claim).shown
    room.submit(late)
    assert own_sheet(room, claim).shown


def test_never_means_never() -> None:
    room = room_that_shows(Reveal.NEVER)
    claim = handed_in(room)
    room.clock.pass_by(days=3)
    assert own_sheet(room, claim) == OwnSheet(Reveal.NEVER, shown=False)


def test_a_lecturer_reads_a_sheet_while_it_is_written() -> None:
    room = Room()
    claim = room.claim()
    room.save(claim, "q1", answer("c1"))
    sheet = read_sheet(
        "exam-1", claim.attempt_id, lecturer=LECTURER, exams=room.exams, attempts=room.attempts
    )
    assert [item.points for item in sheet.items] == [0.0, None]


def test_another_lecturer_reads_no_sheet() -> None:
    room = Room()
    claim = room.claim()
    with pytest.raises(ExamNotFoundError):
        read_sheet(
            "exam-1",
            claim.attempt_id,
            lecturer=SOMEBODY_ELSE,
            exams=room.exams,
            attempts=room.attempts,
        )


def test_a_sheet_of_another_exam_is_not_found() -> None:
    room = Room()
    room.exams.add(exam("exam-2"), ())
    other = room.attempts.add(attempt("b" * 32, exam_id="exam-2"))
    with pytest.raises(AttemptNotFoundError):
        read_sheet(
            "exam-1",
            other.attempt_id,
            lecturer=LECTURER,
            exams=room.exams,
            attempts=room.attempts,
        )
