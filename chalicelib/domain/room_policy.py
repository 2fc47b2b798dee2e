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
_PHONE_MS: Final = 2_000
_PHONE_SCORE: Final = 0.547
"""The detector's own threshold, at precision 0.9 (``layers/models/objects``)."""
_BLOCKED_MS: Final = 10_000
_BLOCKED_CONTRAST: Final = 0.05
"""As for students' cameras (``chalicelib.domain.policies``)."""
_UNCERTAIN_MS: Final = 10_000


def room_policy(crowd: Crowd | None) -> Policy:
    """
    Return the rules for a room camera's pictures.

    Somebody who stands is no rule: on a desk's edge or far away the height of a box does not
    tell standing from sitting near, and no labelled recording of a room was at hand to prove
    more (``docs/decisions/0034``).

    Args:
        crowd: How many people it should see; None: their number is not judged.
    """
    rules = {
        Kind.PHONE: Rule(_PHONE_MS, GAP_MS, Severity.LOW, _PHONE_SCORE),
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
) -> tuple[Episode, ...]:
    """Find every episode in a room's observations; see ``episodes.find_episodes``."""
    return find_episodes(observations, policy, baseline=UNKNOWN, since_ms=since_ms)
