"""Percentages beside choices, as GIFT and Moodle XML write keys and penalties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chalicelib.domain.questions import (
    Credit,
    Question,
    SeveralChoicesQuestion,
    SingleChoiceQuestion,
)
from chalicelib.importing.drafts import Common, several_choices, single_choice

WHOLE: Final = 100.0
DIGITS: Final = 5
"""Moodle writes a third as 33.33333."""


def weights_of(question: SingleChoiceQuestion | SeveralChoicesQuestion) -> list[float]:
    """Return what each choice is worth, in percent of the question's points."""
    if isinstance(question, SingleChoiceQuestion):
        wrong = -WHOLE * question.penalty / question.points
        return [
            WHOLE if choice.choice_id == question.correct_choice_id else wrong
            for choice in question.choices
        ]
    right = question.correct_choice_ids
    share = WHOLE / max(1, len(right))
    return [share if choice.choice_id in right else -share for choice in question.choices]


def choice_question(
    common: Common,
    choices: Sequence[tuple[str, float]],
    *,
    single: bool,
    credit: Credit = Credit.PARTIAL,
) -> tuple[Question, bool]:
    """
    Make a question of choices with weights.

    Returns:
        The question, and whether it holds everything that the weights say: one penalty for every
        wrong choice of a single one; of several, equal shares.
    """
    texts = [text for text, _ in choices]
    weights = [weight for _, weight in choices]
    right = [at for at, weight in enumerate(weights) if weight > 0]
    if not single:
        exact = len({round(weight, 2) for weight in weights if weight > 0}) <= 1
        return several_choices(common, texts, right, credit), exact
    best = max(right, key=lambda at: weights[at], default=None)
    wrong = {weight for at, weight in enumerate(weights) if at != best}
    penalty = -min(wrong, default=0.0) / WHOLE * common.get("points", 1.0)
    exact = len(wrong) <= 1 and len(right) == 1
    return single_choice({**common, "penalty": round(max(0.0, penalty), 4)}, texts, best), exact


def write_weight(weight: float) -> str:
    """Write a percentage as short as it can be."""
    return f"{round(weight, DIGITS):g}" if weight == int(weight) else f"{weight:.{DIGITS}f}"
