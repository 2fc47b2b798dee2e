"""What a good question of each type is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from chalicelib.domain.errors import Problem
from chalicelib.domain.questions import Choice, Credit, Paper, Question, Statement, find_problems
from chalicelib.domain.scoring import ScoringScheme, scheme_problems
from tests.fakes.papers import PAPERS
from tests.fakes.samples import every_type, number, several_choices, short_text, true_false


@given(PAPERS)
def test_the_papers_that_other_tests_draw_have_no_problem(drawn: Paper) -> None:
    assert not list(find_problems(drawn))


@pytest.mark.parametrize(
    ("faulty", "path", "code"),
    [
        (several_choices(correct_choice_ids=frozenset()), "correct_choices", "no_such_choice"),
        (
            several_choices(correct_choice_ids=frozenset({"c9"})),
            "correct_choices",
            "no_such_choice",
        ),
        (several_choices(credit=Credit.GRADUATION), "credit", "unknown"),
        (
            several_choices(choices=(Choice("c1", "Một"),), correct_choice_ids=frozenset({"c1"})),
            "choices",
            "wrong_count",
        ),
        (true_false(statements=()), "statements", "wrong_statement_count"),
        (
            true_false(statements=(Statement("s1", " ", correct=True),)),
            "statements[0].text",
            "required",
        ),
        (
            true_false(statements=(Statement("s.1", "Có", correct=True),)),
            "statements[0].statement_id",
            "malformed",
        ),
        (
            true_false(statements=(Statement("s1", "Có", correct=True),) * 2),
            "statements",
            "duplicate_ids",
        ),
        (
            true_false(statements=(Statement("s1", "Có", correct=True),), credit=Credit.GRADUATION),
            "credit",
            "not_four_statements",
        ),
        (number(number=float("inf")), "number", "out_of_range"),
        (number(number=float("nan")), "number", "out_of_range"),
        (number(tolerance=-0.1), "tolerance", "out_of_range"),
        (number(tolerance=float("inf")), "tolerance", "out_of_range"),
        (short_text(accepted=()), "accepted", "required"),
        (short_text(accepted=("a",) * 21), "accepted", "too_many"),
        (short_text(accepted=("a", " ")), "accepted[1]", "required"),
        (short_text(accepted=("a" * 201,)), "accepted[0]", "too_long"),
    ],
)
def test_each_fault_of_a_type_is_named_at_its_place(faulty: Question, path: str, code: str) -> None:
    assert list(find_problems((faulty,))) == [Problem(f"questions[0].{path}", code)]


@pytest.mark.parametrize("sample", every_type(), ids=lambda sample: type(sample).__name__)
@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"penalty": -0.25}, "penalty", "out_of_range"),
        ({"penalty": 100.5}, "penalty", "out_of_range"),
        ({"explanation": "a" * 5_001}, "explanation", "too_long"),
        ({"part": "a" * 201}, "part", "too_long"),
        ({"points": 0}, "points", "out_of_range"),
    ],
)
def test_each_fault_of_any_type_is_named_at_its_place(
    sample: Question, changes: dict[str, Any], path: str, code: str
) -> None:
    faulty = replace(sample, **changes)
    assert list(find_problems((faulty,))) == [Problem(f"questions[0].{path}", code)]


@pytest.mark.parametrize(
    ("scheme", "paths"),
    [
        (ScoringScheme(), []),
        (ScoringScheme(floor=-10, scale=10), []),
        (ScoringScheme(floor=0.5), ["scoring.floor"]),
        (ScoringScheme(floor=float("nan")), ["scoring.floor"]),
        (ScoringScheme(scale=0), ["scoring.scale"]),
        (ScoringScheme(floor=-1_001, scale=1_001), ["scoring.floor", "scoring.scale"]),
    ],
)
def test_a_scheme_out_of_its_range_is_named(scheme: ScoringScheme, paths: list[str]) -> None:
    assert [problem.path for problem in scheme_problems(scheme, "scoring")] == paths
