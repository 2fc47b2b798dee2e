"""Exams as lecturers write, read and copy them, over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.exam_settings import ExamSettings
from chalicelib.api.judging_schemas import PolicySettings, Preset, ReviewRules
from chalicelib.api.question_schemas import Line, Question, QuestionContent, Text
from chalicelib.api.schemas import Instant, Problem, Whole
from chalicelib.api.sign_in_schemas import Lecturer
from chalicelib.domain.exam_settings import DEFAULT_TIME_ZONE

ExamStateName = Literal["draft", "published", "open", "closed", "archived"]


class Scoring(Struct, frozen=True):
    """How points become a score: ``floor`` stops penalties, ``scale`` is the best score."""

    floor: float = 0.0
    scale: float | None = None


class ExamContent(Struct, frozen=True):
    """
    An exam as it is written; the room code is drawn when absent.

    ``time_zone`` is the IANA name of the zone that its times are shown in.
    Policy settings that are absent or null stay as they are.
    """

    title: Text
    room_name: Text
    starts_at: Instant
    ends_at: Instant
    duration_minutes: Whole
    questions: Annotated[list[QuestionContent], Meta(max_length=1_000)]
    subject: Text = ""
    room_code: Line | None = None
    time_zone: Line = DEFAULT_TIME_ZONE
    policy: Preset = "standard"
    policy_settings: PolicySettings | None = None
    scoring: Scoring = Scoring()
    settings: ExamSettings = ExamSettings()


class ExamSummary(Struct, frozen=True):
    """An exam without its questions."""

    exam_id: str
    title: str
    subject: str
    room_name: str
    room_code: str
    starts_at: Instant
    ends_at: Instant
    duration_minutes: int
    time_zone: str
    policy: str
    state: ExamStateName
    creator: Lecturer
    co_lecturers: list[Lecturer]
    role: Literal["creator", "co_lecturer"]
    """Of the lecturer who asks."""
    steps: list[str]
    """What the lecturer who asks may do with it now."""
    version: int
    created_at: Instant
    question_count: int


class Exam(ExamSummary, frozen=True):
    """An exam as its lecturer sees it."""

    questions: list[Question]
    scoring: Scoring
    settings: ExamSettings
    missing: list[Problem]
    """What keeps a draft from being published."""
    changes: list[str]
    """The fields that may change now."""
    policy_settings: PolicySettings = {}
    review_rules: ReviewRules = ReviewRules()


class ExamPage(Struct, frozen=True):
    """Some exams, newest first; ``next_cursor`` asks for what follows."""

    items: list[ExamSummary]
    next_cursor: str | None


class ExamClone(Struct, frozen=True):
    """
    When a copy of an exam takes place.

    Without a title it has the first one's; without an end it is open for as long.
    """

    starts_at: Instant
    ends_at: Instant | None = None
    title: Text | None = None


class CoLecturers(Struct, frozen=True):
    """The e-mail addresses of everybody else who teaches an exam."""

    emails: Annotated[list[Line], Meta(max_length=100)]


class TemplatePart(Struct, frozen=True):
    """So many questions of one kind, of so many points each."""

    title: str
    count: int
    points: float


class ExamTemplate(Struct, frozen=True):
    """A ready format: what it asks for, and a paper whose texts and keys are still to be set."""

    template_id: str
    subject: str
    duration_minutes: int
    scoring: Scoring
    parts: list[TemplatePart]
    questions: list[QuestionContent]


class ExamTemplateList(Struct, frozen=True):
    """The ready formats."""

    items: list[ExamTemplate]
