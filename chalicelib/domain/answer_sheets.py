"""An answer sheet: the questions as one student saw them, what they answered, what is right."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.attempts import Answer, Attempt
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper, Question
from chalicelib.domain.responses import Response, is_blank
from chalicelib.domain.scoring import DIGITS, score_question


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One question of a sheet."""

    question: Question
    """With its key; its choices stand in the student's order."""
    answer: Answer | None
    """None: the student never touched the question."""
    points: float | None
    """By the present key; None: not answered."""


def answer_sheet(attempt: Attempt, exam: Exam, paper: Paper) -> tuple[SheetItem, ...]:
    """Return a student's sheet in the order in which they saw it; empty before the start."""
    given = attempt.responses
    return tuple(
        SheetItem(question, attempt.answers.get(name), points_of(question, given.get(name)))
        for question in attempt.paper_of(exam, paper)
        for name in (question.question_id,)
    )


def points_of(question: Question, response: Response | None) -> float | None:
    """Return the points that an answer reached; None for a blank one, which reaches nothing."""
    if response is None or is_blank(response):
        return None
    return round(score_question(question, response), DIGITS)
