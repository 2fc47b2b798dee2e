"""What goes over the wire about erasing."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.question_schemas import Line
from chalicelib.api.schemas import Instant
from chalicelib.api.sign_in_schemas import Lecturer


class ErasureRequest(Struct, frozen=True):
    """What the lecturer typed: the student's number, or the exam's title."""

    confirmation: Line


class ErasedCounts(Struct, frozen=True):
    """How many records and files were erased, by sort."""

    attempts: int
    observations: int
    violations: int
    pictures: int
    others: int


class Erasure(Struct, frozen=True):
    """The receipt of an erasure; nothing in it names a student."""

    erasure_id: str
    scope: Literal["student", "exam"]
    exam_title: str
    fingerprint: str
    """SHA-256 of the identifier of the attempt, or of the exam."""
    by: Lecturer
    asked_at: Instant
    state: Literal["waiting", "erasing", "checking", "done"]
    total: int
    """Attempts and room cameras."""
    done: int
    erased: ErasedCounts
    finished_at: Instant | None


class ErasurePage(Struct, frozen=True):
    """Receipts, newest first; ``next_cursor`` asks for what follows."""

    items: list[Erasure]
    next_cursor: str | None
