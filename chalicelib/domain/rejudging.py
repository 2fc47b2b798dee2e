"""A finished attempt under another policy: what stands, what does not, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from chalicelib.domain.episodes import JUDGED, Episode
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import PAGE_KINDS
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import (
    Reconciliation,
    Violation,
    free_name,
    new_violation,
    wanted_evidence,
)


def rejudge(
    stored: Sequence[Violation],
    episodes: Iterable[Episode],
    *,
    attempt_id: str,
    exam_id: str,
    policy: str,
    seen_ms: Sequence[int] = (),
    judged: Collection[Kind] = JUDGED,
) -> Reconciliation:
    """
    Make an attempt's violations say what the whole attempt shows under a policy.

    Unlike ``reconcile``, which sees windows and lets nothing shrink, this sees everything: a
    violation takes the extent that the policy gives it.  One that overlaps an episode of its
    kind still stands, with its name and its review; of several the reviewed one.  The others
    are superseded, which keeps their review and their pictures.  Kinds that were not
    judged stay as they are.  Nobody is told: who asked for it is looking.

    Args:
        stored: All of the attempt's, superseded ones too: they may stand again.
        episodes: Those of the whole attempt.
        attempt_id: Whose they are.
        exam_id: Likewise.
        policy: The name of the policy that found them.
        seen_ms: Capture times of the attempt's observations, in order.
        judged: The kinds of which all that there is was looked at.
    """
    after = {violation.violation_id: violation for violation in stored}
    standing: dict[str, Episode] = {}
    for episode in sorted(episodes, key=lambda e: (e.started_ms, e.kind)):
        new = new_violation(episode, attempt_id=attempt_id, exam_id=exam_id, policy=policy)
        touched = sorted((v for v in stored if _overlap(v, episode)), key=_claim)
        free = [v for v in touched if v.violation_id not in standing]
        if free:
            kept = _extended(free[0], new)
        else:
            kept = replace(new, violation_id=free_name(new, after), announced=True)
            kept = kept.with_decisions_of(touched[0]) if touched else kept
        after[kept.violation_id] = kept
        standing[kept.violation_id] = episode
    for violation in stored:
        gone = violation.stands and violation.kind in judged
        if gone and violation.violation_id not in standing:
            after[violation.violation_id] = replace(violation, superseded_by=policy)
    before = {violation.violation_id: violation for violation in stored}
    save = tuple(v for key, v in sorted(after.items()) if before.get(key) != v)
    return Reconciliation(
        save=save,
        evidence_wanted={
            v.violation_id: _pictures(v, standing.get(v.violation_id), seen_ms) for v in save
        },
    )


def _pictures(
    violation: Violation, episode: Episode | None, seen_ms: Sequence[int]
) -> tuple[int, ...]:
    """Return the moments to keep: what was shown to a person once is not taken away."""
    kept = {evidence.captured_ms for evidence in violation.evidence}
    if episode is None or violation.kind in PAGE_KINDS:
        return tuple(sorted(kept))
    return tuple(sorted({*kept, *wanted_evidence(violation, episode.matched_ms, seen_ms)}))


def _overlap(violation: Violation, episode: Episode) -> bool:
    return (
        violation.kind is episode.kind
        and episode.started_ms <= violation.ended_ms
        and violation.started_ms <= episode.ended_ms
    )


def _claim(violation: Violation) -> tuple[bool, bool, int]:
    """Say who comes first for an episode: the reviewed, then the standing, then the earliest."""
    return (violation.review is Review.OPEN, not violation.stands, violation.started_ms)


def _extended(violation: Violation, new: Violation) -> Violation:
    named = replace(
        new,
        violation_id=violation.violation_id,
        evidence=violation.evidence,
        announced=True,
    )
    return named.with_decisions_of(violation)
