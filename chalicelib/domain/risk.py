"""How much an attempt's violations ask for a person's look: for sorting, never for guilt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import Violation

SEVERITY_WEIGHTS: Final[Mapping[Severity, float]] = {
    Severity.LOW: 0.1,
    Severity.MEDIUM: 0.3,
    Severity.HIGH: 0.6,
}
KIND_WEIGHTS: Final[Mapping[Kind, float]] = {
    # The system does not know: worth a look after all that it does know.
    Kind.UNCERTAIN: 0.3,
    Kind.UNMONITORED: 0.5,
    # Mostly thinking, yawning or reading aloud.
    Kind.LOOKING_AWAY: 0.7,
    Kind.TALKING: 0.7,
}
"""How much a kind's severity counts; 1 where nothing is said."""
REVIEW_WEIGHTS: Final[Mapping[Review, float]] = {
    Review.DISMISSED: 0.0,
    Review.OPEN: 1.0,
    Review.CONFIRMED: 1.5,
}


@dataclass(frozen=True, slots=True)
class RiskPart:
    """What one violation adds, and why: ``amount`` is the product of the other numbers."""

    violation_id: str
    kind: Kind
    severity_weight: float
    kind_weight: float
    review_weight: float
    confidence: float
    duration_factor: float
    """``1 + ln(1 + minutes)``: the second minute says less than the first."""
    amount: float
    share: float
    """Of the attempt's whole, 0..1; the shares of all parts add up to 1, or to 0."""


def explain_risk(violations: Iterable[Violation]) -> tuple[RiskPart, ...]:
    """Return what each standing violation adds to an attempt's risk, the most first."""
    parts = [_part(violation) for violation in violations if violation.stands]
    total = math.fsum(part[-1] for part in parts)
    explained = [RiskPart(*part, share=part[-1] / total if total else 0.0) for part in parts]
    return tuple(sorted(explained, key=lambda part: (-part.amount, part.violation_id)))


def risk_of(violations: Iterable[Violation]) -> float:
    """
    Combine violations into 0..100, where 0 is none.

    ``100 * (1 - exp(-sum))`` of the parts' amounts keeps the whole below 100 and monotone: a
    further violation, a graver, longer or surer one, or one that a person confirms never
    lowers it.
    """
    total = math.fsum(part.amount for part in explain_risk(violations))
    return round(100 * (1 - math.exp(-total)), 1)


def _part(violation: Violation) -> tuple[str, Kind, float, float, float, float, float, float]:
    minutes = (violation.ended_ms - violation.started_ms) / 60_000
    factors = (
        SEVERITY_WEIGHTS[violation.severity],
        KIND_WEIGHTS.get(violation.kind, 1.0),
        REVIEW_WEIGHTS[violation.review],
        violation.confidence,
        1 + math.log1p(minutes),
    )
    return (violation.violation_id, violation.kind, *factors, math.prod(factors))
