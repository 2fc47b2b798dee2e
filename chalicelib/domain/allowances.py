"""What one student is given beyond the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.kinds import Kind
from chalicelib.domain.supervision import Waiver

MAX_EXTRA_MINUTES: Final = 24 * 60
MAX_EXTRA_PERCENT: Final = 300
MAX_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Allowance:
    """Extra time, kinds of violation that are not looked for, and that no camera is needed."""

    extra_minutes: int = 0
    extra_percent: int = 0
    """Of the exam's duration; counts beside the minutes."""
    exempt: frozenset[Kind] = frozenset()
    waiver: Waiver | None = None
    """By what the student takes the exam without a camera; None: they need one."""

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
    if allowance.waiver is not None and len(allowance.waiver.reason) > MAX_REASON:
        yield Problem(f"{path}.without_camera", "too_long")
