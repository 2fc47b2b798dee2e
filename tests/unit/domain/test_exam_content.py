"""What may be stored of an exam, and what it must have before students see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exam_content import check_draft, check_ready, find_missing
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.questions import Paper, Question
from chalicelib.domain.scoring import ScoringScheme
from tests.fakes.samples import (
    NOW,
    content,
    every_type,
    number,
    paper,
    question,
    several_choices,
    short_text,
    true_false,
)


def problems_of(**changes: Any) -> set[Problem]:
    with pytest.raises(InvalidError) as caught:
        check_draft(content(**changes), paper())
    return set(caught.value.problems)


def test_a_good_exam_has_no_problem() -> None:
    check_draft(content(), paper())


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
    check_draft(content(**changes), paper())


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


def test_every_problem_is_named_at_once_but_for_what_is_unfinished() -> None:
    bad = question(text="", points=0)
    with pytest.raises(InvalidError) as caught:
        check_draft(content(title="", policy="none"), (bad,))
    assert {(p.path, p.code) for p in caught.value.problems} == {
        ("title", "required"),
        ("policy", "unknown"),
        ("questions[0].points", "out_of_range"),
    }


UNFINISHED = [
    (question(text=""), "text", "required"),
    (question(correct_choice_id=""), "correct_choice", "no_such_choice"),
    (question(choices=()), "choices", "wrong_count"),
    (several_choices(correct_choice_ids=frozenset()), "correct_choices", "no_such_choice"),
    (true_false(statements=()), "statements", "wrong_statement_count"),
    (number(number=None), "number", "required"),
    (short_text(accepted=()), "accepted", "required"),
]


@pytest.mark.parametrize(("asked", "path", "code"), UNFINISHED)
def test_a_question_may_be_stored_unfinished_and_is_named_before_it_is_shown(
    asked: Question, path: str, code: str
) -> None:
    check_draft(content(), (asked,))
    missing = find_missing(content(), (asked,))
    assert Problem(f"questions[0].{path}", code) in missing


def test_an_exam_of_every_type_lacks_nothing() -> None:
    assert find_missing(content(), every_type()) == ()


def test_an_exam_without_a_question_lacks_one() -> None:
    assert find_missing(content(), ()) == (Problem("questions", "required"),)


def drawing(count: int) -> ExamSettings:
    return ExamSettings(draws={"I": count})


POOL: Paper = tuple(question(f"q{n}", part="I", points=0.25) for n in range(3))
UNEVEN: Paper = (*POOL, question("q9", part="I", points=1.0))


@pytest.mark.parametrize(
    ("count", "pool", "codes"),
    [
        (2, POOL, []),
        (3, POOL, []),
        (4, POOL, ["too_few_questions"]),
        (3, UNEVEN, ["unequal_points"]),
        (4, UNEVEN, []),
    ],
)
def test_what_is_drawn_is_there_and_worth_the_same_for_everybody(
    count: int, pool: Paper, codes: list[str]
) -> None:
    found = find_missing(content(settings=drawing(count)), pool)
    assert [(p.path, p.code) for p in found] == [("settings.draws[I]", code) for code in codes]


@pytest.mark.parametrize(
    ("mark", "scale", "reachable"), [(2, None, True), (2.1, None, False), (9.5, 10, True)]
)
def test_a_pass_mark_can_be_reached(mark: float, scale: float | None, *, reachable: bool) -> None:
    written = content(settings=ExamSettings(pass_mark=mark), scoring=ScoringScheme(scale=scale))
    found = find_missing(written, paper())
    assert found == (() if reachable else (Problem("settings.pass_mark", "out_of_reach"),))


def test_nobody_is_let_in_after_the_end() -> None:
    check_ready(content(), paper(), NOW + timedelta(hours=2, microseconds=-1))
    with pytest.raises(InvalidError) as caught:
        check_ready(content(), (), NOW + timedelta(hours=2))
    assert caught.value.problems == (
        Problem("questions", "required"),
        Problem("ends_at", "in_the_past"),
    )
