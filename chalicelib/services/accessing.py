"""Whoever looks at what is kept of a student is noted, and the exam's lecturers see it."""

from __future__ import annotations

from chalicelib.domain.accesses import Access, AccessKind
from chalicelib.domain.callers import Lecturer
from chalicelib.services.ports import AccessStore, AttemptStore, Clock, ExamStore
from chalicelib.services.reviewing import own_attempt


def note_access(
    attempt_id: str,
    kind: AccessKind,
    *,
    lecturer: Lecturer,
    accesses: AccessStore,
    clock: Clock,
) -> None:
    """Note that a lecturer looked; who may look is checked by what shows it."""
    accesses.note(attempt_id, Access(clock.now(), kind, lecturer))


def list_accesses(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    accesses: AccessStore,
) -> tuple[Access, ...]:
    """Return who looked at an attempt; raises ExamNotFoundError, AttemptNotFoundError."""
    own_attempt(exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts)
    return accesses.list_of(attempt_id)
