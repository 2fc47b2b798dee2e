"""The score of a paper: a pure function of the questions and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.questions import Paper


@dataclass(frozen=True, slots=True)
class Score:
    """Points reached, of points to be had."""

    points: float
    maximum: float


def score_paper(paper: Paper, answers: Mapping[str, str | None]) -> Score:
    """
    Score single-choice questions: a question's points for its right choice, else none.

    Args:
        paper: The questions with its keys.
        answers: The chosen choice by question; None, or no entry, is unanswered.
            Answers to questions that the paper does not hold count for nothing.
    """
    points = maximum = 0.0
    for question in paper:
        maximum += question.points
        if answers.get(question.question_id) == question.correct_choice_id:
            points += question.points
    return Score(round(points, 4), round(maximum, 4))
