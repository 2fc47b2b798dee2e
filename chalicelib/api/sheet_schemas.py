"""Answer sheets as they go over the wire: the only answers of a student's that hold keys."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.api.attempt_schemas import AttemptStateName
from chalicelib.api.exam_settings import RevealName
from chalicelib.api.question_schemas import Answer, Question
from chalicelib.api.schemas import Instant


class SheetItem(Struct, frozen=True):
    """
    A question as the student saw it, with its key, and what was answered.

    ``points`` follow the present key; null: not answered.
    """

    question: Question
    answer: Answer | None
    points: float | None


class OwnSheet(Struct, frozen=True):
    """A student's own sheet: ``when`` the exam shows right answers, and whether by now."""

    when: RevealName
    shown: bool
    items: list[SheetItem]


class StudentSheet(Struct, frozen=True):
    """One attempt for its lecturer, whatever the students are shown."""

    attempt_id: str
    student_name: str
    student_number: str
    ordinal: int
    state: AttemptStateName
    started_at: Instant | None
    submitted_at: Instant | None
    score: float | None
    max_score: float | None
    receipt: str | None
    items: list[SheetItem]
