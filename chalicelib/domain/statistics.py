"""Figures that item analysis needs, of lists of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

MIN_TO_VARY: Final = 2


def mean(values: Sequence[float]) -> float | None:
    """Return the mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, or the mean of the two in the middle; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2


def variance(values: Sequence[float]) -> float:
    """Return the mean square distance from the mean: that of a whole class, not of a sample."""
    centre = mean(values)
    if centre is None:
        return 0.0
    return math.fsum((value - centre) ** 2 for value in values) / len(values)


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None when one of the two does not vary."""
    spread = math.sqrt(variance(first) * variance(second))
    if len(first) < MIN_TO_VARY or spread < 1e-12:  # noqa: PLR2004 - rounding leaves less
        return None
    centres = math.fsum(first) / len(first), math.fsum(second) / len(second)
    together = math.fsum(
        (a - centres[0]) * (b - centres[1]) for a, b in zip(first, second, strict=True)
    )
    return max(-1.0, min(1.0, together / len(first) / spread))
