"""How long to wait before trying again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """
    Delays that double up to a limit, spread over their upper half.

    The spread keeps the cameras of a school from returning all at once after its
    network was away; a sure half keeps each of them from hammering.
    """

    first_s: float = 1.0
    longest_s: float = 15.0
    draw: Callable[[], float] = random.random
    """Uniform in [0, 1)."""

    def delay_s(self, failures: int) -> float:
        """Return the seconds to wait after so many failures in a row (0 counts as 1)."""
        # The exponent is bounded: a day of failures would overflow a float.
        doublings = min(max(failures - 1, 0), 32)
        whole = min(self.longest_s, self.first_s * 2.0**doublings)
        return whole / 2 + whole / 2 * self.draw()
