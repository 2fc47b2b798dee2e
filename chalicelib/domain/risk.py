"""How much an attempt's violations ask for a person's look: for sorting, never for guilt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from chalicelib.domain.kinds import Severity
from chalicelib.domain.violations import Review, Violation

WEIGHTS: Final[Mapping[Severity, float]] = {
    Severity.LOW: 0.1,
    Severity.MEDIUM: 0.3,
    Severity.HIGH: 0.6,
}


def risk_of(violations: Iterable[Violation]) -> float:
    """
    Combine violations into 0..100, where 0 is none.

    Each contributes ``weight * confidence * (1 + ln(1 + minutes))``, dismissed ones
    nothing; ``100 * (1 - exp(-sum))`` keeps the whole below 100 and monotone: a further
    violation, a longer or a surer one never lowers it.
    """
    total = sum(_part(violation) for violation in violations)
    return round(100 * (1 - math.exp(-total)), 1)


def _part(violation: Violation) -> float:
    if violation.review is Review.DISMISSED:
        return 0.0
    minutes = (violation.ended_ms - violation.started_ms) / 60_000
    return WEIGHTS[violation.severity] * violation.confidence * (1 + math.log1p(minutes))
