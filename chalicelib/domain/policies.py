"""What an exam counts as an episode: one rule a kind, and three presets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.kinds import Kind, Severity

UNMONITORED_AFTER_MS: Final = 60_000
"""A camera silent for four heartbeats (15 s each) is noticed, not a passing slow network."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a run of observations becomes an episode of one kind.

    The kinds of rule differ only in their predicate (``chalicelib.domain.episodes``).
    """

    minimum_ms: int
    """The least time from the first to the last observation that matches."""
    gap_ms: int
    """The longest time between two matching observations of one episode."""
    severity: Severity
    threshold: float = 0.0
    """In the unit of the kind's predicate; 0 where the kind has none."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of an exam; a kind that is absent is switched off."""

    name: str
    rules: Mapping[Kind, Rule]


def _preset(
    name: str, *, no_face_ms: int, several_people_ms: int, looking_away_ms: int, yaw_degrees: float
) -> Policy:
    gap_ms = 2_500  # one frame of a 1 fps stream may be missed or misread, and jitter
    return Policy(
        name,
        {
            Kind.NO_FACE: Rule(no_face_ms, gap_ms, Severity.MEDIUM),
            Kind.SEVERAL_PEOPLE: Rule(several_people_ms, gap_ms, Severity.HIGH),
            Kind.LOOKING_AWAY: Rule(looking_away_ms, gap_ms, Severity.LOW, threshold=yaw_degrees),
            # A bundle that cannot be read is one observation, and bundles lie up to eight
            # seconds apart: with a frame's gap no run of them would ever meet.
            Kind.UNCERTAIN: Rule(10_000, 10_000, Severity.LOW),
            Kind.UNMONITORED: Rule(UNMONITORED_AFTER_MS, gap_ms, Severity.LOW),
        },
    )


# First values, chosen so that a cough, a yawn or somebody walking past the door is no
# episode; they are to be replaced by ones read off precision and recall curves.
PRESETS: Final[Mapping[str, Policy]] = {
    preset.name: preset
    for preset in (
        _preset(
            "relaxed",
            no_face_ms=10_000,
            several_people_ms=6_000,
            looking_away_ms=12_000,
            yaw_degrees=50.0,
        ),
        _preset(
            "standard",
            no_face_ms=5_000,
            several_people_ms=3_000,
            looking_away_ms=6_000,
            yaw_degrees=40.0,
        ),
        _preset(
            "strict",
            no_face_ms=3_000,
            several_people_ms=2_000,
            looking_away_ms=4_000,
            yaw_degrees=30.0,
        ),
    )
}
DEFAULT_PRESET: Final = "standard"
