"""What a lecturer sees of a room: who writes, what was noticed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.attempts import Student
from chalicelib.domain.exams import Lecturer
from chalicelib.domain.risk import risk_of
from chalicelib.domain.violations import Violation
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptRow,
    AttemptStore,
    ExamStore,
    FrameStore,
    ViolationStore,
)

MAX_VIOLATIONS: Final = 500


@dataclass(frozen=True, slots=True)
class WatchedAttempt:
    """A student in the room, with how much their attempt asks for a look."""

    row: AttemptRow
    violations: int
    risk: float


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """A kept picture and an address that shows it for some minutes."""

    captured_ms: int
    url: str


@dataclass(frozen=True, slots=True)
class WatchedViolation:
    """A violation, whose it is, and its pictures."""

    violation: Violation
    student: Student
    pictures: tuple[EvidencePicture, ...]


def list_attempts(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
) -> tuple[WatchedAttempt, ...]:
    """Return the room's students, those that ask for a look first; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in violations.list_of_exam(exam_id, limit=MAX_VIOLATIONS):
        found[violation.attempt_id].append(violation)
    rows = [
        WatchedAttempt(row, len(mine), risk_of(mine))
        for row in attempts.list_of(exam_id)
        for mine in (found[row.attempt_id],)
    ]
    return tuple(sorted(rows, key=lambda r: (-r.risk, r.row.student.name)))


def list_violations(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    frames: FrameStore,
) -> tuple[WatchedViolation, ...]:
    """Return what was noticed in the room, newest first; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    students = {row.attempt_id: row.student for row in attempts.list_of(exam_id)}
    return tuple(
        _with_pictures(violation, students[violation.attempt_id], frames=frames)
        for violation in violations.list_of_exam(exam_id, limit=MAX_VIOLATIONS)
        if violation.attempt_id in students
    )


def _with_pictures(
    violation: Violation, student: Student, *, frames: FrameStore
) -> WatchedViolation:
    """Give a violation what a person needs to judge it."""
    pictures = tuple(
        EvidencePicture(evidence.captured_ms, frames.sign_read(evidence.key))
        for evidence in violation.evidence
    )
    return WatchedViolation(violation, student, pictures)
