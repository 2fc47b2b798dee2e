"""Nothing is judged while the clock stands: a student who was asked to wait may do as they like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.baseline import Baseline
from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import Policy
from chalicelib.domain.supervision import Pause

_BEGINNING: Final = -inf


def find_working_episodes(
    observations: Iterable[Observation],
    policy: Policy,
    pauses: Sequence[Pause],
    *,
    baseline: Baseline | None = None,
    since_ms: int | None = None,
    until_ms: int | None = None,
    from_ms: int = 0,
) -> tuple[Episode, ...]:
    """
    Find every episode outside the pauses; none reaches across one.

    What was captured in a pause is passed over; what was captured before it still shows how to
    judge what follows.  Frames are due from the end of a pause on.

    Args:
        observations: See ``chalicelib.domain.episodes.find_episodes``, as for all others.
        policy: Likewise.
        pauses: In order; the last may be still going on.
        baseline: As above.
        since_ms: As above.
        until_ms: As above.
        from_ms: As above.
    """
    seen = [o for o in observations if not _within(o.captured_ms, pauses)]
    found: list[Episode] = []
    for begin, end in _stretches(pauses):
        if end <= from_ms:
            continue
        after_pause = begin > _BEGINNING
        found += find_episodes(
            [o for o in seen if o.captured_ms < end],
            policy,
            baseline=baseline,
            since_ms=_due_since(begin, since_ms, from_ms) if after_pause else since_ms,
            # Frames were due up to the pause; whether they came is known once later ones did.
            until_ms=round(end) if any(o.captured_ms >= end for o in seen) else until_ms,
            # Just behind the pause's end, or the silence across it would count.
            from_ms=max(from_ms, round(begin) + 1) if after_pause else from_ms,
        )
    return tuple(sorted(found, key=lambda episode: (episode.started_ms, episode.kind)))


def working_events(
    events: Iterable[AttemptEvent], pauses: Sequence[Pause]
) -> tuple[AttemptEvent, ...]:
    """Return the events that began outside the pauses; one that reaches into one ends there."""
    return tuple(_cut(event, pauses) for event in events if not _within(event.at_ms, pauses))


def _cut(event: AttemptEvent, pauses: Sequence[Pause]) -> AttemptEvent:
    ended_ms = event.at_ms + event.lasted_ms
    later = [pause.from_ms for pause in pauses if event.at_ms < pause.from_ms < ended_ms]
    if not later:
        return event
    return replace(event, details={**event.details, "lasted_ms": min(later) - event.at_ms})


def _within(time_ms: int, pauses: Iterable[Pause]) -> bool:
    return any(
        pause.from_ms <= time_ms and (pause.until_ms is None or time_ms < pause.until_ms)
        for pause in pauses
    )


def _stretches(pauses: Sequence[Pause]) -> Iterator[tuple[float, float]]:
    """Yield when the student was at work: before, between and after the pauses."""
    begin: float = _BEGINNING
    for pause in pauses:
        yield begin, pause.from_ms
        if pause.until_ms is None:
            return
        begin = pause.until_ms
    yield begin, inf


def _due_since(begin: float, since_ms: int | None, from_ms: int) -> int | None:
    """Return since when frames were due after a pause; None: nothing tells of that time."""
    if begin >= from_ms:
        return round(begin)
    return None if since_ms is None else max(since_ms, round(begin))
