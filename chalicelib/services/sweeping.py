"""What nobody asks for and must happen: close overdue attempts, notice silent cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from chalicelib.domain.attempts import OpenAttempt
from chalicelib.domain.episodes import silence
from chalicelib.domain.exams import Exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import make_policy
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.judging import announce, change_violations
from chalicelib.services.ports import (
    AttemptStore,
    Clock,
    ExamStore,
    Ledger,
    ObservationStore,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.taking import hand_in

AT_ONCE: Final = 16
"""Attempts looked at side by side: each waits for one answer of the database, and 10,000 of them
have a minute.  No more than the connections that are kept open."""


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

    def close(attempt: OpenAttempt) -> bool:
        hand_in(attempt.attempt_id, exams=exams, attempts=attempts, clock=clock)
        return True

    now = clock.now()
    running: list[OpenAttempt] = []
    overdue: list[OpenAttempt] = []
    for attempt in attempts.open():
        (overdue if attempt.accepts_until < now else running).append(attempt)
    closed = _count(close, overdue, failed)
    known = _exams_of(running, exams, failed)

    def watch(attempt: OpenAttempt) -> bool:
        return notice_silence(
            attempt,
            known[attempt.exam_id],
            now=now,
            observations=observations,
            violations=violations,
            topic=topic,
        )

    silent = _count(watch, [one for one in running if one.exam_id in known], failed)
    return Sweep(closed, silent, failed)


def _exams_of(
    attempts: Sequence[OpenAttempt], exams: ExamStore, failed: dict[str, Exception]
) -> Mapping[str, Exam]:
    """Read every exam once; what cannot be read fails all its attempts."""
    known: dict[str, Exam] = {}
    faults: dict[str, Exception] = {}
    for exam_id in {attempt.exam_id for attempt in attempts}:
        try:
            known[exam_id] = exams.get(exam_id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the other exams are due too
            faults[exam_id] = error
    failed |= {one.attempt_id: faults[one.exam_id] for one in attempts if one.exam_id in faults}
    return known


def notice_silence(
    attempt: OpenAttempt,
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
        ConflictError: Others changed the violations every time.
    """
    content = exam.content
    policy = make_policy(content.policy, content.policy_settings, exempt=attempt.exempt)
    now_ms = round(min(now, attempt.deadline).timestamp() * 1_000)
    rule = policy.rules.get(Kind.UNMONITORED)
    if rule is None:
        return False
    last = observations.last_before(attempt.attempt_id, now_ms + 1)
    start = round(attempt.started_at.timestamp() * 1_000)
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
    act: Callable[[OpenAttempt], bool],
    attempts: Iterable[OpenAttempt],
    failed: dict[str, Exception],
) -> int:
    """Do something with every attempt, side by side; return how often it said yes."""

    def safely(attempt: OpenAttempt) -> bool:
        try:
            return act(attempt)
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are due too
            failed[attempt.attempt_id] = error
            return False

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(safely, attempts))
