"""What a good question is."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.errors import Problem
from chalicelib.domain.questions import Choice, find_problems
from tests.fakes.samples import paper, question


def problems_of(**changes: Any) -> list[Problem]:
    return list(find_problems((question(**changes),)))


def choices(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", f"Phương án {number}") for number in range(1, count + 1))


def test_a_good_paper_has_no_problem() -> None:
    assert not list(find_problems(paper(3)))


def test_an_empty_paper_is_a_draft_without_a_problem() -> None:
    assert not list(find_problems(()))


def test_two_hundred_questions_are_the_most() -> None:
    assert not list(find_problems(paper(200)))
    assert list(find_problems(paper(201))) == [Problem("questions", "too_many")]


def test_two_questions_of_one_name_are_named_once() -> None:
    assert list(find_problems((question("q1"), question("q1")))) == [
        Problem("questions", "duplicate_ids")
    ]


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"text": "\n"}, "text", "required"),
        ({"text": "a" * 5_001}, "text", "too_long"),
        ({"points": 0.0}, "points", "out_of_range"),
        ({"points": -1.0}, "points", "out_of_range"),
        ({"points": 100.5}, "points", "out_of_range"),
        ({"points": float("nan")}, "points", "out_of_range"),
        ({"choices": choices(1), "correct_choice_id": "c1"}, "choices", "wrong_count"),
        ({"choices": choices(11)}, "choices", "wrong_count"),
        ({"choices": (*choices(2), Choice("c1", "Lần nữa"))}, "choices", "duplicate_ids"),
        ({"choices": (*choices(2), Choice("c3", " "))}, "choices[2].text", "required"),
        ({"choices": (*choices(2), Choice("c3", "a" * 5_001))}, "choices[2].text", "too_long"),
        ({"choices": (*choices(2), Choice("c.3", "x"))}, "choices[2].choice_id", "malformed"),
        ({"correct_choice_id": "c9"}, "correct_choice", "no_such_choice"),
        ({"correct_choice_id": ""}, "correct_choice", "no_such_choice"),
    ],
)
def test_each_fault_is_named_at_its_place(changes: dict[str, Any], path: str, code: str) -> None:
    assert problems_of(**changes) == [Problem(f"questions[0].{path}", code)]


@pytest.mark.parametrize("name", ["q[0]", "a.b", "", "câu 1", "q" * 65, "q1\n"])
def test_a_name_that_an_address_or_a_document_path_would_misread_is_refused(name: str) -> None:
    assert list(find_problems((question(name),))) == [
        Problem("questions[0].question_id", "malformed")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "a" * 5_000},
        {"points": 0.01},
        {"points": 100.0},
        {"choices": choices(2)},
        {"choices": choices(10)},
    ],
)
def test_the_limits_themselves_are_allowed(changes: dict[str, Any]) -> None:
    assert not problems_of(**changes)


def test_the_place_counts_the_questions() -> None:
    found = list(find_problems((question("q1"), question("q2", points=0))))
    assert found == [Problem("questions[1].points", "out_of_range")]
