"""What nobody asks for and must happen: close overdue attempts, notice silent cameras."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.domain.attempts import GRACE
from chalicelib.services.ports import AttemptClaim, AttemptStore, Clock, ExamStore
from chalicelib.services.taking import submit_attempt


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one round did."""

    closed: int
    failed: Mapping[str, Exception] = field(default_factory=dict)
    """What went wrong, by attempt; the next round tries again."""


def sweep_attempts(*, exams: ExamStore, attempts: AttemptStore, clock: Clock) -> Sweep:
    """
    Hand in and score every attempt whose deadline and grace period have passed.

    One that cannot be handed in holds up none of the others.
    """
    closed, failed = 0, {}
    for attempt_id in attempts.overdue(clock.now() - GRACE):
        try:
            exam_id = attempts.get(attempt_id).exam_id
            submit_attempt(
                AttemptClaim(attempt_id, exam_id), exams=exams, attempts=attempts, clock=clock
            )
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the others are due too
            failed[attempt_id] = error
        else:
            closed += 1
    return Sweep(closed, failed)
