"""What a page noticed of itself, judged: from events to episodes, never by one hit.

A notification that takes the focus, a glance at another window, one formula copied: each is
normal.  An episode is a long absence, or many short ones within ten minutes.  What a page says of
itself is a hint, as whoever controls the machine controls the page; a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent, EventKind
from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.policies import PAGE_KINDS, RuleSetting

OFTEN_MS: Final = 10 * 60_000
"""Within how long short events count together: a sixth of an hour's exam."""
KIND_OF: Final[Mapping[EventKind, Kind]] = {
    EventKind.PAGE_LEFT: Kind.LEFT_PAGE,
    EventKind.FULLSCREEN_LEFT: Kind.LEFT_FULLSCREEN,
    EventKind.COPIED: Kind.COPY_PASTE,
    EventKind.CUT: Kind.COPY_PASTE,
    EventKind.PASTED: Kind.COPY_PASTE,
    EventKind.PRINTED: Kind.COPY_PASTE,
    EventKind.SECOND_DISPLAY: Kind.SECOND_DISPLAY,
}
"""The events that are judged; the others are for a person to read."""


@dataclass(frozen=True, slots=True)
class PageRule:
    """When events of a kind become an episode."""

    long_ms: int
    """One that lasts so long is an episode by itself: time, not a hit."""
    often: int
    """So many of any length within ten minutes are one, too."""
    severity: Severity


# First values, chosen so that what a working computer does by itself never suffices: an update's
# notice or a messenger's takes the focus for a second or two, a few times in ten minutes.  A
# minute, half and a quarter of one are time enough to look something up.
_RULES: Final[Mapping[str, Mapping[Kind, PageRule]]] = {
    "relaxed": {
        Kind.LEFT_PAGE: PageRule(60_000, 8, Severity.LOW),
        Kind.LEFT_FULLSCREEN: PageRule(60_000, 8, Severity.LOW),
        Kind.COPY_PASTE: PageRule(60_000, 8, Severity.LOW),
        Kind.SECOND_DISPLAY: PageRule(120_000, 8, Severity.LOW),
    },
    "standard": {
        Kind.LEFT_PAGE: PageRule(30_000, 5, Severity.MEDIUM),
        Kind.LEFT_FULLSCREEN: PageRule(30_000, 5, Severity.LOW),
        Kind.COPY_PASTE: PageRule(30_000, 5, Severity.LOW),
        Kind.SECOND_DISPLAY: PageRule(60_000, 5, Severity.MEDIUM),
    },
    "strict": {
        Kind.LEFT_PAGE: PageRule(15_000, 3, Severity.MEDIUM),
        Kind.LEFT_FULLSCREEN: PageRule(15_000, 3, Severity.MEDIUM),
        Kind.COPY_PASTE: PageRule(15_000, 3, Severity.MEDIUM),
        Kind.SECOND_DISPLAY: PageRule(30_000, 3, Severity.MEDIUM),
    },
}
ON_REQUEST: Final = frozenset(
    {("relaxed", Kind.LEFT_FULLSCREEN), ("standard", Kind.LEFT_FULLSCREEN)}
)
"""Held only where the exam's settings switch it on: full screen shuts out what some need."""


def preset_page_rules(preset: str) -> Mapping[Kind, PageRule]:
    """Return all of a preset's rules for pages, those held on request only among them."""
    return _RULES[preset]


def page_rules(
    preset: str,
    settings: Mapping[Kind, RuleSetting] | None = None,
    *,
    exempt: Collection[Kind] = (),
) -> Mapping[Kind, PageRule]:
    """
    Return a preset's rules for pages with an exam's own settings.

    Args:
        preset: One of ``policies.PRESETS``.
        settings: Checked by ``policies.find_setting_problems``.
        exempt: Kinds that are switched off for one student.
    """
    changed = settings or {}
    rules = {}
    for kind, rule in _RULES[preset].items():
        setting = changed.get(kind, RuleSetting())
        usual = (preset, kind) not in ON_REQUEST
        if kind not in exempt and (usual if setting.enabled is None else setting.enabled):
            rules[kind] = _apply(rule, setting)
    return rules


def _apply(rule: PageRule, setting: RuleSetting) -> PageRule:
    return replace(
        rule,
        long_ms=rule.long_ms if setting.minimum_s is None else round(setting.minimum_s * 1_000),
        severity=setting.severity or rule.severity,
    )


def find_page_episodes(
    events: Iterable[AttemptEvent], rules: Mapping[Kind, PageRule]
) -> tuple[Episode, ...]:
    """
    Find every episode in an attempt's events; their order and their duplicates change nothing.

    Returns:
        The episodes by start, then kind; those of one kind do not overlap.
    """
    found: list[Episode] = []
    for kind in sorted(PAGE_KINDS & rules.keys()):
        unique = {e.name: e for e in events if KIND_OF.get(e.kind) is kind}
        mine = sorted(unique.values(), key=lambda event: (event.at_ms, event.name))
        found += _episodes_of(kind, rules[kind], mine)
    return tuple(sorted(found, key=lambda episode: (episode.started_ms, episode.kind)))


def _episodes_of(kind: Kind, rule: PageRule, events: Sequence[AttemptEvent]) -> list[Episode]:
    clusters = [[event] for event in events if event.lasted_ms >= rule.long_ms]
    for first in range(len(events) - rule.often + 1):
        several = list(events[first : first + rule.often])
        if several[-1].at_ms - several[0].at_ms <= OFTEN_MS:
            clusters.append(several)
    clusters.sort(key=lambda cluster: cluster[0].at_ms)
    joined: list[list[AttemptEvent]] = []
    for cluster in clusters:
        if joined and cluster[0].at_ms <= _end(joined[-1]):
            joined[-1] = joined[-1] + cluster
        else:
            joined.append(cluster)
    return [_episode(kind, rule, cluster) for cluster in joined]


def _episode(kind: Kind, rule: PageRule, events: Sequence[AttemptEvent]) -> Episode:
    worst = max(events, key=lambda event: (event.lasted_ms, -event.at_ms))
    return Episode(
        kind,
        rule.severity,
        started_ms=min(event.at_ms for event in events),
        ended_ms=_end(events),
        confidence=1.0,
        matched_ms=tuple(sorted({event.at_ms for event in events})),
        worst_ms=worst.at_ms,
        peak=worst.lasted_ms / 1_000,
    )


def _end(events: Iterable[AttemptEvent]) -> int:
    return max(event.at_ms + event.lasted_ms for event in events)
