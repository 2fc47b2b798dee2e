"""What a student may know at any time: what is stored of them, until when, and who looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.accesses import Access
from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.exams import Exam
from chalicelib.services.accessing import accesses_of
from chalicelib.services.ports import AccessStore, AttemptStore, Clock, ExamStore


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of an attempt."""

    attempt: Attempt
    frames_until: datetime
    """When the last picture that belongs to nothing noted is gone."""
    evidence_until: datetime
    accesses: tuple[Access, ...]
    """Who looked, the newest first."""
    is_ready: bool
    """Whether the student may have a copy by now."""


def describe_stored(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    accesses: AccessStore,
    clock: Clock,
) -> Stored:
    """Return until when what is kept; raises AttemptNotFoundError, ExamNotFoundError."""
    attempt, exam = attempts.get(claim.attempt_id), exams.get(claim.exam_id)
    last = attempt.submitted_at or attempt.deadline
    return Stored(
        attempt,
        frames_until=last + timedelta(days=attempt.frame_days),
        evidence_until=attempt.evidence_until or exam.content.evidence_until,
        accesses=accesses_of(attempt, accesses),
        is_ready=is_ready(exam, attempt, clock.now()),
    )


def is_ready(exam: Exam, attempt: Attempt, now: datetime) -> bool:
    """
    Say whether a student may have a copy of their data by now.

    Not while the exam is taken: what the camera noted would tell how to be noted less.
    """
    return attempt.state is AttemptState.SUBMITTED and exam.is_over(now)
