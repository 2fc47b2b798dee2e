"""A page's events become episodes by their length or their number, never by one hit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.page_integrity import KIND_OF, OFTEN_MS, find_page_episodes, page_rules
from chalicelib.domain.policies import PAGE_KINDS, PRESETS, RuleSetting, find_setting_problems
from tests.fakes.samples import NOW_MS

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


def spans(*events: AttemptEvent) -> list[tuple[Kind, float, float]]:
    return [
        (e.kind, (e.started_ms - NOW_MS) / 1_000, (e.ended_ms - NOW_MS) / 1_000)
        for e in find_page_episodes(events, STANDARD)
    ]


@pytest.mark.parametrize("kind", EventKind)
def test_one_short_event_is_never_an_episode(kind: EventKind) -> None:
    for preset in PRESETS:
        everything = dict.fromkeys(PAGE_KINDS, RuleSetting(enabled=True))
        assert find_page_episodes([happened(kind)], page_rules(preset, everything)) == ()


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
        assert stricter.long_ms <= milder.long_ms
        assert stricter.often <= milder.often


def test_full_screen_is_asked_for_where_the_exam_does_or_is_strict() -> None:
    assert [Kind.LEFT_FULLSCREEN in page_rules(name) for name in ASCENDING] == [False, False, True]
    assert Kind.LEFT_FULLSCREEN in STANDARD


def test_an_exam_and_an_exemption_switch_kinds_off() -> None:
    off = {Kind.COPY_PASTE: RuleSetting(enabled=False)}
    rules = page_rules("standard", off, exempt={Kind.LEFT_PAGE})
    assert set(rules) == {Kind.SECOND_DISPLAY}


def test_an_exam_sets_how_long_and_how_grave() -> None:
    setting = RuleSetting(minimum_s=90.0, severity=Severity.HIGH)
    rule = page_rules("standard", {Kind.LEFT_PAGE: setting})[Kind.LEFT_PAGE]
    assert (rule.long_ms, rule.severity) == (90_000, Severity.HIGH)


def test_settings_of_pages_are_checked() -> None:
    good = {kind: RuleSetting(enabled=True, minimum_s=60.0) for kind in PAGE_KINDS}
    assert list(find_setting_problems(good)) == []
    bad = {Kind.LEFT_PAGE: RuleSetting(minimum_s=1.0, threshold=0.5)}
    assert [problem.code for problem in find_setting_problems(bad)] == [
        "out_of_range",
        "not_adjustable",
    ]
