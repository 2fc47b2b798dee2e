"""Episodes made durable, and how new findings change the ones that stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity

MEETING_GAP_MS: Final = 2_500
"""Two findings of one kind this close are one violation (the policies' frame gap)."""
MAX_EVIDENCE: Final = 6
EVIDENCE_SPACING_MS: Final = 2_000


class Review(StrEnum):
    """What a person decided; nobody but a person decides."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kept picture."""

    captured_ms: int
    key: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A stretch of an attempt that met a rule and waits for a person's review."""

    violation_id: str
    attempt_id: str
    exam_id: str
    kind: Kind
    severity: Severity
    started_ms: int
    ended_ms: int
    confidence: float
    policy: str
    evidence: tuple[Evidence, ...] = ()
    review: Review = Review.OPEN
    announced: bool = False
    """Whether the world was told (topic, dashboard, mail); it is told once."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What must change so that the stored violations say what was found."""

    save: tuple[Violation, ...] = ()
    """New ones, and stored ones that grew."""
    remove: tuple[str, ...] = ()
    """Identifiers of stored ones that merged into an earlier one."""
    evidence_wanted: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Capture times to keep as pictures, by violation."""

    def __bool__(self) -> bool:
        return bool(self.save or self.remove)

    def applied_to(self, stored: Iterable[Violation]) -> tuple[Violation, ...]:
        """Return the violations that stand once the changes are made."""
        standing = {v.violation_id: v for v in (*stored, *self.save)}
        return tuple(v for key, v in standing.items() if key not in self.remove)


def violation_id(kind: Kind, started_ms: int) -> str:
    """Name a violation within its attempt: sorts by start, then kind."""
    return f"{started_ms:013d}-{kind}"


def reconcile(
    stored: Sequence[Violation],
    episodes: Iterable[Episode],
    *,
    attempt_id: str,
    exam_id: str,
    policy: str,
) -> Reconciliation:
    """
    Fold newly found episodes into the stored violations of one attempt.

    An episode that touches no stored violation of its kind becomes a new one; one
    that touches some extends the earliest and absorbs the others.  Nothing shrinks:
    the episodes may come from a window that cuts the beginning off.  Doing it again
    with the same episodes changes nothing.
    """
    current = {violation.violation_id: violation for violation in stored}
    wanted: dict[str, set[int]] = {}
    for episode in episodes:
        touched = sorted(
            (v for v in current.values() if _touches(v, episode)), key=lambda v: v.started_ms
        )
        first = touched[0] if touched else _new(episode, attempt_id, exam_id, policy)
        merged = _merge(first, touched[1:], episode)
        for absorbed in touched[1:]:
            del current[absorbed.violation_id]
            wanted.pop(absorbed.violation_id, None)
        current[merged.violation_id] = merged
        moments = wanted.setdefault(merged.violation_id, set())
        moments.update(_evidence_moments(merged, episode.matched_ms, wanted=moments))
    before = {violation.violation_id: violation for violation in stored}
    save = tuple(v for key, v in sorted(current.items()) if before.get(key) != v)
    return Reconciliation(
        save=save,
        remove=tuple(sorted(before.keys() - current.keys())),
        evidence_wanted={
            v.violation_id: tuple(sorted(wanted.get(v.violation_id, ()))) for v in save
        },
    )


def _touches(violation: Violation, episode: Episode) -> bool:
    return (
        violation.kind is episode.kind
        and episode.started_ms <= violation.ended_ms + MEETING_GAP_MS
        and violation.started_ms <= episode.ended_ms + MEETING_GAP_MS
    )


def _new(episode: Episode, attempt_id: str, exam_id: str, policy: str) -> Violation:
    return Violation(
        violation_id=violation_id(episode.kind, episode.started_ms),
        attempt_id=attempt_id,
        exam_id=exam_id,
        kind=episode.kind,
        severity=episode.severity,
        started_ms=episode.started_ms,
        ended_ms=episode.ended_ms,
        confidence=episode.confidence,
        policy=policy,
    )


def _merge(first: Violation, others: Sequence[Violation], episode: Episode) -> Violation:
    evidence = {e.captured_ms: e for v in (first, *others) for e in v.evidence}
    return replace(
        first,
        started_ms=min(first.started_ms, episode.started_ms),
        ended_ms=max(episode.ended_ms, *(v.ended_ms for v in (first, *others))),
        confidence=max(episode.confidence, *(v.confidence for v in (first, *others))),
        evidence=tuple(evidence[time] for time in sorted(evidence)),
        announced=first.announced or any(v.announced for v in others),
    )


def _evidence_moments(
    violation: Violation, matched_ms: Sequence[int], *, wanted: Collection[int]
) -> list[int]:
    """Choose which further moments to keep: spaced out, the first ones first, at most six."""
    kept = [*(evidence.captured_ms for evidence in violation.evidence), *wanted]
    chosen: list[int] = []
    for time in matched_ms:
        if len(kept) + len(chosen) >= MAX_EVIDENCE:
            break
        if all(abs(time - other) >= EVIDENCE_SPACING_MS for other in (*kept, *chosen)):
            chosen.append(time)
    return chosen
