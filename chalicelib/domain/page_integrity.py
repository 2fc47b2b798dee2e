"""What a page noticed of itself, judged: from events to episodes, never by one hit.

A notification that takes the focus, a glance at another window, one formula copied: each is
normal.  An episode is something long, many short ones within ten minutes, or several different
ones within them.  What a page says of itself is a hint, as whoever controls the machine controls
the page; a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent, EventKind
from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Detail, Kind
from chalicelib.domain.page_policy import OFTEN_MS, PageRule
from chalicelib.domain.policies import PAGE_KINDS

KIND_OF: Final[Mapping[EventKind, Kind]] = {
    EventKind.PAGE_LEFT: Kind.LEFT_PAGE,
    EventKind.FULLSCREEN_LEFT: Kind.LEFT_FULLSCREEN,
    EventKind.COPIED: Kind.COPY_PASTE,
    EventKind.CUT: Kind.COPY_PASTE,
    EventKind.PASTED: Kind.COPY_PASTE,
    EventKind.PRINTED: Kind.COPY_PASTE,
    EventKind.SECOND_DISPLAY: Kind.SECOND_DISPLAY,
    EventKind.VIRTUAL_CAMERA: Kind.VIRTUAL_CAMERA,
    EventKind.AUTOMATION: Kind.AUTOMATION,
    EventKind.IMPOSSIBLE_TIMING: Kind.HASTY_ANSWERS,
}
"""The events that are judged; the others are for a person to read."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Events that are an episode together."""

    events: tuple[AttemptEvent, ...]
    started_ms: int
    ended_ms: int

    def joined(self, other: _Cluster) -> _Cluster:
        """Return both as one."""
        return _Cluster(
            (*self.events, *other.events),
            min(self.started_ms, other.started_ms),
            max(self.ended_ms, other.ended_ms),
        )


def find_page_episodes(
    events: Iterable[AttemptEvent], rules: Mapping[Kind, PageRule]
) -> tuple[Episode, ...]:
    """
    Find every episode in an attempt's events; their order and their duplicates change nothing.

    What is switched off for an exam or a student is no sign among several either.

    Returns:
        The episodes by start, then kind; those of one kind do not overlap.  The peak is the
        longest event in seconds; of ``SEVERAL_SIGNS`` it is how many there were.
    """
    unique = {event.name: event for event in events if KIND_OF.get(event.kind) in rules}
    ordered = sorted(unique.values(), key=lambda event: (event.at_ms, event.name))
    found: list[Episode] = []
    for kind in sorted(PAGE_KINDS & rules.keys()):
        rule = rules[kind]
        if kind is Kind.SEVERAL_SIGNS:
            found += [_of_signs(rule, each) for each in _join(_several(ordered, rule.often))]
        else:
            mine = [event for event in ordered if KIND_OF[event.kind] is kind]
            clusters = _join([*_long(mine, rule.long_ms), *_often(mine, rule.often)])
            found += [_of_kind(kind, rule, each) for each in clusters]
    return tuple(sorted(found, key=lambda episode: (episode.started_ms, episode.kind)))


def _long(events: Iterable[AttemptEvent], long_ms: int | None) -> Iterator[_Cluster]:
    for event in events:
        if long_ms is not None and event.lasted_ms >= long_ms:
            yield _Cluster((event,), event.at_ms, _end_of(event))


def _often(events: Sequence[AttemptEvent], often: int) -> Iterator[_Cluster]:
    for first in range(len(events) - often + 1):
        several = tuple(events[first : first + often])
        if several[-1].at_ms - several[0].at_ms <= OFTEN_MS:
            yield _Cluster(several, several[0].at_ms, max(map(_end_of, several)))


def _several(events: Sequence[AttemptEvent], different: int) -> Iterator[_Cluster]:
    """Find where so many different things were noticed, or lasted still, within ten minutes."""
    for first in events:
        until_ms = first.at_ms + OFTEN_MS
        near = tuple(e for e in events if e.at_ms <= until_ms and _end_of(e) >= first.at_ms)
        if len(_signs(near)) >= different:
            # Something that lasts all along is a sign, and makes no episode long.
            yield _Cluster(near, first.at_ms, near[-1].at_ms)


def _signs(events: Iterable[AttemptEvent]) -> set[Kind]:
    """Return which different things were noticed: who leaves full screen leaves the page, too."""
    kinds = {KIND_OF[event.kind] for event in events}
    return {Kind.LEFT_PAGE if kind is Kind.LEFT_FULLSCREEN else kind for kind in kinds}


def _join(clusters: Iterable[_Cluster]) -> list[_Cluster]:
    joined: list[_Cluster] = []
    for cluster in sorted(clusters, key=lambda each: each.started_ms):
        if joined and cluster.started_ms <= joined[-1].ended_ms:
            joined[-1] = joined[-1].joined(cluster)
        else:
            joined.append(cluster)
    return joined


def _of_kind(kind: Kind, rule: PageRule, cluster: _Cluster) -> Episode:
    worst = max(cluster.events, key=lambda event: (event.lasted_ms, -event.at_ms))
    long = rule.long_ms is not None and worst.lasted_ms >= rule.long_ms
    way = Detail.LASTING if long else Detail.REPEATED
    return _episode(kind, rule, cluster, worst.at_ms, worst.lasted_ms / 1_000, way)


def _of_signs(rule: PageRule, cluster: _Cluster) -> Episode:
    signs = len(_signs(cluster.events))
    return _episode(Kind.SEVERAL_SIGNS, rule, cluster, cluster.started_ms, signs, None)


def _episode(
    kind: Kind, rule: PageRule, cluster: _Cluster, worst_ms: int, peak: float, way: Detail | None
) -> Episode:
    times = {event.at_ms for event in cluster.events}
    return Episode(
        kind,
        rule.severity,
        started_ms=cluster.started_ms,
        ended_ms=cluster.ended_ms,
        confidence=1.0,
        matched_ms=tuple(sorted(t for t in times if cluster.started_ms <= t <= cluster.ended_ms)),
        worst_ms=worst_ms,
        peak=peak,
        detail=way,
    )


def _end_of(event: AttemptEvent) -> int:
    return event.at_ms + event.lasted_ms
