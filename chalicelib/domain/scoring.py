"""The score of a paper: a pure function of the questions, the answers and the scheme."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.numbers import fold_text, read_number
from chalicelib.domain.questions import (
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
    is_blank,
)

GRADUATION_STEPS: Final = (0.0, 0.1, 0.25, 0.5, 1.0)
"""The share for none to four right statements: part II of Vietnam's graduation exam, as the
Ministry of Education and Training set it for 2025 on (Decision 764/QĐ-BGDĐT, 8 March 2024)."""
MAX_SCALE: Final = 1_000.0
MAX_DEBT: Final = 1_000.0
SCALED_DIGITS: Final = 2
DIGITS: Final = 4
"""Enough for any points a person writes; sums of binary fractions are not exact beyond."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points reached, of points to be had."""

    points: float
    maximum: float


@dataclass(frozen=True, slots=True)
class ScoringScheme:
    """How the questions' points become a score."""

    floor: float = 0.0
    """Wrong answers take away points no further down than this, in the questions' points."""
    scale: float | None = None
    """The score of a paper without a fault, say 10; None: the questions' points are the score."""


PLAIN: Final = ScoringScheme()


def scheme_problems(scheme: ScoringScheme, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a scheme."""
    if not -MAX_DEBT <= scheme.floor <= 0:
        yield Problem(f"{path}.floor", "out_of_range")
    if scheme.scale is not None and not 0 < scheme.scale <= MAX_SCALE:
        yield Problem(f"{path}.scale", "out_of_range")


def score_paper(
    paper: Paper, answers: Mapping[str, Response | None], scheme: ScoringScheme = PLAIN
) -> Score:
    """
    Score a paper.

    Args:
        paper: The questions with their keys.
        answers: The response by question; None, or no entry, is unanswered.
            Answers to questions that the paper does not hold count for nothing.
        scheme: The floor below which nothing is taken away, and the scale.
    """
    reached = math.fsum(score_question(q, answers.get(q.question_id)) for q in paper)
    maximum = math.fsum(question.points for question in paper)
    points = max(reached, scheme.floor)
    if scheme.scale is None or not maximum:
        return Score(round(points, DIGITS), round(maximum, DIGITS))
    return Score(round(points * scheme.scale / maximum, SCALED_DIGITS), scheme.scale)


def score_question(question: Question, response: Response | None) -> float:
    """
    Return a question's points: in proportion to what is right, the penalty if nothing is.

    A blank answer, or one that is not of the question's kind, is worth nothing and costs nothing.
    """
    right = None if response is None or is_blank(response) else _share(question, response)
    if right is None:
        return 0.0
    return question.points * right if right > 0 else 0 - question.penalty


def _share(question: Question, response: Response) -> float | None:
    """Return how much of a question is right, 0 to 1; None when the answer is of another kind."""
    match question, response:
        case SingleChoiceQuestion(), ChoiceResponse(choice_id):
            return float(choice_id == question.correct_choice_id)
        case SeveralChoicesQuestion(), ChoicesResponse(choice_ids):
            return _share_of_choices(question, choice_ids)
        case TrueFalseQuestion(), StatementsResponse(statements):
            return _share_of_statements(question, statements)
        case NumberQuestion(), TextResponse(text):
            return float(_is_near(question, text))
        case ShortTextQuestion(), TextResponse(text):
            return float(fold_text(text) in map(fold_text, question.accepted))
    return None


def _share_of_choices(question: SeveralChoicesQuestion, chosen: frozenset[str]) -> float:
    """Each wrong tick undoes a right one, so that ticking everything gains nothing."""
    correct = question.correct_choice_ids
    if question.credit is Credit.ALL:
        return float(chosen == correct)
    if not correct:
        return 0.0
    return max(0, len(chosen & correct) - len(chosen - correct)) / len(correct)


def _share_of_statements(question: TrueFalseQuestion, judged: Mapping[str, bool]) -> float:
    count = len(question.statements)
    right = sum(judged.get(s.statement_id) is s.correct for s in question.statements)
    if question.credit is Credit.GRADUATION and count + 1 == len(GRADUATION_STEPS):
        return GRADUATION_STEPS[right]
    if question.credit is Credit.ALL:
        return float(right == count)
    return right / count if count else 0.0


def _is_near(question: NumberQuestion, text: str) -> bool:
    """Compare as decimals: in binary, 0.3 would lie further than 0.1 from 0.2."""
    number = read_number(text)
    if number is None or question.number is None:
        return False
    return abs(number - Decimal(str(question.number))) <= Decimal(str(question.tolerance))
