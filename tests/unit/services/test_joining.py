"""A student finds the room, joins and comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.attempts import (
    AttemptState,
    Student,
)
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.consent import CAMERA_NOTICE
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptNotStartedError,
    AttemptOverError,
    AttemptsUsedUpError,
    ConsentMissingError,
    InvalidError,
    RoomNotFoundError,
    RoomNotOpenError,
    StudentNumberTakenError,
    TooLateToJoinError,
)
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.scoring import Score
from chalicelib.services import admitting, taking
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, STUDENT, answer, content, paper


def resumed(room: Room, claim: AttemptClaim) -> taking.AttemptPage:
    return taking.resume_attempt(
        claim, exams=room.exams, attempts=room.attempts, frames=room.frames, clock=room.clock
    )


OTHER_STUDENT = Student("Trần Thị Bình", "SBD002")


@pytest.fixture
def room() -> Room:
    return Room()


def find(room: Room, typed: str) -> admitting.Room:
    return admitting.find_room(
        typed, "203.0.113.7", exams=room.exams, admissions=room.admissions, clock=room.clock
    )


@pytest.mark.parametrize("typed", ["HHC234", "hhc 234", "hhc-234"])
def test_a_room_is_found_by_its_code_as_typed(room: Room, typed: str) -> None:
    assert find(room, typed).exam.exam_id == "exam-1"


@pytest.mark.parametrize("typed", ["", "HHC235", "not a code", "HHC23O"])
def test_a_code_that_no_open_exam_has_is_not_found(room: Room, typed: str) -> None:
    with pytest.raises(RoomNotFoundError) as caught:
        find(room, typed)
    assert caught.value.details == {"room_code": typed}


def test_a_student_who_joins_is_in_the_waiting_room(room: Room) -> None:
    joined = room.join()
    assert not joined.resumed
    assert joined.page.attempt == room.attempts.get(joined.page.attempt.attempt_id)
    assert joined.page.attempt.consent_version == CAMERA_NOTICE
    assert joined.page.attempt.state is AttemptState.JOINED


def test_the_waiting_room_shows_no_question(room: Room) -> None:
    joined = room.join()
    claim = room.tokens.verify_attempt(joined.token)
    assert (joined.page.paper, resumed(room, claim).paper) == ((), ())


def test_the_clock_begins_with_the_start_and_not_with_joining(room: Room) -> None:
    claim = room.tokens.verify_attempt(room.join().token)
    room.clock.pass_by(minutes=10)
    page = room.start(claim)
    assert page.attempt.started_at == NOW + timedelta(minutes=10)
    assert page.attempt.deadline == NOW + timedelta(minutes=55)
    assert page.paper == paper()


def test_who_starts_again_goes_on_with_the_same_deadline(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(minutes=10)
    assert room.start(claim).attempt == room.attempts.get(claim.attempt_id)
    assert room.attempts.get(claim.attempt_id).started_at == NOW


def test_the_waiting_room_is_open_before_the_exam_and_the_start_is_not(room: Room) -> None:
    room.clock.pass_by(seconds=-1)
    claim = room.tokens.verify_attempt(room.join().token)
    with pytest.raises(RoomNotOpenError):
        room.start(claim)
    room.clock.pass_by(seconds=1)
    assert room.start(claim).attempt.state is AttemptState.WRITING


def test_nobody_starts_after_the_end(room: Room) -> None:
    claim = room.tokens.verify_attempt(room.join().token)
    room.clock.pass_by(hours=2)
    with pytest.raises(RoomNotOpenError):
        room.start(claim)


def test_who_handed_in_starts_nothing_anew(room: Room) -> None:
    claim = room.claim()
    room.submit(claim)
    assert room.start(claim).attempt.state is AttemptState.SUBMITTED


def test_who_only_joined_can_neither_answer_nor_hand_in(room: Room) -> None:
    claim = room.tokens.verify_attempt(room.join().token)
    with pytest.raises(AttemptNotStartedError):
        room.save(claim, "q1", answer("c1"))
    with pytest.raises(AttemptNotStartedError):
        room.submit(claim)


def test_who_only_joined_is_never_handed_in_by_the_sweep(room: Room) -> None:
    claim = room.tokens.verify_attempt(room.join().token)
    room.clock.pass_by(hours=3)
    assert room.sweep().closed == 0
    assert room.attempts.get(claim.attempt_id).state is AttemptState.JOINED


def test_a_student_gets_a_permission_for_their_own_frames_alone(room: Room) -> None:
    page = room.join().page
    assert page.upload is not None
    assert page.upload.key_prefix == f"frames/{page.attempt.attempt_id}/"


def test_a_students_token_speaks_for_their_attempt(room: Room) -> None:
    joined = room.join()
    expected = AttemptClaim(joined.page.attempt.attempt_id, "exam-1")
    assert room.tokens.verify_attempt(joined.token) == expected


def test_the_token_outlives_the_deadline_so_that_the_result_can_be_read(room: Room) -> None:
    token = room.join().token
    room.clock.pass_by(minutes=120 + 24 * 60 - 1)
    room.tokens.verify_attempt(token)


def test_who_joins_again_goes_on_with_the_same_attempt_and_deadline(room: Room) -> None:
    started = room.attempts.get(room.claim().attempt_id)
    room.clock.pass_by(minutes=10)
    again = room.join()
    assert again.resumed
    gone_on = again.page.attempt
    assert (gone_on.attempt_id, gone_on.deadline) == (started.attempt_id, started.deadline)
    assert again.page.paper == paper()


@pytest.mark.parametrize("number", [" sbd001 ", "Sbd001"])
def test_a_student_number_is_one_number_however_it_is_typed(room: Room, number: str) -> None:
    room.join()
    assert room.join(Student(STUDENT.name, number)).resumed


@pytest.mark.parametrize("name", ["NGUYỄN VĂN AN", "Nguye\u0302\u0303n Va\u0306n An"])
def test_a_name_typed_on_another_keyboard_is_the_same_name(room: Room, name: str) -> None:
    room.join()
    assert room.join(Student(name, STUDENT.number)).resumed


def test_another_name_under_a_taken_number_is_refused(room: Room) -> None:
    room.join()
    with pytest.raises(StudentNumberTakenError) as caught:
        room.join(Student("Trần Thị Bình", STUDENT.number))
    assert caught.value.details == {"student_number": STUDENT.number}


def test_two_students_have_two_attempts(room: Room) -> None:
    assert room.join().page.attempt != room.join(OTHER_STUDENT).page.attempt


def test_nobody_joins_without_consent_to_the_current_notice(room: Room) -> None:
    with pytest.raises(ConsentMissingError) as caught:
        room.join(consent_version="2020-01-vi-1")
    assert caught.value.details == {"current": CAMERA_NOTICE}


def test_who_is_to_be_heard_agrees_to_a_notice_that_says_so(room: Room) -> None:
    settings_of(room, student_sound=True)
    with pytest.raises(ConsentMissingError) as caught:
        room.join(consent_version=CAMERA_NOTICE)
    asked = str(caught.value.details["current"])
    assert room.join(consent_version=asked).page.attempt.consent_version == asked


def test_nobody_joins_without_a_name(room: Room) -> None:
    with pytest.raises(InvalidError):
        room.join(Student(" ", "1"))
    assert room.attempts.list_of("exam-1") == ()


def test_nobody_joins_after_the_end(room: Room) -> None:
    room.clock.pass_by(hours=2)
    with pytest.raises(RoomNotOpenError) as caught:
        room.join()
    assert caught.value.details["starts_at"] == NOW.isoformat()


def test_a_closed_room_is_not_found_any_more(room: Room) -> None:
    open_exam = room.exams.get("exam-1")
    room.exams.replace(open_exam, open_exam.closed(NOW), now=NOW)
    with pytest.raises(RoomNotFoundError):
        room.join()


def test_a_reloaded_page_gets_everything_back(room: Room) -> None:
    claim = room.claim()
    room.save(claim, "q1", answer("c1"))
    page = resumed(room, claim)
    assert page.attempt.answers == {"q1": answer("c1")}
    assert page.paper == paper()


def test_an_attempt_that_is_not_there_is_not_found(room: Room) -> None:
    with pytest.raises(AttemptNotFoundError):
        room.beat(AttemptClaim("f" * 32, "exam-1"))


def settings_of(room: Room, **changes: Any) -> None:
    """Let the exam be taken in another way."""
    changed = content(settings=ExamSettings(**changes))
    stored = room.exams.get("exam-1")
    room.exams.replace(stored, replace(stored, content=changed), now=NOW)


def test_who_comes_too_late_may_not_begin(room: Room) -> None:
    settings_of(room, late_join_minutes=15)
    room.clock.pass_by(minutes=15)
    assert not room.join().resumed
    room.clock.pass_by(seconds=1)
    with pytest.raises(TooLateToJoinError) as caught:
        room.join(OTHER_STUDENT)
    assert caught.value.details == {"until": "15:15 22/11/2026"}


def test_another_zones_exam_names_the_zone_to_who_comes_too_late(room: Room) -> None:
    stored = room.exams.get("exam-1")
    late = ExamSettings(late_join_minutes=15)
    changed = content(settings=late, time_zone="Europe/Paris")
    room.exams.replace(stored, replace(stored, content=changed), now=NOW)
    room.clock.pass_by(minutes=16)
    with pytest.raises(TooLateToJoinError) as caught:
        room.join()
    assert caught.value.details == {"until": "09:15 22/11/2026 (Europe/Paris, UTC+1)"}


def test_who_has_begun_may_come_back_however_late(room: Room) -> None:
    settings_of(room, late_join_minutes=15)
    room.claim()
    room.clock.pass_by(minutes=30)
    assert room.join().resumed


def test_who_has_begun_may_come_back_after_the_end(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(hours=2, seconds=1)
    assert room.join().page.attempt.attempt_id == claim.attempt_id


def test_a_further_attempt_begins_when_the_last_was_handed_in(room: Room) -> None:
    settings_of(room, attempts_allowed=2)
    first = room.claim()
    assert room.join(further=True).page.attempt.attempt_id == first.attempt_id
    room.submit(AttemptClaim(first.attempt_id, "exam-1", 2))
    second = room.join(further=True)
    assert not second.resumed
    assert (second.page.attempt.ordinal, second.page.attempt.answers) == (2, {})
    assert {row.attempt_id for row in room.attempts.list_of("exam-1")} == {
        first.attempt_id,
        second.page.attempt.attempt_id,
    }


def test_nobody_begins_anew_who_does_not_ask_for_it(room: Room) -> None:
    settings_of(room, attempts_allowed=2)
    first = room.claim()
    room.submit(first)
    assert room.join().page.attempt.attempt_id == first.attempt_id


def test_there_are_no_more_attempts_than_allowed(room: Room) -> None:
    room.submit(room.claim())
    with pytest.raises(AttemptsUsedUpError) as caught:
        room.join(further=True)
    assert caught.value.details == {"allowed": 1}


def test_a_further_attempt_has_its_own_paper(room: Room) -> None:
    settings_of(room, attempts_allowed=9, draws={"": 1})
    drawn = set()
    for _ in range(9):
        claim = room.tokens.verify_attempt(room.join(further=True).token)
        drawn |= {question.question_id for question in room.start(claim).paper}
        room.submit(claim)
    assert drawn == {"q1", "q2"}


def test_a_student_is_scored_for_what_they_drew(room: Room) -> None:
    settings_of(room, draws={"": 1})
    claim = room.claim()
    [question_id] = room.attempts.get(claim.attempt_id).question_ids
    room.save(claim, question_id, answer("c2"))
    assert room.submit(claim) == Score(1, 1)


def test_the_grace_is_the_exams(room: Room) -> None:
    settings_of(room, grace_seconds=600)
    claim = room.claim()
    room.clock.pass_by(minutes=55)
    room.save(claim, "q1", answer())
    room.clock.pass_by(seconds=1)
    with pytest.raises(AttemptOverError):
        room.save(claim, "q2", answer())
