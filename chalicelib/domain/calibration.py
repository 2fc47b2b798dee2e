"""Looking at the screen's centre and corners before the start: what is asked, and when.

The student's page shows a dot in five places and says when it stood where; the pictures of those
seconds come by the ordinary uploads.  What follows from them is ``chalicelib.domain.baseline``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.observations import MainFace, Observation

MAX_STEPS: Final = 20
"""Four rounds of five places."""
MAX_STEP_MS: Final = 10_000
SETTLING_MS: Final = 500
"""A glance needs about 200 ms to begin and 50 to land; a page needs a moment to draw."""


class Target(StrEnum):
    """Where on the screen the dot stands."""

    CENTRE = "centre"
    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


@dataclass(frozen=True, slots=True)
class CalibrationStep:
    """The dot stood in one place for a while; times are milliseconds since the epoch."""

    target: Target
    from_ms: int
    to_ms: int


Calibration = tuple[CalibrationStep, ...]
"""Empty: the student skipped it."""


def check_calibration(steps: Sequence[CalibrationStep]) -> None:
    """
    Check what a page says of a calibration.

    Raises:
        InvalidError: There are too many steps, or one ends before it begins or lasts too long.
    """
    if problems := tuple(_problems(steps)):
        raise InvalidError(problems)


def _problems(steps: Sequence[CalibrationStep]) -> Iterator[Problem]:
    if len(steps) > MAX_STEPS:
        yield Problem("calibration", "too_many")
    for index, step in enumerate(steps):
        if not 0 < step.to_ms - step.from_ms <= MAX_STEP_MS:
            yield Problem(f"calibration[{index}]", "out_of_range")


def faces_by_target(
    observations: Iterable[Observation], steps: Sequence[CalibrationStep]
) -> Mapping[Target, list[MainFace]]:
    """Return the faces seen while the dot stood in each place and the eyes had come to rest."""
    found: dict[Target, list[MainFace]] = {target: [] for target in Target}
    for observation in observations:
        for step in steps:
            rested = step.from_ms + SETTLING_MS <= observation.captured_ms < step.to_ms
            if rested and observation.faces == 1 and observation.face is not None:
                found[step.target].append(observation.face)
    return found
