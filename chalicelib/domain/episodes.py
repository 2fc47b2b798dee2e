"""From observations to episodes: a pure function of (observations, policy).

Order of arrival, duplicates and redeliveries change nothing, because the
observations are put in order and made unique before anything is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import Policy, Rule

MINIMUM_SHARE: Final = 0.5
"""At least this share of an episode's observations must match: a detector that
flickers every other frame shows doubt, not an episode."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A run of observations that meets one rule for at least its minimum duration."""

    kind: Kind
    severity: Severity
    started_ms: int
    ended_ms: int
    confidence: float
    """The share of the run's observations that match, 0..1."""
    matched_ms: tuple[int, ...]
    """Capture times of the matching observations, in order: the possible evidence."""


def find_episodes(observations: Iterable[Observation], policy: Policy) -> tuple[Episode, ...]:
    """
    Find every episode that the policy sees in one attempt's observations.

    Args:
        observations: In any order; several of the same capture time count once.
        policy: The rules; a kind without a predicate here (one that is not seen in
            frames) is passed over.

    Returns:
        The episodes by start, then kind.
    """
    ordered = _ordered(observations)
    episodes = [
        episode
        for kind, rule in policy.rules.items()
        if kind in _PREDICATES
        for episode in _episodes_of(kind, rule, ordered)
    ]
    return tuple(sorted(episodes, key=lambda episode: (episode.started_ms, episode.kind)))


def _ordered(observations: Iterable[Observation]) -> list[Observation]:
    """Sort by capture time; of several at one time keep one, whichever came first."""
    unique: dict[int, Observation] = {}
    for observation in sorted(observations, key=lambda o: (o.captured_ms, repr(o))):
        unique.setdefault(observation.captured_ms, observation)
    return list(unique.values())


def _episodes_of(kind: Kind, rule: Rule, ordered: Sequence[Observation]) -> list[Episode]:
    matches = _PREDICATES[kind]
    times = [o.captured_ms for o in ordered if matches(o, rule)]
    episodes = []
    for run in _runs(times, rule.gap_ms):
        seen = sum(run[0] <= o.captured_ms <= run[-1] for o in ordered)
        share = len(run) / seen
        if run[-1] - run[0] >= rule.minimum_ms and share >= MINIMUM_SHARE:
            episodes.append(
                Episode(kind, rule.severity, run[0], run[-1], round(share, 3), tuple(run))
            )
    return episodes


def _runs(times: Sequence[int], gap_ms: int) -> list[list[int]]:
    """Cut ascending times wherever two neighbours lie more than ``gap_ms`` apart."""
    runs: list[list[int]] = []
    for time in times:
        if runs and time - runs[-1][-1] <= gap_ms:
            runs[-1].append(time)
        else:
            runs.append([time])
    return runs


def _no_face(observation: Observation, _: Rule) -> bool:
    return observation.faces == 0


def _several_people(observation: Observation, _: Rule) -> bool:
    return observation.faces is not None and observation.faces > 1


def _looking_away(observation: Observation, rule: Rule) -> bool:
    face = observation.face
    return face is not None and face.yaw is not None and abs(face.yaw) > rule.threshold


def _uncertain(observation: Observation, _: Rule) -> bool:
    return observation.faces is None


_PREDICATES: Final[dict[Kind, Callable[[Observation, Rule], bool]]] = {
    Kind.NO_FACE: _no_face,
    Kind.SEVERAL_PEOPLE: _several_people,
    Kind.LOOKING_AWAY: _looking_away,
    Kind.UNCERTAIN: _uncertain,
}
