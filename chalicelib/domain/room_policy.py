"""What is worth telling of a room camera's pictures; nobody in them has a name or a baseline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chalicelib.domain.baseline import UNKNOWN
from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import GAP_MS, UNMONITORED_AFTER_MS, Policy, Rule
from chalicelib.domain.room_cameras import Crowd

NAME: Final = "room"
_COUNT_MS: Final = 10_000
"""Somebody who brings a paper or looks in at the door is gone by then."""
_STANDING_MS: Final = 5_000
"""Who hands in a paper or picks up a pen sits again by then."""
_STANDING_RISE: Final = 1.0
"""In faces.  By the body's measures sitting up lifts a head by 0.8 at most, rising by 2, and by 1.5
in the picture of a camera that looks down at 45 degrees."""
_PHONE_MS: Final = 2_000
_PHONE_SCORE: Final = 0.547
"""The detector's own threshold, at precision 0.9 (``layers/models/objects``)."""
_BLOCKED_MS: Final = 10_000
_BLOCKED_CONTRAST: Final = 0.05
"""As for students' cameras (``chalicelib.domain.policies``)."""
_UNCERTAIN_MS: Final = 10_000
ROOM_JUDGED: Final = frozenset(
    {Kind.PHONE, Kind.STANDING, Kind.CAMERA_BLOCKED, Kind.UNCERTAIN, Kind.UNEXPECTED_COUNT}
)
"""What a room's pictures decide, whenever they are judged."""


def room_policy(crowd: Crowd | None) -> Policy:
    """
    Return the rules for a room camera's pictures.

    Who stands up shows only where their face is found sitting and standing; what that was
    measured on, and what it misses, says ``docs/decisions/0077``.

    Args:
        crowd: How many people it should see; None: their number is not judged.
    """
    rules = {
        Kind.PHONE: Rule(_PHONE_MS, GAP_MS, Severity.LOW, _PHONE_SCORE),
        Kind.STANDING: Rule(_STANDING_MS, GAP_MS, Severity.LOW, _STANDING_RISE),
        Kind.CAMERA_BLOCKED: Rule(_BLOCKED_MS, GAP_MS, Severity.MEDIUM, _BLOCKED_CONTRAST),
        Kind.UNCERTAIN: Rule(_UNCERTAIN_MS, _UNCERTAIN_MS, Severity.LOW),
        Kind.UNMONITORED: Rule(UNMONITORED_AFTER_MS, GAP_MS, Severity.LOW),
    }
    if crowd is None:
        return Policy(NAME, rules)
    fewest = crowd.expected - crowd.tolerance if crowd.fewer_too else 0
    rules[Kind.UNEXPECTED_COUNT] = Rule(
        _COUNT_MS,
        GAP_MS,
        Severity.MEDIUM,
        people=(max(fewest, 0), crowd.expected + crowd.tolerance),
    )
    return Policy(f"{NAME}+{max(fewest, 0)}-{crowd.expected + crowd.tolerance}", rules)


def find_room_episodes(
    observations: Iterable[Observation],
    policy: Policy,
    *,
    since_ms: int | None = None,
    from_ms: int = 0,
) -> tuple[Episode, ...]:
    """Find every episode in a room's observations; see ``episodes.find_episodes``."""
    return find_episodes(observations, policy, baseline=UNKNOWN, since_ms=since_ms, from_ms=from_ms)
