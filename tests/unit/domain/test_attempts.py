"""A student's way through an exam."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.attempts import (
    Attempt,
    AttemptState,
    Student,
    is_same_name,
    join_exam,
    newest,
)
from chalicelib.domain.consent import CAMERA_NOTICE
from chalicelib.domain.errors import AttemptNotStartedError, InvalidError, Problem
from chalicelib.domain.scoring import Score
from tests.fakes.samples import NOW, STUDENT, answer, answers, attempt, content, exam, paper

DEADLINE = attempt().deadline
DEADLINE_MS = int(DEADLINE.timestamp() * 1000)
NOW_LATER_MS = DEADLINE_MS - 1
MILLISECOND = timedelta(milliseconds=1)


def joined(student: Student = STUDENT) -> Attempt:
    return join_exam(exam(), student, attempt_id="1" * 32, consent_version=CAMERA_NOTICE, now=NOW)


def started(after: timedelta = timedelta(0)) -> Attempt:
    return joined().started(exam(), paper(), NOW + after)


def test_who_has_joined_has_no_question_and_no_running_clock() -> None:
    waiting = joined()
    assert (waiting.state, waiting.question_ids, waiting.started_at) == (
        AttemptState.JOINED,
        (),
        None,
    )


def test_who_has_joined_is_asked_for_no_answer() -> None:
    assert not joined().takes(answer(), NOW)


def test_who_has_joined_has_nothing_to_hand_in() -> None:
    with pytest.raises(AttemptNotStartedError):
        joined().submitted(paper(), NOW)


def test_an_attempt_starts_once() -> None:
    running = started()
    assert running.started(exam(), paper(), NOW + timedelta(minutes=5)) is running


def test_the_deadline_is_the_start_plus_the_duration() -> None:
    assert started().deadline == NOW + timedelta(minutes=45)


def test_the_deadline_is_never_later_than_the_exams_end() -> None:
    assert started(after=timedelta(minutes=110)).deadline == content().ends_at


def test_a_started_attempt_is_empty_and_knows_its_questions() -> None:
    fresh = started()
    assert (fresh.state, fresh.answers, fresh.question_ids) == (
        AttemptState.WRITING,
        {},
        ("q1", "q2"),
    )


@pytest.mark.parametrize(
    ("student", "problem"),
    [
        (Student("", "1"), Problem("student_name", "required")),
        (Student("a" * 101, "1"), Problem("student_name", "too_long")),
        (Student("An", " "), Problem("student_number", "required")),
        (Student("An", "1" * 41), Problem("student_number", "too_long")),
    ],
)
def test_each_fault_of_a_students_name_is_named(student: Student, problem: Problem) -> None:
    with pytest.raises(InvalidError) as caught:
        joined(student)
    assert caught.value.problems == (problem,)


def test_both_faults_of_a_students_name_are_named_at_once() -> None:
    with pytest.raises(InvalidError) as caught:
        joined(Student("", ""))
    assert len(caught.value.problems) == 2


def test_an_answer_before_the_deadline_is_taken() -> None:
    assert attempt().takes(answer(), NOW)


def test_an_answer_chosen_at_the_deadline_is_taken_until_the_grace_period_ends() -> None:
    last = answer(answered_ms=DEADLINE_MS)
    assert attempt().takes(last, attempt().accepts_until)
    assert not attempt().takes(last, attempt().accepts_until + MILLISECOND)


def test_an_answer_chosen_after_the_deadline_is_not_taken_even_in_the_grace_period() -> None:
    assert not attempt().takes(answer(answered_ms=DEADLINE_MS + 1), DEADLINE + MILLISECOND)


def test_a_submitted_attempt_takes_no_answer() -> None:
    assert not attempt().submitted(paper(), NOW).takes(answer(), NOW)


def test_handing_in_scores_what_was_chosen() -> None:
    handed_in = attempt(answers=answers({"q1": "c2", "q2": "c1"})).submitted(paper(), NOW)
    assert (handed_in.state, handed_in.score, handed_in.submitted_at) == (
        AttemptState.SUBMITTED,
        Score(1, 2),
        NOW,
    )


def test_handing_in_a_second_time_changes_nothing() -> None:
    first = attempt(answers=answers({"q1": "c2"})).submitted(paper(), NOW)
    assert first.submitted(paper(9), NOW + timedelta(hours=1)) is first


def test_the_receipt_is_short_enough_to_copy_by_hand() -> None:
    receipt = attempt().submitted(paper(), NOW).receipt
    assert receipt is not None
    assert [len(part) for part in receipt.split("-")] == [4, 4, 4]
    assert set(receipt) <= set("0123456789ABCDEF-")


def test_the_receipt_does_not_depend_on_the_order_or_time_of_the_answers() -> None:
    one = attempt(answers=answers({"q1": "c1", "q2": "c2"}))
    other = attempt(
        answers={"q2": answer("c2", 7, NOW_LATER_MS), "q1": answer("c1", 9, NOW_LATER_MS)}
    )
    later = NOW + timedelta(minutes=5)
    assert one.submitted(paper(), NOW).receipt == other.submitted(paper(), later).receipt


@pytest.mark.parametrize(
    "other",
    [
        attempt(answers=answers({"q1": "c2"})),
        attempt(answers=answers({"q2": "c1"})),
        attempt("b" * 32, answers=answers({"q1": "c1"})),
    ],
)
def test_the_receipt_tells_other_answers_and_other_attempts_apart(other: Attempt) -> None:
    mine = attempt(answers=answers({"q1": "c1"})).submitted(paper(), NOW)
    assert mine.receipt != other.submitted(paper(), NOW).receipt


def test_answers_taken_back_do_not_count_as_answered() -> None:
    assert attempt(answers=answers({"q1": "c1", "q2": None})).answered == 1


def test_the_higher_sequence_is_the_newest_whichever_came_first() -> None:
    low, high = answer("c1", 3), answer("c2", 4)
    assert newest(low, high) is newest(high, low) is high


def test_of_two_answers_with_one_sequence_the_first_stands() -> None:
    first = answer("c1", 3)
    assert newest(first, answer("c2", 3)) is first


def test_the_first_answer_is_the_newest() -> None:
    assert newest(None, answer("c1", 0)) == answer("c1", 0)


@pytest.mark.parametrize(
    "spelling",
    ["nguyễn văn an", "NGUYỄN  VĂN AN", " Nguyễn Văn An ", "Nguye\u0302\u0303n Va\u0306n An"],
)
def test_one_name_in_several_spellings_is_one_name(spelling: str) -> None:
    assert is_same_name(STUDENT.name, spelling)


def test_names_without_their_marks_are_other_names() -> None:
    assert not is_same_name(STUDENT.name, "Nguyen Van An")
