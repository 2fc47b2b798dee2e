"""Answer sheets: a student's own once the exam shows right answers, anybody's to its lecturers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.answer_sheets import SheetItem, answer_sheet
from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.exam_settings import Reveal
from chalicelib.domain.exams import Exam
from chalicelib.services.ports import AttemptStore, Clock, ExamStore
from chalicelib.services.reviewing import own_attempt


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What a student may see of the right answers."""

    when: Reveal
    """When the exam shows them."""
    shown: bool
    """Whether it does by now."""
    items: tuple[SheetItem, ...] = ()
    """Nothing while nothing is shown."""


@dataclass(frozen=True, slots=True)
class StudentSheet:
    """One attempt, as its lecturer reads it."""

    attempt: Attempt
    items: tuple[SheetItem, ...]


def read_own_sheet(
    claim: AttemptClaim, *, exams: ExamStore, attempts: AttemptStore, clock: Clock
) -> OwnSheet:
    """
    Return a student's own sheet with the keys, if the exam shows them by now.

    Raises:
        AttemptNotFoundError: There is no such attempt.
    """
    exam, attempt = exams.get(claim.exam_id), attempts.get(claim.attempt_id)
    when = exam.content.settings.show_keys
    if not _shows_keys(exam, attempt, attempts=attempts, now=clock.now()):
        return OwnSheet(when, shown=False)
    items = answer_sheet(attempt, exam, exams.get_paper(exam.exam_id))
    return OwnSheet(when, shown=True, items=items)


def _shows_keys(exam: Exam, attempt: Attempt, *, attempts: AttemptStore, now: datetime) -> bool:
    """
    Say whether right answers may be seen now by who handed in an attempt.

    Shown after the end, they also wait for whoever has extra time beyond it, or whose clock a
    lecturer keeps standing: keys travel between students faster than an exam ends.
    """
    when = exam.content.settings.show_keys
    if attempt.state is not AttemptState.SUBMITTED or not exam.reveals(when, now):
        return False
    return when is Reveal.AT_ONCE or not attempts.is_being_written(exam.exam_id)


def read_sheet(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
) -> StudentSheet:
    """
    Return any student's sheet, at any time.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
    """
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts
    )
    return StudentSheet(attempt, answer_sheet(attempt, exam, exams.get_paper(exam_id)))
