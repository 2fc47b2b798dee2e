"""A key turns out to be wrong: correct it, and give everybody the score that is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.attempt_events import (
    MAX_DETAIL_LENGTH,
    AttemptEvent,
    Detail,
    EventKind,
    EventSource,
)
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.corrections import (
    Correction,
    ScoreChange,
    correct_paper,
    differences,
    score_changes,
)
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.exam_states import ExamStep
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Question
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
)

PAGE_SIZE: Final = 100
"""Attempts scored anew in one request: two calls each, well within API Gateway's 29 s."""


@dataclass(frozen=True, slots=True)
class CorrectionPreview:
    """What a correction would do."""

    handed_in: int
    changes: tuple[ScoreChange, ...]


@dataclass(frozen=True, slots=True)
class Rescoring:
    """What one request did."""

    changes: tuple[ScoreChange, ...]
    next_cursor: str | None
    """Go on with it; None: everybody has the right score."""


def preview_correction(
    exam_id: str,
    corrected: Iterable[Question],
    reason: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    clock: Clock,
) -> CorrectionPreview:
    """
    Say what corrected keys would do to the scores; changes nothing.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: Its state takes no corrections.
        InvalidError: The correction breaks the rules.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam.require(ExamStep.CORRECT, clock.now())
    paper = correct_paper(exams.get_paper(exam_id), corrected, reason)
    done = [a for a in attempts.with_answers(exam_id) if a.score is not None]
    changes = score_changes(done, paper, exam.content.scoring)
    return CorrectionPreview(len(done), tuple(changes))


def correct_keys(
    exam_id: str,
    corrected: Iterable[Question],
    reason: str,
    *,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    clock: Clock,
) -> Exam:
    """
    Store corrected keys with a record of who corrected what and why; scores follow apart.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: Its state takes no corrections.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The correction breaks the rules.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam.require(ExamStep.CORRECT, clock.now())
    if exam.version != version:
        raise StaleVersionError(stored=exam.version)
    paper = exams.get_paper(exam_id)
    after = correct_paper(paper, corrected, reason)
    now = clock.now()
    correction = Correction(now, lecturer, reason.strip(), *differences(paper, after))
    return exams.replace(exam, exam, now=now, paper=after, correction=correction)


def rescore(
    exam_id: str,
    *,
    cursor: str | None,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    events: AttemptEventStore,
    clock: Clock,
    page_size: int = PAGE_SIZE,
) -> Rescoring:
    """
    Give a page of attempts the score that the paper gives them now, and note each change.

    Doing it again changes nothing.  An attempt that is handed in meanwhile, with the old paper
    read just before, is found by doing it again: the results say when there is one.

    Args:
        exam_id: Whose attempts.
        cursor: Where to go on; None: at the beginning.
        lecturer: Who asks.
        exams: Where exams and papers are kept.
        attempts: Where attempts are kept.
        events: Where each change is noted.
        clock: The time of the change.
        page_size: How many attempts this request looks at.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    paper = exams.get_paper(exam_id)
    names = sorted(row.attempt_id for row in attempts.list_of(exam_id) if row.score is not None)
    page = [name for name in names if cursor is None or name > cursor][:page_size]
    changes = tuple(score_changes(attempts.read_all(page), paper, exam.content.scoring))
    reason = _reason(exams.corrections(exam_id))
    for change in changes:
        event = _event(change, reason, by=lecturer, clock=clock)
        if attempts.rescore(change.attempt, change.after):
            events.add(change.attempt.attempt_id, [event])
    is_last = not page or page[-1] == names[-1]
    return Rescoring(changes, None if is_last else page[-1])


def _reason(corrections: Sequence[Correction]) -> str:
    return corrections[-1].reason if corrections else ""


def _event(change: ScoreChange, reason: str, *, by: Lecturer, clock: Clock) -> AttemptEvent:
    details: dict[str, Detail] = {
        "from": change.before.points,
        "to": change.after.points,
        "of": change.after.maximum,
        "by": by.name,
        "reason": reason[:MAX_DETAIL_LENGTH],
    }
    return AttemptEvent(clock.now(), EventKind.RESCORED, EventSource.LECTURER, details)
