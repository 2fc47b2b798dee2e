"""Lecturers have a student's data or a whole exam erased, and keep the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.erasures import (
    Erasure,
    ErasureScope,
    ErasureTask,
    check_confirmation,
    erasure_name,
    fingerprint_of,
)
from chalicelib.domain.errors import AttemptRunningError
from chalicelib.domain.exam_states import ExamStep
from chalicelib.domain.exams import Exam
from chalicelib.domain.names import fold_number
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptRow,
    AttemptStore,
    CameraStore,
    Clock,
    ErasureStore,
    ExamStore,
    Identifiers,
    Page,
)
from chalicelib.services.reviewing import own_attempt

PAGE_SIZE: Final = 50


def erase_student(
    exam_id: str,
    attempt_id: str,
    *,
    confirmation: str,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    erasures: ErasureStore,
    identifiers: Identifiers,
    clock: Clock,
) -> Erasure:
    """
    Have everything erased about the student of an attempt at this exam, all their attempts too.

    Args:
        exam_id: The exam.
        attempt_id: One of the student's attempts.
        confirmation: The student number, typed by the lecturer.
        lecturer: Who asks.
        exams: Where the exam is.
        attempts: Where the attempts are.
        erasures: Where it is noted what is to be erased.
        identifiers: Names the receipt.
        clock: The time.

    Returns:
        The receipt, which is completed as the work goes on.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
        ExamStateError: The exam has not begun.
        InvalidError: Another number was typed.
        AttemptRunningError: The student is writing.
    """
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts
    )
    exam.require(ExamStep.ERASE_STUDENT, clock.now())
    check_confirmation(confirmation, attempt.student.number)
    number = fold_number(attempt.student.number)
    own = [row for row in attempts.list_of(exam_id) if fold_number(row.student.number) == number]
    _require_all_over(own)
    asked_at = clock.now()
    task = ErasureTask(
        erasure_id=erasure_name(asked_at, identifiers.new_id()),
        lecturer_id=lecturer.lecturer_id,
        scope=ErasureScope.STUDENT,
        exam_id=exam_id,
        subjects=tuple(dict.fromkeys([attempt_id, *(row.attempt_id for row in own)])),
        student=attempt.student,
    )
    receipt = _receipt(task, exam, attempt_id, lecturer, asked_at)
    erasures.begin(receipt, task, gone=None)
    return receipt


def erase_exam(
    exam_id: str,
    *,
    confirmation: str,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    cameras: CameraStore,
    erasures: ErasureStore,
    identifiers: Identifiers,
    clock: Clock,
) -> Erasure:
    """
    Have an exam erased with everything about everybody who took it; nobody finds it from now on.

    ``confirmation`` is the exam's title, typed by the lecturer.

    Returns:
        The receipt, which is completed as the work goes on.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        CreatorOnlyError: Another lecturer created it.
        ExamStateError: It is not over.
        InvalidError: Another title was typed.
        AttemptRunningError: Somebody is writing.
        StaleVersionError: The exam was changed at the same time.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam.require_of(lecturer, ExamStep.ERASE)
    exam.require(ExamStep.ERASE, clock.now())
    check_confirmation(confirmation, exam.content.title)
    rows = attempts.list_of(exam_id)
    _require_all_over(rows)
    asked_at = clock.now()
    task = ErasureTask(
        erasure_id=erasure_name(asked_at, identifiers.new_id()),
        lecturer_id=lecturer.lecturer_id,
        scope=ErasureScope.EXAM,
        exam_id=exam_id,
        subjects=(
            *(row.attempt_id for row in rows),
            *(camera.camera_id for camera in cameras.list_of(exam_id)),
        ),
        room_code=exam.content.room_code,
    )
    receipt = _receipt(task, exam, exam_id, lecturer, asked_at)
    erasures.begin(receipt, task, gone=exam)
    return receipt


def list_erasures(
    *, cursor: str | None, lecturer: Lecturer, erasures: ErasureStore
) -> Page[Erasure]:
    """Return the receipts of what a lecturer had erased, newest first."""
    return erasures.list_of(lecturer.lecturer_id, cursor=cursor, limit=PAGE_SIZE)


def read_erasure(erasure_id: str, *, lecturer: Lecturer, erasures: ErasureStore) -> Erasure:
    """Return a receipt; raises ErasureNotFoundError."""
    return erasures.get(lecturer.lecturer_id, erasure_id)


def _receipt(
    task: ErasureTask, exam: Exam, about: str, lecturer: Lecturer, asked_at: datetime
) -> Erasure:
    return Erasure(
        erasure_id=task.erasure_id,
        scope=task.scope,
        exam_title=exam.content.title,
        fingerprint=fingerprint_of(about),
        by=lecturer,
        asked_at=asked_at,
        total=len(task.subjects),
    )


def _require_all_over(rows: Iterable[AttemptRow]) -> None:
    """Check that nobody concerned is writing: what still comes in would come back."""
    writing = sum(row.state is AttemptState.WRITING for row in rows)
    if writing:
        raise AttemptRunningError(writing=writing)
