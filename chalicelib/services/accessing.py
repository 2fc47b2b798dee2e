"""Whoever looks at what is kept of a student is noted, and the exam's lecturers see it."""

from __future__ import annotations

from chalicelib.domain.accesses import Access, AccessKind, in_order
from chalicelib.domain.attempts import Attempt
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


def note_room_access(
    exam_id: str, *, lecturer: Lecturer, accesses: AccessStore, clock: Clock
) -> None:
    """Note that a lecturer looked at everybody in a room; likewise."""
    accesses.note_room(exam_id, Access(clock.now(), AccessKind.ROOM, lecturer))


def accesses_of(attempt: Attempt, accesses: AccessStore) -> tuple[Access, ...]:
    """Return who looked at an attempt or, from when it began, at its room; newest hour first."""
    of_room = accesses.of_room(attempt.exam_id, since=attempt.joined_at)
    return in_order((*accesses.list_of(attempt.attempt_id), *of_room))


def list_accesses(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    accesses: AccessStore,
) -> tuple[Access, ...]:
    """Return who looked at an attempt or its room; raises as ``own_attempt``."""
    _, attempt = own_attempt(exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts)
    return accesses_of(attempt, accesses)
