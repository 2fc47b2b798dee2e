"""Uploads that cannot be what they say are set aside, and a hint is left for a person."""

from __future__ import annotations

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.kinds import Kind
from chalicelib.domain.upload_fit import hint_at
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.judging import announce, change_violations
from chalicelib.services.ports import Ledger, ViolationStore, ViolationTopic


def leave_hint(
    attempt: Attempt,
    arrived_ms: int,
    *,
    policy: str,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> None:
    """
    Note that an upload of an attempt did not fit; for a student exempt of the kind, nothing.

    Doing it again for the same arrival changes nothing.

    Raises:
        ConflictError: Others changed the violations every time; the queue tries again.
    """
    if Kind.EVIDENCE_TAMPERED in attempt.exempt:
        return

    def decide(ledger: Ledger) -> tuple[Reconciliation, tuple[()]]:
        changes = reconcile(
            ledger.violations,
            [hint_at(arrived_ms, ledger.violations)],
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=policy,
        )
        return changes, ()

    standing = change_violations(attempt.attempt_id, decide, violations=violations, frames=None)
    announce(standing, violations=violations, topic=topic)
