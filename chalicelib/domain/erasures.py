"""Erasing what is kept of a student or of an exam: what was asked for, and what it came to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.attempts import Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.numbers import fold_text

SECOND_LOOK: Final = timedelta(minutes=20)
"""Erasing is done twice, so long apart: a permission to upload works for 15 minutes, and a
function that read an attempt before it was erased ends within one."""


class ErasureScope(StrEnum):
    """What is erased."""

    STUDENT = "student"
    """One student's attempts at one exam."""
    EXAM = "exam"
    """An exam with everybody who took it."""


class ErasureState(StrEnum):
    """How far an erasure is."""

    WAITING = "waiting"
    ERASING = "erasing"
    CHECKING = "checking"
    """All is erased; it is looked once more for what was under way."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records and pictures were erased, by sort."""

    attempts: int = 0
    """Records of attempts: answers, heartbeats, events, who looked at them."""
    observations: int = 0
    violations: int = 0
    pictures: int = 0
    """Files in the bucket, each of their versions counted: pictures, and reports made of them."""
    others: int = 0
    """Lines of class lists, mails told, lecturers' acts, and what was the exam's own."""

    def __add__(self, other: Erased) -> Erased:
        """Return both together."""
        return Erased(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(Erased))
        )


NOTHING: Final = Erased()


@dataclass(frozen=True, slots=True)
class Erasure:
    """The receipt: what was erased for whom, when, how much; nothing in it names a student."""

    erasure_id: str
    scope: ErasureScope
    exam_title: str
    fingerprint: str
    """See ``fingerprint_of``."""
    by: Lecturer
    asked_at: datetime
    total: int
    """Attempts and room cameras."""
    done: int = 0
    state: ErasureState = ErasureState.WAITING
    erased: Erased = NOTHING
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ErasureTask:
    """What is still to be erased; gone itself once it is done."""

    erasure_id: str
    lecturer_id: str
    """Who holds the receipt."""
    scope: ErasureScope
    exam_id: str
    subjects: tuple[str, ...]
    """Attempts and room cameras, by identifier."""
    student: Student | None = None
    """Of one student: who."""
    room_code: str = ""
    """Of an exam: the code that it may still hold."""
    done: int = 0
    """How many subjects are erased, in this look."""
    look_again_at: datetime | None = None
    """When the second look is due; None: the first is not finished."""


def fingerprint_of(identifier: str) -> str:
    """
    Return the SHA-256 of an identifier, by which a receipt says what it is about.

    The identifiers are random (122 bits or more), so that nobody finds one from its digest, but who
    has it, from a backup or a printed report, sees whether this is the receipt for it.
    """
    return hashlib.sha256(identifier.encode()).hexdigest()


def erasure_name(asked_at: datetime, unique: str) -> str:
    """Name an erasure so that names sort by time."""
    return f"{round(asked_at.timestamp() * 1_000):013d}-{unique}"


def check_confirmation(typed: str, expected: str) -> None:
    """
    Check that a lecturer typed what is to be erased: a slip of the hand must erase nothing.

    Raises:
        InvalidError: Something else was typed.
    """
    if fold_text(typed) != fold_text(expected):
        raise InvalidError((Problem("confirmation", "differs"),))


def mentions(text: str, student: Student) -> bool:
    """Say whether a text names a student, by the whole name or by number."""
    names = "|".join(re.escape(fold_text(one)) for one in (student.name, student.number))
    return re.search(rf"(?<!\w)(?:{names})(?!\w)", fold_text(text)) is not None
