"""What nobody asks for and must happen: close overdue attempts, notice silent cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.attempts import GRACE, Attempt
from chalicelib.domain.episodes import silence
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.judging import announce, change_violations, started_ms
from chalicelib.services.ports import (
    AttemptClaim,
    AttemptStore,
    Clock,
    ExamStore,
    Ledger,
    ObservationStore,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.taking import submit_attempt


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one round did."""

    closed: int
    silent: int = 0
    """Attempts whose camera has been silent for too long."""
    failed: Mapping[str, Exception] = field(default_factory=dict)
    """What went wrong, by attempt; the next round tries again."""


def sweep_attempts(
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
    clock: Clock,
) -> Sweep:
    """
    Hand in every attempt whose time is up, and notice those whose camera is silent.

    One that fails holds up none of the others.
    """
    failed: dict[str, Exception] = {}
    known: dict[str, Exam] = {}

    def exam_of(attempt: Attempt) -> Exam:
        if attempt.exam_id not in known:
            known[attempt.exam_id] = exams.get(attempt.exam_id)
        return known[attempt.exam_id]

    def close(attempt_id: str) -> bool:
        claim = AttemptClaim(attempt_id, attempts.get(attempt_id).exam_id)
        submit_attempt(claim, exams=exams, attempts=attempts, clock=clock)
        return True

    def watch(attempt_id: str) -> bool:
        attempt = attempts.get(attempt_id)
        return notice_silence(
            attempt,
            exam_of(attempt),
            now=clock.now(),
            observations=observations,
            violations=violations,
            topic=topic,
        )

    closed = _count(close, attempts.overdue(clock.now() - GRACE), failed)
    silent = _count(watch, attempts.writing(), failed)
    return Sweep(closed, silent, failed)


def notice_silence(
    attempt: Attempt,
    exam: Exam,
    *,
    now: datetime,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> bool:
    """
    Bring an attempt's ``unmonitored`` violation up to the present, if its camera is silent.

    It says that nobody could see, not why.  When frames come again, their analysis ends it.

    Returns:
        Whether the camera is silent.

    Raises:
        AttemptNotStartedError: The clock does not run yet.
        ConflictError: Others changed the violations every time.
    """
    policy = attempt.policy_of(exam)
    now_ms = round(min(now, attempt.deadline).timestamp() * 1_000)
    rule = policy.rules.get(Kind.UNMONITORED)
    if rule is None:
        return False
    last = observations.last_before(attempt.attempt_id, now_ms + 1)
    start = started_ms(attempt)
    heard_ms = start if last is None else max(start, last.observations[-1].captured_ms)
    episode = silence(rule, heard_ms, now_ms)
    if episode is None:
        return False

    def decide(ledger: Ledger) -> tuple[Reconciliation, tuple[()]]:
        changes = reconcile(
            ledger.violations,
            [episode],
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=policy.name,
        )
        return changes, ()

    standing = change_violations(attempt.attempt_id, decide, violations=violations, frames=None)
    announce(standing, violations=violations, topic=topic)
    return True


def _count(
    act: Callable[[str], bool], attempt_ids: Iterable[str], failed: dict[str, Exception]
) -> int:
    """Do something with each attempt; return how often it said yes."""
    count = 0
    for attempt_id in attempt_ids:
        try:
            count += act(attempt_id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are due too
            failed[attempt_id] = error
    return count
