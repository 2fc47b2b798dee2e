"""The bank of questions as it goes over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Line, Question, QuestionContent

LevelName = Literal["recognition", "comprehension", "application", "high_application"]
"""Nhận biết, thông hiểu, vận dụng, vận dụng cao."""


class BankQuestionContent(Struct, frozen=True):
    """A question for the bank, and what it is about."""

    question: QuestionContent
    subject: Line = ""
    chapter: Line = ""
    level: LevelName | None = None
    tags: Annotated[list[Line], Meta(max_length=100)] = []


class BankContent(Struct, frozen=True):
    """Questions to be saved together, at most 50."""

    items: Annotated[list[BankQuestionContent], Meta(max_length=500)]


class BankQuestion(Struct, frozen=True):
    """A question of the bank with its key."""

    question: Question
    subject: str
    chapter: str
    level: LevelName | None
    tags: list[str]
    saved_at: Annotated[datetime, Meta(tz=True)]
    version: int


class BankPage(Struct, frozen=True):
    """Some questions, newest first; ``next_cursor`` asks for what follows."""

    items: list[BankQuestion]
    next_cursor: str | None
