"""Episodes made durable, and how new findings change the ones that stand."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from chalicelib.domain.episodes import Episode
from chalicelib.domain.evidence import Moments, choose_evidence
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.reviews import Explanation, History, Review, join_reviews

MEETING_GAP_MS: Final = 2_500
"""Two findings of one kind this close are one violation (the policies' frame gap)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kept picture."""

    captured_ms: int
    key: str
    upload_digests: str = ""
    """SHA-256 of each picture of its upload, in order, one after the other, hexadecimal: what the
    upload's own digest is made of.  Empty: kept before such were."""


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
    worst_ms: int | None = None
    """Where the kind's signal was strongest."""
    peak: float = 0.0
    """How strong it was there."""
    detail: Detail | None = None
    """In which of its ways the kind showed there; see ``Episode.detail``."""
    superseded_by: str | None = None
    """The policy under which it was judged again and does not stand any more; None: it stands."""
    history: History = ()
    """Everything that people did about it, oldest first; ``review`` is what follows from it."""
    explanation: Explanation | None = None
    """What the student says of it."""

    @property
    def stands(self) -> bool:
        """Whether the policy in force still sees it."""
        return self.superseded_by is None

    def with_decisions_of(self, other: Violation) -> Violation:
        """Return this violation with what people decided and said of another."""
        return replace(
            self, review=other.review, history=other.history, explanation=other.explanation
        )


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What must change so that the stored violations say what was found."""

    save: tuple[Violation, ...] = ()
    """New ones, and stored ones that grew."""
    remove: tuple[str, ...] = ()
    """Identifiers of stored ones that merged into an earlier one."""
    evidence_wanted: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Capture times of all the pictures to keep, by saved violation: those it has are among
    them, or are to be dropped."""

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
    seen_ms: Sequence[int] = (),
) -> Reconciliation:
    """
    Fold newly found episodes into the stored violations of one attempt.

    An episode that touches no stored violation of its kind becomes a new one; one
    that touches some extends the earliest and absorbs the others, with what people
    decided of them (``chalicelib.domain.reviews.join_reviews``).  Nothing shrinks:
    the episodes may come from a window that cuts the beginning off.  Doing it again
    with the same episodes changes nothing.

    Args:
        stored: All of the attempt's; superseded ones stay as they are, unless one of
            just the same kind and start is found again.
        episodes: What was found now.
        attempt_id: Whose they are.
        exam_id: Likewise.
        policy: The name of the policy that found them.
        seen_ms: Capture times of the observations at hand, in order.
    """
    current = {violation.violation_id: violation for violation in stored}
    matched: dict[str, set[int]] = {}
    for episode in episodes:
        touched = sorted(
            (v for v in current.values() if _touches(v, episode)), key=lambda v: v.started_ms
        )
        new = new_violation(episode, attempt_id=attempt_id, exam_id=exam_id, policy=policy)
        first = touched[0] if touched else _named(new, current)
        merged = _merge(first, touched[1:], episode)
        moments = matched.setdefault(merged.violation_id, set())
        moments.update(episode.matched_ms)
        for absorbed in touched[1:]:
            del current[absorbed.violation_id]
            moments.update(matched.pop(absorbed.violation_id, ()))
        current[merged.violation_id] = merged
    before = {violation.violation_id: violation for violation in stored}
    save = tuple(v for key, v in sorted(current.items()) if before.get(key) != v)
    return Reconciliation(
        save=save,
        remove=tuple(sorted(before.keys() - current.keys())),
        evidence_wanted={
            v.violation_id: wanted_evidence(v, matched.get(v.violation_id, ()), seen_ms)
            for v in save
        },
    )


def _touches(violation: Violation, episode: Episode) -> bool:
    return (
        violation.stands
        and violation.kind is episode.kind
        and episode.started_ms <= violation.ended_ms + MEETING_GAP_MS
        and violation.started_ms <= episode.ended_ms + MEETING_GAP_MS
    )


def wanted_evidence(
    violation: Violation, matched_ms: Iterable[int], seen_ms: Sequence[int]
) -> tuple[int, ...]:
    """Return the moments of a violation to keep as pictures."""
    moments = Moments(
        violation.started_ms, violation.ended_ms, violation.worst_ms, sorted(matched_ms)
    )
    return choose_evidence(moments, [e.captured_ms for e in violation.evidence], seen_ms)


def new_violation(episode: Episode, *, attempt_id: str, exam_id: str, policy: str) -> Violation:
    """Return the violation that an episode becomes."""
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
        worst_ms=episode.worst_ms,
        peak=episode.peak,
        detail=episode.detail,
    )


def free_name(new: Violation, taken: Container[str]) -> str:
    """Return a violation's name by start and kind, or the next one that none has yet."""
    start = new.started_ms
    while (name := violation_id(new.kind, start)) in taken:
        start += 1
    return name


def _named(new: Violation, current: Mapping[str, Violation]) -> Violation:
    """Name a violation that touches none; a superseded one of its name stands again."""
    namesake = current.get(new.violation_id)
    if namesake is None:
        return new
    if namesake.stands:  # it began elsewhere once
        return replace(new, violation_id=free_name(new, current))
    again = replace(new, evidence=namesake.evidence, announced=True)
    return again.with_decisions_of(namesake)


def _merge(first: Violation, others: Sequence[Violation], episode: Episode) -> Violation:
    evidence = {e.captured_ms: e for v in (first, *others) for e in v.evidence}
    review, history = join_reviews([(v.review, v.history) for v in (first, *others)])
    explanations = [v.explanation for v in (first, *others) if v.explanation]
    found: tuple[Violation | Episode, ...] = (first, *others, episode)
    # The strongest, and of equals the earliest: whichever window found it first.
    worst = max(found, key=lambda each: (each.peak, -(each.worst_ms or 0)))
    return replace(
        first,
        started_ms=min(first.started_ms, episode.started_ms),
        ended_ms=max(episode.ended_ms, *(v.ended_ms for v in (first, *others))),
        confidence=max(episode.confidence, *(v.confidence for v in (first, *others))),
        evidence=tuple(evidence[time] for time in sorted(evidence)),
        announced=first.announced or any(v.announced for v in others),
        worst_ms=worst.worst_ms,
        peak=worst.peak,
        detail=worst.detail,
        review=review,
        history=history,
        explanation=explanations[0] if explanations else None,
    )
