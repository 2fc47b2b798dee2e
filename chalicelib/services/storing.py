"""What a student may know at any time: what is stored of them and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.attempts import Attempt
from chalicelib.services.ports import AttemptClaim, AttemptStore, ExamStore


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of an attempt."""

    attempt: Attempt
    frames_until: datetime
    """When the last picture that belongs to nothing noted is gone."""
    evidence_until: datetime


def describe_stored(claim: AttemptClaim, *, exams: ExamStore, attempts: AttemptStore) -> Stored:
    """Return until when what is kept; raises AttemptNotFoundError, ExamNotFoundError."""
    attempt = attempts.get(claim.attempt_id)
    last = attempt.submitted_at or attempt.deadline
    until = attempt.evidence_until or exams.get(attempt.exam_id).content.evidence_until
    return Stored(attempt, last + timedelta(days=attempt.frame_days), until)
