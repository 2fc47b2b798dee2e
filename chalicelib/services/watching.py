"""What a lecturer sees of a room: who writes, what was noticed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.attempts import Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.risk import risk_of
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.domain.violations import Violation
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptRow,
    AttemptStore,
    CameraStore,
    Clock,
    ExamStore,
    FrameStore,
    ViolationStore,
)

MAX_VIOLATIONS: Final = 500
FLAGS_FOR: Final = timedelta(minutes=5)
LATE: Final = timedelta(seconds=3)
"""How long a heartbeat may take until the room's index shows it."""
LATE_FLAG: Final = timedelta(seconds=90)
"""How long after its last moment a violation may be found: as far as judging looks back."""


@dataclass(frozen=True, slots=True)
class WatchedAttempt:
    """A student in the room, with how much their attempt asks for a look."""

    row: AttemptRow
    violations: int
    risk: float
    flags: tuple[Violation, ...] = ()
    """What was noticed in the last minutes, newest first."""


@dataclass(frozen=True, slots=True)
class EvidencePicture:
    """A kept picture and an address that shows it for some minutes."""

    captured_ms: int
    url: str


@dataclass(frozen=True, slots=True)
class WatchedViolation:
    """A violation, whose it is (a student's, or a room camera's by name), and its pictures."""

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
    clock: Clock,
    since: datetime | None = None,
) -> tuple[WatchedAttempt, ...]:
    """
    Return the room's students, those that ask for a look first.

    With ``since``, those are left out of whom nothing was heard or noticed since then; what a
    lecturer did is told live, and then everybody is asked for.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in violations.list_of_exam(exam_id, limit=MAX_VIOLATIONS):
        found[violation.attempt_id].append(violation)
    recent = clock.now() - FLAGS_FOR
    rows = [
        WatchedAttempt(row, len(mine), risk_of(mine), _ended_after(recent, mine))
        for row in attempts.list_of(exam_id)
        for mine in (found[row.attempt_id],)
        if since is None or _changed(row, mine, since)
    ]
    return tuple(sorted(rows, key=lambda r: (-r.risk, r.row.student.name)))


def _ended_after(moment: datetime, violations: Sequence[Violation]) -> tuple[Violation, ...]:
    return tuple(v for v in violations if v.ended_ms > moment.timestamp() * 1_000)


def _changed(row: AttemptRow, violations: Sequence[Violation], since: datetime) -> bool:
    if row.presence is None or _ended_after(since - LATE_FLAG, violations):
        return True
    heard = max(row.presence.last_seen_at, row.submitted_at or row.presence.last_seen_at)
    return heard >= since - LATE


def list_violations(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    cameras: CameraStore,
    frames: FrameStore,
) -> tuple[WatchedViolation, ...]:
    """Return what was noticed in the room, newest first; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    found = violations.list_of_exam(exam_id, limit=MAX_VIOLATIONS)
    students = {row.attempt_id: row.student for row in attempts.list_of(exam_id)}
    if any(is_room_camera(violation.attempt_id) for violation in found):
        students |= {c.camera_id: c.shown_as for c in cameras.list_of(exam_id)}
    return tuple(
        _with_pictures(violation, students[violation.attempt_id], frames=frames)
        for violation in found
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


def student_shown(watched_id: str, *, attempts: AttemptStore, cameras: CameraStore) -> Student:
    """
    Return whom a violation is shown under: a student, or a room camera by its name.

    Raises:
        NotFoundError: There is no such attempt or camera.
    """
    if is_room_camera(watched_id):
        return cameras.get(watched_id).shown_as
    return attempts.get(watched_id).student
