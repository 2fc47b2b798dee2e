"""A student finds the room, joins and comes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.attempts import (
    CONSENT_VERSION,
    AttemptState,
    Student,
)
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptNotStartedError,
    ConsentMissingError,
    InvalidError,
    RoomNotFoundError,
    RoomNotOpenError,
    StudentNumberTakenError,
)
from chalicelib.services import taking
from chalicelib.services.ports import AttemptClaim
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, STUDENT, answer, paper


def resumed(room: Room, claim: AttemptClaim) -> taking.AttemptPage:
    return taking.resume_attempt(
        claim, exams=room.exams, attempts=room.attempts, frames=room.frames, clock=room.clock
    )


OTHER_STUDENT = Student("Trần Thị Bình", "SBD002")


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize("typed", ["HHC234", "hhc 234", "hhc-234"])
def test_a_room_is_found_by_its_code_as_typed(room: Room, typed: str) -> None:
    assert taking.find_room(typed, exams=room.exams).exam_id == "exam-1"


@pytest.mark.parametrize("typed", ["", "HHC235", "not a code", "HHC23O"])
def test_a_code_that_no_open_exam_has_is_not_found(room: Room, typed: str) -> None:
    with pytest.raises(RoomNotFoundError) as caught:
        taking.find_room(typed, exams=room.exams)
    assert caught.value.details == {"room_code": typed}


def test_a_student_who_joins_is_in_the_waiting_room(room: Room) -> None:
    joined = room.join()
    assert not joined.resumed
    assert joined.page.attempt == room.attempts.get(joined.page.attempt.attempt_id)
    assert joined.page.attempt.consent_version == CONSENT_VERSION
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
    assert (again.page.attempt, again.page.paper) == (started, paper())


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
    assert caught.value.details == {"current": CONSENT_VERSION}


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
