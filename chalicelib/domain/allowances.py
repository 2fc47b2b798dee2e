"""What one student is given beyond the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.kinds import Kind

MAX_EXTRA_MINUTES: Final = 24 * 60
MAX_EXTRA_PERCENT: Final = 300


@dataclass(frozen=True, slots=True)
class Allowance:
    """Extra time, and kinds of violation that are not looked for."""

    extra_minutes: int = 0
    extra_percent: int = 0
    """Of the exam's duration; counts beside the minutes."""
    exempt: frozenset[Kind] = frozenset()

    def extra_time(self, duration_minutes: int) -> timedelta:
        """Return the extra time in an exam of this duration."""
        return timedelta(minutes=self.extra_minutes + duration_minutes * self.extra_percent / 100)


NO_ALLOWANCE: Final = Allowance()


def allowance_problems(allowance: Allowance, path: str) -> Iterator[Problem]:
    """Yield what is wrong with an allowance."""
    if not 0 <= allowance.extra_minutes <= MAX_EXTRA_MINUTES:
        yield Problem(f"{path}.extra_minutes", "out_of_range")
    if not 0 <= allowance.extra_percent <= MAX_EXTRA_PERCENT:
        yield Problem(f"{path}.extra_percent", "out_of_range")
