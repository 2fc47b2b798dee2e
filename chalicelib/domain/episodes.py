"""From observations to episodes: a pure function of (observations, policy).

Order of arrival, duplicates and redeliveries change nothing, because the
observations are put in order and made unique before anything is decided.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from chalicelib.domain.baseline import Baseline, find_baseline, follow_drift
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import Policy, Rule
from chalicelib.domain.signals import DETAILS, SIGNALS
from chalicelib.domain.views import Signal, View

MINIMUM_SHARE: Final = 0.5
"""At least this share of an episode's observations must match: a detector that
flickers every other frame shows doubt, not an episode."""
OFTEN_MS: Final = 60_000
"""Within how long ``Rule.often`` short matches count together."""
MIN_LOOK: Final = 2
"""Observations of a short match that counts for ``Rule.often``: one may be misread."""
ROOM_KINDS: Final = frozenset({Kind.UNEXPECTED_COUNT, Kind.STANDING})
"""What is known of rooms only: how many people there should be, where they sit."""
JUDGED: Final = frozenset({*SIGNALS, Kind.UNMONITORED}) - ROOM_KINDS
"""The kinds that observations of a student, or their absence, decide."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A run of observations that meets one rule for at least its minimum duration."""

    kind: Kind
    severity: Severity
    started_ms: int
    ended_ms: int
    confidence: float
    """The share of the run's observations that match, of those that can tell, 0..1."""
    matched_ms: tuple[int, ...]
    """Capture times of the matching observations, in order: the possible evidence."""
    worst_ms: int | None = None
    """Where the signal was strongest; of equals the first."""
    peak: float = 0.0
    """How strong it was there, in the unit of the kind's signal."""
    detail: Detail | None = None
    """In which of its ways the kind showed there."""


@dataclass(frozen=True, slots=True)
class _Match:
    """An observation that matches, how strongly, and in which way."""

    captured_ms: int
    strength: float
    detail: Detail | None


def find_episodes(
    observations: Iterable[Observation],
    policy: Policy,
    *,
    baseline: Baseline | None = None,
    since_ms: int | None = None,
    until_ms: int | None = None,
    from_ms: int = 0,
) -> tuple[Episode, ...]:
    """
    Find every episode that the policy sees in one attempt's observations.

    Args:
        observations: In any order; several of the same capture time count once.
        policy: The rules; a kind that is not seen in frames is passed over.
        baseline: The student's; None: found in these observations.
        since_ms: When frames were there or due, at the latest, before the first one here.
        until_ms: Up to when frames were due after the last one.
        from_ms: What was captured before shows only how to judge what follows.  Give
            ``chalicelib.domain.signals.LOOK_BACK_MS`` of it, and a part of an attempt is
            judged as the whole is.

    Returns:
        The episodes by start, then kind.
    """
    ordered = _ordered(observations)
    usual = find_baseline(ordered, started_ms=since_ms).baseline if baseline is None else baseline
    view = View(ordered, policy.rules, usual, follow_drift(usual, ordered))
    episodes = [
        episode
        for kind, rule in policy.rules.items()
        if kind in SIGNALS
        for episode in _episodes_of(kind, rule, view, from_ms)
    ]
    if silent := policy.rules.get(Kind.UNMONITORED):
        episodes += _silences(silent, ordered, since_ms, until_ms, from_ms)
    return tuple(sorted(episodes, key=lambda episode: (episode.started_ms, episode.kind)))


def silence(rule: Rule, started_ms: int, ended_ms: int) -> Episode | None:
    """Return the episode of a time without frames; None when it is too short for one."""
    if ended_ms - started_ms < rule.minimum_ms:
        return None
    return Episode(
        Kind.UNMONITORED,
        rule.severity,
        started_ms,
        ended_ms,
        confidence=1.0,
        matched_ms=(started_ms, ended_ms),
        worst_ms=started_ms,
    )


def _ordered(observations: Iterable[Observation]) -> list[Observation]:
    """Sort by capture time; of several at one time keep one, whichever came first."""
    unique: dict[int, Observation] = {}
    for observation in sorted(observations, key=lambda o: (o.captured_ms, repr(o))):
        unique.setdefault(observation.captured_ms, observation)
    return list(unique.values())


