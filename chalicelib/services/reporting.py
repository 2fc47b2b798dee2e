"""Gather what a report tells, and hand its file over."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from chalicelib.domain.attempt_events import EventKind
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.cards import card_key
from chalicelib.domain.frame_uploads import identity_key, spot_key
from chalicelib.domain.reports import AttemptReport, ExamReport, Picture
from chalicelib.domain.spot_checks import compared_ms
from chalicelib.domain.violations import Violation
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    ObservationStore,
    ViolationStore,
)
from chalicelib.services.proving import prove_pictures
from chalicelib.services.reviewing import own_attempt, reviewer_of

READERS: Final = 8
"""Pictures are read side by side: an attempt may have hundreds, and a call must end in 29 s."""
MOST_VIOLATIONS: Final = 20_000
"""An answer holds 6 MB, and a row takes some 200 bytes."""


def gather_attempt(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
    frames: FrameStore,
    observations: ObservationStore,
    events: AttemptEventStore,
    clock: Clock,
) -> AttemptReport:
    """Return an attempt's report; raises ExamNotFoundError, AttemptNotFoundError."""
    exam, attempt = own_attempt(
        exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts
    )
    standing = sorted(
        (v for v in violations.read(attempt_id).violations if v.stands),
        key=lambda v: v.started_ms,
    )
    checks = [e for e in events.list_of(attempt_id) if e.kind is EventKind.SPOT_CHECK]
    card = card_key(attempt_id, attempt.card) if attempt.card else None
    first_ms = observations.identity(attempt_id) if checks or card else None
    first_key = identity_key(attempt_id, first_ms) if first_ms else None
    compared = [spot_key(attempt_id, moment) for moment in compared_ms(checks)]
    others = [*compared, *(key for key in (first_key, card) if key)]
    return AttemptReport(
        exam=exam,
        attempt=attempt,
        violations=standing,
        pictures=_read_pictures(standing, others, frames=frames),
        first_key=first_key,
        card_key=card,
        spot_checks=checks,
        proof=prove_pictures(attempt, observations=observations, clock=clock),
        made_at=clock.now(),
        made_by=reviewer_of(lecturer).name,
    )


def gather_exam(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    violations: ViolationStore,
) -> ExamReport:
    """Return an exam's report; raises ExamNotFoundError."""
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    students = {row.attempt_id: row.student for row in attempts.list_of(exam_id)}
    rows = [
        (students[violation.attempt_id], violation)
        for violation in violations.list_of_exam(exam_id, limit=MOST_VIOLATIONS)
        if violation.attempt_id in students
    ]
    return ExamReport(exam, sorted(rows, key=lambda row: (row[0].number, row[1].started_ms)))


def _read_pictures(
    violations: Iterable[Violation], others: Iterable[str], *, frames: FrameStore
) -> dict[str, Picture]:
    evidence = {evidence.key for violation in violations for evidence in violation.evidence}
    keys = sorted({*evidence, *others})
    with ThreadPoolExecutor(READERS) as readers:
        found = zip(keys, readers.map(frames.read, keys), strict=True)
        return {key: Picture(upload.body) for key, upload in found if upload is not None}
