"""What an exam may hold, and what may be done with it when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from chalicelib.domain.errors import ExamStateError, InvalidError, Problem
from chalicelib.domain.exams import (
    ALLOWED_STEPS,
    ROOM_CODE_ALPHABET,
    ExamState,
    ExamStep,
    check_exam,
    is_room_code,
    normalise_room_code,
)
from tests.fakes.samples import NOW, content, exam, paper, question

ALLOWED = {
    (ExamState.DRAFT, ExamStep.EDIT),
    (ExamState.DRAFT, ExamStep.DELETE),
    (ExamState.DRAFT, ExamStep.OPEN),
    (ExamState.OPEN, ExamStep.CLOSE),
    (ExamState.CLOSED, ExamStep.OPEN),
    (ExamState.CLOSED, ExamStep.REJUDGE),
}
FORBIDDEN = {(state, step) for state in ExamState for step in ExamStep} - ALLOWED


def problems_of(**changes: Any) -> set[Problem]:
    with pytest.raises(InvalidError) as caught:
        check_exam(content(**changes), paper())
    return set(caught.value.problems)


def test_the_table_knows_every_state() -> None:
    assert set(ALLOWED_STEPS) == set(ExamState)


@pytest.mark.parametrize(("state", "step"), sorted(ALLOWED))
def test_a_step_that_the_state_allows_passes(state: ExamState, step: ExamStep) -> None:
    exam(state=state).require(step)


@pytest.mark.parametrize(("state", "step"), sorted(FORBIDDEN))
def test_a_step_that_the_state_forbids_names_both(state: ExamState, step: ExamStep) -> None:
    with pytest.raises(ExamStateError) as caught:
        exam(state=state).require(step)
    assert caught.value.details == {"state": state.value, "step": step.value}


def test_an_opened_exam_is_open() -> None:
    assert exam(state=ExamState.DRAFT).opened(NOW).state is ExamState.OPEN


def test_a_closed_exam_may_open_again() -> None:
    assert exam(state=ExamState.CLOSED).opened(NOW).state is ExamState.OPEN


def test_a_closed_room_is_closed() -> None:
    assert exam(state=ExamState.OPEN).closed().state is ExamState.CLOSED


def test_opening_names_a_missing_question_and_a_past_end_at_once() -> None:
    late = NOW + timedelta(hours=2)
    with pytest.raises(InvalidError) as caught:
        exam(state=ExamState.DRAFT, question_count=0).opened(late)
    assert caught.value.problems == (
        Problem("questions", "required"),
        Problem("ends_at", "in_the_past"),
    )


def test_an_edited_exam_counts_its_new_questions() -> None:
    edited = exam(state=ExamState.DRAFT).edited(content(title="Mới"), paper(5))
    assert (edited.content.title, edited.question_count) == ("Mới", 5)


def test_an_open_exam_is_not_edited() -> None:
    with pytest.raises(ExamStateError):
        exam(state=ExamState.OPEN).edited(content(), paper())


def test_editing_checks_what_was_written() -> None:
    with pytest.raises(InvalidError):
        exam(state=ExamState.DRAFT).edited(content(title=""), paper())


@pytest.mark.parametrize(
    ("after_start", "admitted"),
    [
        (timedelta(microseconds=-1), False),
        (timedelta(0), True),
        (timedelta(hours=2, microseconds=-1), True),
        (timedelta(hours=2), False),
    ],
)
def test_the_room_admits_from_the_start_until_before_the_end(
    after_start: timedelta, *, admitted: bool
) -> None:
    assert exam().admits(NOW + after_start) is admitted


@pytest.mark.parametrize("state", [ExamState.DRAFT, ExamState.CLOSED])
def test_a_room_that_is_not_open_admits_nobody(state: ExamState) -> None:
    assert not exam(state=state).admits(NOW)


def test_a_good_exam_has_no_problem() -> None:
    check_exam(content(), paper())


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"title": " "}, "title", "required"),
        ({"title": "a" * 201}, "title", "too_long"),
        ({"room_name": ""}, "room_name", "required"),
        ({"room_name": "a" * 201}, "room_name", "too_long"),
        ({"subject": "a" * 201}, "subject", "too_long"),
        ({"room_code": "ABC12"}, "room_code", "malformed"),
        ({"room_code": "ABCDE0"}, "room_code", "malformed"),
        ({"ends_at": NOW}, "ends_at", "before_start"),
        ({"ends_at": NOW + timedelta(days=31, microseconds=1)}, "ends_at", "too_long"),
        ({"duration_minutes": 0}, "duration_minutes", "out_of_range"),
        ({"duration_minutes": 24 * 60 + 1}, "duration_minutes", "out_of_range"),
        ({"policy": "lenient"}, "policy", "unknown"),
    ],
)
def test_each_fault_of_the_content_is_named(changes: dict[str, Any], path: str, code: str) -> None:
    assert problems_of(**changes) == {Problem(path, code)}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "a" * 200},
        {"subject": ""},
        {"ends_at": NOW + timedelta(days=31)},
        {"duration_minutes": 1},
        {"duration_minutes": 24 * 60},
        {"policy": "strict"},
    ],
)
def test_the_limits_themselves_are_allowed(changes: dict[str, Any]) -> None:
    check_exam(content(**changes), paper())


def test_a_start_that_has_no_place_in_the_utc_calendar_is_refused() -> None:
    eastern = timezone(timedelta(hours=14))
    first = datetime(1, 1, 1, tzinfo=eastern)
    assert Problem("starts_at", "out_of_range") in problems_of(
        starts_at=first, ends_at=first + timedelta(hours=1)
    )
    last = datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=10)))
    assert Problem("starts_at", "out_of_range") in problems_of(
        starts_at=last, ends_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    )


def test_every_problem_is_named_at_once_those_of_the_questions_too() -> None:
    bad = question(text="", points=0)
    with pytest.raises(InvalidError) as caught:
        check_exam(content(title="", policy="none"), (bad,))
    assert {(p.path, p.code) for p in caught.value.problems} == {
        ("title", "required"),
        ("policy", "unknown"),
        ("questions[0].text", "required"),
        ("questions[0].points", "out_of_range"),
    }


@pytest.mark.parametrize("typed", ["hhc234", "HHC 234", "hhc-234", "  HHC234\n", "h h c 2 3 4"])
def test_a_room_code_is_read_as_people_type_it(typed: str) -> None:
    assert normalise_room_code(typed) == "HHC234"


def test_no_letter_of_a_room_code_is_read_for_another() -> None:
    assert not set("IO01") & set(ROOM_CODE_ALPHABET)


@pytest.mark.parametrize(
    ("text", "good"), [("HHC234", True), ("HHC23", False), ("HHC2345", False), ("HHC23o", False)]
)
def test_a_room_code_has_six_letters_of_the_alphabet(text: str, *, good: bool) -> None:
    assert is_room_code(text) is good