def _silences(
    rule: Rule,
    ordered: Sequence[Observation],
    since_ms: int | None,
    until_ms: int | None,
    from_ms: int,
) -> list[Episode]:
    times = [o.captured_ms for o in ordered]
    times += [time for time in (since_ms, until_ms) if time is not None]
    found = [silence(rule, a, b) for a, b in pairwise(sorted(times)) if b >= from_ms]
    return [episode for episode in found if episode is not None]


def _episodes_of(kind: Kind, rule: Rule, view: View, from_ms: int) -> list[Episode]:
    signals = list(zip(view.ordered, SIGNALS[kind](view, rule), strict=True))
    signals = signals[bisect_left(signals, from_ms, key=lambda pair: pair[0].captured_ms) :]
    told = [(observation.captured_ms, strength) for observation, strength in signals]
    way_of = DETAILS.get(kind)
    matches = [
        _Match(o.captured_ms, strength, way_of(o, strength) if way_of else None)
        for o, strength in signals
        if strength
    ]
    runs = _runs(matches, rule.gap_ms)
    long = [_episode(kind, rule, run, share) for run, share in _long_runs(runs, told, rule)]
    often = [
        _episode(kind, rule, [match for run in cluster for match in run], MINIMUM_SHARE)
        for cluster in _clusters(runs, rule.often)
    ]
    return _joined([*long, *often])


def _long_runs(
    runs: Iterable[Sequence[_Match]], told: Sequence[tuple[int, Signal]], rule: Rule
) -> list[tuple[Sequence[_Match], float]]:
    """Return the runs that are long and dense enough, each with its share of matches."""
    found = []
    for run in runs:
        start, end = run[0].captured_ms, run[-1].captured_ms
        if end - start < rule.minimum_ms:
            continue
        seen = sum(start <= time <= end for time, strength in told if strength is not None)
        if len(run) / seen >= MINIMUM_SHARE:
            found.append((run, len(run) / seen))
    return found


def _clusters(runs: Sequence[Sequence[_Match]], often: int) -> list[list[Sequence[_Match]]]:
    """Return so many successive short matches as begin within a minute, wherever they do."""
    if not often:
        return []
    looks = [run for run in runs if len(run) >= MIN_LOOK]
    candidates = [looks[i : i + often] for i in range(len(looks) - often + 1)]
    return [c for c in candidates if c[-1][0].captured_ms - c[0][0].captured_ms <= OFTEN_MS]


def _episode(kind: Kind, rule: Rule, run: Sequence[_Match], share: float) -> Episode:
    worst = max(run, key=lambda match: (match.strength, -match.captured_ms))
    return Episode(
        kind,
        rule.severity,
        run[0].captured_ms,
        run[-1].captured_ms,
        round(share, 3),
        tuple(match.captured_ms for match in run),
        worst.captured_ms,
        round(worst.strength, 3),
        worst.detail,
    )


def _joined(episodes: Iterable[Episode]) -> list[Episode]:
    """Make one of those that overlap: a long look is also one of many."""
    joined: list[Episode] = []
    for episode in sorted(episodes, key=lambda e: (e.started_ms, e.ended_ms)):
        if joined and episode.started_ms <= joined[-1].ended_ms:
            joined[-1] = _join(joined[-1], episode)
        else:
            joined.append(episode)
    return joined


def _join(one: Episode, other: Episode) -> Episode:
    worse = max(one, other, key=lambda e: (e.peak, -(e.worst_ms or 0)))
    return replace(
        worse,
        started_ms=min(one.started_ms, other.started_ms),
        ended_ms=max(one.ended_ms, other.ended_ms),
        confidence=max(one.confidence, other.confidence),
        matched_ms=tuple(sorted({*one.matched_ms, *other.matched_ms})),
    )


def _runs(matches: Sequence[_Match], gap_ms: int) -> list[list[_Match]]:
    """Cut ascending matches wherever two neighbours lie more than ``gap_ms`` apart."""
    runs: list[list[_Match]] = []
    for match in matches:
        if runs and match.captured_ms - runs[-1][-1].captured_ms <= gap_ms:
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs
