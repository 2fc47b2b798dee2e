"""What goes over the wire when keys are corrected."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Question, QuestionContent, Text
from chalicelib.api.schemas import Instant
from chalicelib.api.sign_in_schemas import Lecturer


class CorrectionContent(Struct, frozen=True):
    """Questions of the paper, by their names, with other keys or points, and why."""

    reason: Text
    questions: Annotated[list[QuestionContent], Meta(min_length=1, max_length=200)]


class ScoreChange(Struct, frozen=True):
    """What a correction does to one student's score."""

    attempt_id: str
    student_name: str
    student_number: str
    before: float
    after: float
    max_score: float


class CorrectionPreview(Struct, frozen=True):
    """What a correction would do; nothing is changed yet."""

    handed_in: int
    changes: list[ScoreChange]


class Rescoring(Struct, frozen=True):
    """The scores that one request changed; go on with ``next_cursor`` until it is null."""

    changes: list[ScoreChange]
    next_cursor: str | None


class Correction(Struct, frozen=True):
    """What was corrected: when, by whom and why, the questions as they were and as they are."""

    at: Instant
    by: Lecturer
    reason: str
    before: list[Question]
    after: list[Question]


class CorrectionList(Struct, frozen=True):
    """An exam's corrections, the oldest first."""

    items: list[Correction]
