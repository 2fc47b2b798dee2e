"""A page's events become episodes by their length or their number, never by one hit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.page_integrity import KIND_OF, find_page_episodes
from chalicelib.domain.page_policy import OFTEN_MS, page_rules
from chalicelib.domain.policies import (
    PAGE_KINDS,
    PRESETS,
    TIMELESS_KINDS,
    RuleSetting,
    find_setting_problems,
)
from tests.fakes.samples import NOW_MS

GRAVITY = tuple(Severity)
ASCENDING = ("relaxed", "standard", "strict")
STANDARD = page_rules("standard", {Kind.LEFT_FULLSCREEN: RuleSetting(enabled=True)})
EVENTS = st.lists(
    st.builds(
        lambda second, kind, lasted: happened(kind, second, lasted_s=lasted),
        st.integers(0, 3_600),
        st.sampled_from(sorted(EventKind)),
        st.integers(0, 90),
    ),
    max_size=30,
)


def happened(kind: EventKind, second: float = 0, *, lasted_s: float = 0) -> AttemptEvent:
    details = {"lasted_ms": round(lasted_s * 1_000)}
    return event_at(NOW_MS + round(second * 1_000), kind, EventSource.PAGE, details)


ON = RuleSetting(enabled=True)
EVERYTHING = dict.fromkeys(PAGE_KINDS, ON)


def spans(*events: AttemptEvent) -> list[tuple[Kind, float, float]]:
    return [
        (e.kind, (e.started_ms - NOW_MS) / 1_000, (e.ended_ms - NOW_MS) / 1_000)
        for e in find_page_episodes(events, STANDARD)
    ]


@pytest.mark.parametrize("kind", EventKind)
def test_one_short_event_is_never_an_episode(kind: EventKind) -> None:
    for preset in PRESETS:
        assert find_page_episodes([happened(kind)], page_rules(preset, EVERYTHING)) == ()


@given(EVENTS)
def test_no_single_short_event_makes_an_episode_however_an_exam_is_set(
    events: list[AttemptEvent],
) -> None:
    strictest = page_rules("strict", {kind: replace(ON, threshold=2.0) for kind in PAGE_KINDS})
    for event in events:
        short = replace(event, details={**event.details, "lasted_ms": 0})
        assert find_page_episodes([short], strictest) == ()


def test_a_long_absence_is_an_episode_from_its_beginning_to_its_end() -> None:
    assert spans(happened(EventKind.PAGE_LEFT, 60, lasted_s=45)) == [(Kind.LEFT_PAGE, 60, 105)]


def test_many_short_absences_within_ten_minutes_are_one_episode() -> None:
    absences = [happened(EventKind.PAGE_LEFT, n * 100, lasted_s=2) for n in range(5)]
    assert spans(*absences) == [(Kind.LEFT_PAGE, 0, 402)]


def test_as_many_over_a_whole_exam_are_none() -> None:
    seldom = [happened(EventKind.PAGE_LEFT, n * OFTEN_MS / 1_000, lasted_s=2) for n in range(5)]
    assert spans(*seldom) == []


def test_copying_cutting_pasting_and_printing_count_together() -> None:
    kinds = [EventKind.COPIED, EventKind.CUT, EventKind.PASTED, EventKind.PRINTED]
    acts = [happened(kind, second) for second, kind in enumerate([*kinds, EventKind.COPIED])]
    assert spans(*acts) == [(Kind.COPY_PASTE, 0, 4)]


def test_a_software_camera_for_minutes_is_an_episode_and_for_a_moment_none() -> None:
    assert spans(happened(EventKind.VIRTUAL_CAMERA, 0, lasted_s=299)) == []
    assert spans(happened(EventKind.VIRTUAL_CAMERA, 0, lasted_s=300)) == [
        (Kind.VIRTUAL_CAMERA, 0, 300)
    ]


def test_a_browser_that_is_driven_for_a_minute_is_an_episode() -> None:
    assert spans(happened(EventKind.AUTOMATION, 0, lasted_s=59)) == []
    assert spans(happened(EventKind.AUTOMATION, 0, lasted_s=60)) == [(Kind.AUTOMATION, 0, 60)]


def test_hasty_answers_count_when_they_come_again_and_again() -> None:
    hasty = [happened(EventKind.IMPOSSIBLE_TIMING, n * 100) for n in range(3)]
    assert spans(*hasty[:2]) == []
    assert spans(*hasty) == [(Kind.HASTY_ANSWERS, 0, 200)]


COMBINED = (
    happened(EventKind.PAGE_LEFT, 100, lasted_s=2),
    happened(EventKind.PASTED, 160),
    happened(EventKind.IMPOSSIBLE_TIMING, 400),
)


def test_different_signs_within_ten_minutes_are_an_episode_together() -> None:
    assert spans(*COMBINED) == [(Kind.SEVERAL_SIGNS, 100, 400)]
    assert spans(*COMBINED[:2]) == []
    later = happened(EventKind.IMPOSSIBLE_TIMING, 100 + OFTEN_MS / 1_000 + 1)
    assert spans(*COMBINED[:2], later) == []


def test_what_lasts_since_long_before_is_a_sign_and_makes_no_episode_long() -> None:
    connected = happened(EventKind.SECOND_DISPLAY, -3_000, lasted_s=7_000)
    noticed = find_page_episodes([connected, *COMBINED[:2]], STANDARD)
    together = [e for e in noticed if e.kind is Kind.SEVERAL_SIGNS]
    assert [(e.started_ms - NOW_MS, e.ended_ms - NOW_MS) for e in together] == [(100_000, 160_000)]
    assert together[0].peak == 3


def test_leaving_full_screen_with_the_page_is_one_sign() -> None:
    left = [
        happened(EventKind.PAGE_LEFT, 100, lasted_s=2),
        happened(EventKind.FULLSCREEN_LEFT, 100, lasted_s=2),
        happened(EventKind.COPIED, 160),
    ]
    assert spans(*left) == []


def test_what_is_switched_off_for_a_student_is_no_sign_among_several() -> None:
    rules = page_rules("standard", exempt={Kind.COPY_PASTE})
    assert find_page_episodes(COMBINED, rules) == ()


def test_an_episode_says_whether_it_lasted_or_came_again_and_again() -> None:
    away = [happened(EventKind.PAGE_LEFT, n * 100, lasted_s=2) for n in range(5)]
    long = happened(EventKind.PAGE_LEFT, 450, lasted_s=31)
    assert [e.detail for e in find_page_episodes(away, STANDARD)] == [Detail.REPEATED]
    assert [e.detail for e in find_page_episodes([*away, long], STANDARD)] == [Detail.LASTING]


@given(EVENTS, EVENTS)
def test_more_events_take_no_episode_away(
    events: list[AttemptEvent], more: list[AttemptEvent]
) -> None:
    """Windows only grow violations, so that judging by the minute and at the end agree."""
    known = {event.name for event in events}
    further = [event for event in more if event.name not in known]
    after = find_page_episodes([*events, *further], STANDARD)
    for episode in find_page_episodes(events, STANDARD):
        assert any(
            other.kind is episode.kind
            and other.started_ms <= episode.started_ms
            and episode.ended_ms <= other.ended_ms
            for other in after
        )


@given(EVENTS)
def test_order_and_duplicates_change_nothing(events: list[AttemptEvent]) -> None:
    again = [*reversed(events), *events]
    assert find_page_episodes(again, STANDARD) == find_page_episodes(_last_of(events), STANDARD)


def _last_of(events: list[AttemptEvent]) -> list[AttemptEvent]:
    """Of those of one name the last is what is stored."""
    return list({event.name: event for event in events}.values())


@given(EVENTS)
def test_episodes_of_one_kind_never_overlap(events: list[AttemptEvent]) -> None:
    for kind in PAGE_KINDS:
        mine = [e for e in find_page_episodes(events, STANDARD) if e.kind is kind]
        assert all(one.ended_ms < other.started_ms for one, other in pairwise(mine))


@pytest.mark.parametrize("kind", sorted(set(EventKind) - KIND_OF.keys()))
def test_what_is_only_to_be_read_is_never_judged(kind: EventKind) -> None:
    assert spans(*[happened(kind, n, lasted_s=600) for n in range(20)]) == []


@pytest.mark.parametrize("kind", sorted(PAGE_KINDS))
def test_a_stricter_preset_never_asks_for_more(kind: Kind) -> None:
    asked = {kind: RuleSetting(enabled=True)}
    for milder, stricter in pairwise(page_rules(name, asked)[kind] for name in ASCENDING):
        assert (stricter.long_ms or 0) <= (milder.long_ms or 0)
        assert stricter.often <= milder.often
        assert GRAVITY.index(stricter.severity) >= GRAVITY.index(milder.severity)


def test_full_screen_is_asked_for_where_the_exam_does_or_is_strict() -> None:
    assert [Kind.LEFT_FULLSCREEN in page_rules(name) for name in ASCENDING] == [False, False, True]
    assert Kind.LEFT_FULLSCREEN in STANDARD


def test_an_exam_and_an_exemption_switch_kinds_off() -> None:
    off = {Kind.COPY_PASTE: RuleSetting(enabled=False)}
    rules = page_rules("standard", off, exempt={Kind.LEFT_PAGE})
    held = PAGE_KINDS - {Kind.LEFT_FULLSCREEN}
    assert set(rules) == held - {Kind.COPY_PASTE, Kind.LEFT_PAGE}


def test_an_exam_sets_how_long_how_often_and_how_grave() -> None:
    setting = RuleSetting(minimum_s=90.0, threshold=7.0, severity=Severity.HIGH)
    rule = page_rules("standard", {Kind.LEFT_PAGE: setting})[Kind.LEFT_PAGE]
    assert (rule.long_ms, rule.often, rule.severity) == (90_000, 7, Severity.HIGH)


def test_settings_of_pages_are_checked() -> None:
    good = {
        kind: RuleSetting(enabled=True, minimum_s=60.0, threshold=4.0)
        for kind in PAGE_KINDS - TIMELESS_KINDS
    } | dict.fromkeys(TIMELESS_KINDS, RuleSetting(threshold=4.0))
    assert list(find_setting_problems(good)) == []
    bad = {
        Kind.LEFT_PAGE: RuleSetting(minimum_s=1.0, threshold=1.0),
        Kind.COPY_PASTE: RuleSetting(minimum_s=60.0),
    }
    assert [problem.code for problem in find_setting_problems(bad)] == [
        "out_of_range",
        "out_of_range",
        "not_adjustable",
    ]
