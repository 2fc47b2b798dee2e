"""What nobody asks for and must happen: close overdue attempts, notice silent cameras."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.attempts import GRACE
from chalicelib.services.ports import AttemptClaim, AttemptStore, Clock, ExamStore
from chalicelib.services.taking import submit_attempt


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one round did."""

    closed: int


def sweep_attempts(*, exams: ExamStore, attempts: AttemptStore, clock: Clock) -> Sweep:
    """Hand in and score every attempt whose deadline and grace period have passed."""
    closed = 0
    for attempt_id in attempts.overdue(clock.now() - GRACE):
        exam_id = attempts.get(attempt_id).exam_id
        submit_attempt(
            AttemptClaim(attempt_id, exam_id), exams=exams, attempts=attempts, clock=clock
        )
        closed += 1
    return Sweep(closed)
