"""Keys may be corrected; what students read and answered may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.corrections import (
    MAX_REASON,
    correct_paper,
    differences,
    score_changes,
)
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.questions import Choice, Credit, Paper, Question
from chalicelib.domain.scoring import PLAIN, Score, score_paper
from tests.fakes.samples import (
    answers,
    attempt,
    every_type,
    number,
    paper,
    question,
    several_choices,
    short_text,
    true_false,
)

REASON = "Đáp án in sai"
KEY_CHANGES: list[tuple[Callable[..., Question], dict[str, Any]]] = [
    (question, {"correct_choice_id": "c1"}),
    (question, {"points": 0.5, "penalty": 0.25, "explanation": "Axit làm quỳ tím hóa đỏ."}),
    (several_choices, {"correct_choice_ids": frozenset({"c1"}), "credit": Credit.ALL}),
    (number, {"number": 3.0, "tolerance": 0.5}),
    (short_text, {"accepted": ("natri clorua",)}),
]
READ_CHANGES: list[tuple[Callable[..., Question], dict[str, Any]]] = [
    (question, {"text": "Một câu khác?"}),
    (question, {"choices": (Choice("c1", "NaOH"), Choice("c2", "HCl"))}),
    (several_choices, {"part": "Phần II"}),
]


def problems_of(before: Paper, after: Paper, reason: str = REASON) -> set[str]:
    with pytest.raises(InvalidError) as refused:
        correct_paper(before, after, reason)
    return {problem.code for problem in refused.value.problems}


@pytest.mark.parametrize(("make", "changes"), KEY_CHANGES)
def test_keys_points_and_explanations_may_change(
    make: Callable[..., Question], changes: dict[str, Any]
) -> None:
    corrected = make(**changes)
    assert correct_paper((make(),), (corrected,), REASON) == (corrected,)


def test_whether_a_statement_is_true_may_change() -> None:
    group = true_false()
    turned = tuple(replace(one, correct=not one.correct) for one in group.statements)
    corrected = replace(group, statements=turned)
    assert correct_paper((group,), (corrected,), REASON) == (corrected,)


@pytest.mark.parametrize(("make", "changes"), READ_CHANGES)
def test_what_students_read_may_not(make: Callable[..., Question], changes: dict[str, Any]) -> None:
    assert "not_only_the_key" in problems_of((make(),), (make(**changes),))


def test_a_question_does_not_turn_into_another_type() -> None:
    assert "not_only_the_key" in problems_of((question("q4"),), (number("q4"),))


def test_only_questions_of_the_paper_are_corrected() -> None:
    assert "unknown" in problems_of((question("q1"),), (question("q9"),))


def test_a_correction_that_changes_nothing_is_refused() -> None:
    assert problems_of(paper(), paper()) == {"unchanged"}


def test_a_corrected_key_keeps_the_rules_of_questions() -> None:
    assert problems_of((question(),), (question(correct_choice_id="c9"),))


@pytest.mark.parametrize(
    ("reason", "code"), [(" ", "required"), ("x" * (MAX_REASON + 1), "too_long")]
)
def test_a_correction_says_why_and_not_at_any_length(reason: str, code: str) -> None:
    assert problems_of((question(),), (question(correct_choice_id="c1"),), reason) == {code}


def test_the_other_questions_stay_as_and_where_they_are() -> None:
    before = every_type()
    corrected = number(number=3.0)
    after = correct_paper(before, (corrected,), REASON)
    assert after == (*before[:3], corrected, before[4])
    assert differences(before, after) == ((before[3],), (corrected,))


def handed_in(chosen: dict[str, str | None], before: Paper, **changes: Any) -> Attempt:
    given_answers = answers(chosen)
    scored = score_paper(before, {name: a.response for name, a in given_answers.items()})
    return attempt(state=AttemptState.SUBMITTED, answers=given_answers, score=scored, **changes)


def test_a_corrected_key_changes_the_score_of_who_chose_the_old_or_the_new_one() -> None:
    before = (question("q1"), question("q2"))
    after = correct_paper(before, (question("q1", correct_choice_id="c1"),), REASON)
    everybody = [
        handed_in({"q1": choice, "q2": "c2"}, before, attempt_id=choice * 16)
        for choice in ("c1", "c2", "c3")
    ]
    changes = {c.attempt.attempt_id[:2]: c.after for c in score_changes(everybody, after, PLAIN)}
    assert changes == {"c1": Score(2, 2), "c2": Score(1, 2)}


def test_a_question_that_a_student_did_not_draw_changes_nothing_for_them() -> None:
    before = (question("q1"), question("q2"))
    one = handed_in({"q1": "c2"}, before[:1], question_ids=("q1",))
    after = correct_paper(before, (question("q2", points=5.0),), REASON)
    assert list(score_changes([one], after, PLAIN)) == []


def test_who_still_writes_is_left_alone() -> None:
    writing = attempt(answers=answers({"q1": "c1"}), state=AttemptState.WRITING)
    assert list(score_changes([writing], paper(), PLAIN)) == []


@given(st.lists(st.sampled_from(["c1", "c2", "c3", None]), min_size=1, max_size=6))
def test_scoring_again_after_a_change_changes_nothing_more(chosen: list[str | None]) -> None:
    before = (question("q1"),)
    after = (question("q1", correct_choice_id="c3"),)
    everybody = [handed_in({"q1": one}, before, question_ids=("q1",)) for one in chosen]
    changed = [replace(c.attempt, score=c.after) for c in score_changes(everybody, after, PLAIN)]
    assert list(score_changes(changed, after, PLAIN)) == []
