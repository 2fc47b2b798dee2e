"""A student answers, stays in touch and hands in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.attempts import (
    Answer,
    AttemptState,
    CameraState,
    Presence,
    Student,
)
from chalicelib.domain.errors import (
    AttemptOverError,
    ConflictError,
    InvalidError,
    Problem,
    QuestionNotFoundError,
)
from chalicelib.domain.scoring import Score
from chalicelib.services import taking
from chalicelib.services.sweeping import Sweep
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, answer, attempt

OTHER_STUDENT = Student("Trần Thị Bình", "SBD002")


@pytest.fixture
def room() -> Room:
    return Room()


def test_an_answer_is_kept(room: Room) -> None:
    claim = room.claim()
    assert room.save(claim, "q1", answer("c2", 1)) == answer("c2", 1)
    assert room.attempts.get(claim.attempt_id).answers == {"q1": answer("c2", 1)}


def test_a_late_older_save_returns_the_newer_one(room: Room) -> None:
    claim = room.claim()
    room.save(claim, "q1", answer("c2", 5))
    assert room.save(claim, "q1", answer("c1", 4)) == answer("c2", 5)


def test_an_answer_to_a_question_of_another_paper_is_refused(room: Room) -> None:
    with pytest.raises(QuestionNotFoundError):
        room.save(room.claim(), "q9", answer())


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        (answer(sequence=-1), Problem("sequence", "out_of_range")),
        (answer(sequence=2**53), Problem("sequence", "out_of_range")),
        (answer("c" * 65), Problem("choice_id", "too_long")),
    ],
)
def test_each_fault_of_an_answer_is_named(room: Room, chosen: Answer, problem: Problem) -> None:
    with pytest.raises(InvalidError) as caught:
        room.save(room.claim(), "q1", chosen)
    assert caught.value.problems == (problem,)


def test_the_limits_of_an_answer_are_allowed(room: Room) -> None:
    kept = room.save(room.claim(), "q1", answer("c" * 64, sequence=2**53 - 1))
    assert kept.sequence == 2**53 - 1


def test_no_answer_is_taken_after_handing_in(room: Room) -> None:
    claim = room.claim()
    room.submit(claim)
    with pytest.raises(AttemptOverError):
        room.save(claim, "q1", answer())


def test_an_answer_chosen_in_time_is_taken_within_the_grace_period(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(minutes=45, seconds=60)
    room.save(claim, "q1", answer())
    room.clock.pass_by(seconds=1)
    with pytest.raises(AttemptOverError):
        room.save(claim, "q2", answer())


def test_a_heartbeat_notes_the_camera_and_how_many_are_answered(room: Room) -> None:
    claim = room.claim()
    room.save(claim, "q1", answer())
    room.beat(claim)
    assert room.attempts.presences[claim.attempt_id] == Presence(NOW, CameraState.ON, 1)


def test_a_heartbeat_renews_the_permission_to_upload(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(minutes=14)
    upload = room.beat(claim).upload
    assert upload is not None
    assert upload.expires_at == NOW + timedelta(minutes=29)


def test_a_heartbeat_after_handing_in_says_so_and_notes_nothing(room: Room) -> None:
    claim = room.claim()
    room.submit(claim)
    assert room.beat(claim).attempt.state is AttemptState.SUBMITTED
    assert room.attempts.presences == {}


def test_handing_in_scores(room: Room) -> None:
    claim = room.claim()
    room.save(claim, "q1", answer("c2"))
    assert room.submit(claim) == Score(1, 2)


def test_handing_in_again_returns_the_same(room: Room) -> None:
    claim = room.claim()
    room.submit(claim)
    first = room.attempts.get(claim.attempt_id)
    room.clock.pass_by(minutes=1)
    room.submit(claim)
    assert room.attempts.get(claim.attempt_id) == first


def test_an_answer_that_arrives_while_handing_in_is_scored(room: Room) -> None:
    claim = room.claim()
    room.attempts.before_submit.append(lambda: room.save(claim, "q1", answer("c2")))
    assert room.submit(claim) == Score(1, 2)


def test_two_hand_ins_at_once_are_one(room: Room) -> None:
    claim = room.claim()
    room.attempts.before_submit.append(lambda: room.submit(claim))
    first = room.submit(claim)
    assert first == room.attempts.get(claim.attempt_id).score


def test_answers_that_never_cease_make_handing_in_fail_rather_than_lose_one(room: Room) -> None:
    claim = room.claim()
    sequences = iter(range(taking.MAX_TRIES))
    room.attempts.before_submit.extend(
        [lambda: room.save(claim, "q1", answer("c2", next(sequences)))] * taking.MAX_TRIES
    )
    with pytest.raises(ConflictError):
        room.submit(claim)
    assert room.attempts.get(claim.attempt_id).state is AttemptState.WRITING


def test_the_sweep_closes_what_is_overdue_and_scores_it(room: Room) -> None:
    claim = room.claim()
    room.save(claim, "q1", answer("c2"))
    room.clock.pass_by(minutes=45, seconds=61)
    assert room.sweep() == Sweep(closed=1)
    assert room.attempts.get(claim.attempt_id).score == Score(1, 2)


def test_the_sweep_leaves_the_grace_period_alone(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(minutes=46)
    assert room.sweep().closed == 0
    assert room.attempts.get(claim.attempt_id).state is AttemptState.WRITING


def test_a_second_sweep_finds_nothing(room: Room) -> None:
    room.claim()
    room.clock.pass_by(hours=1)
    assert [room.sweep().closed for _ in range(2)] == [1, 0]


def test_an_attempt_that_cannot_be_closed_holds_up_none_of_the_others(room: Room) -> None:
    room.attempts.add(attempt("f" * 32, exam_id="nowhere", student=OTHER_STUDENT))
    claim = room.claim()
    room.clock.pass_by(hours=1)
    swept = room.sweep()
    assert (swept.closed, list(swept.failed)) == (1, ["f" * 32])
    assert room.attempts.get(claim.attempt_id).state is AttemptState.SUBMITTED


def test_once_it_is_handed_in_no_upload_is_signed_any_more(room: Room) -> None:
    claim = room.claim()
    assert room.beat(claim).upload is not None
    room.submit(claim)
    assert (room.beat(claim).upload, room.start(claim).upload, room.join().page.upload) == (
        None,
        None,
        None,
    )
