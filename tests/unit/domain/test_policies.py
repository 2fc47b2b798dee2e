"""The three presets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from chalicelib.domain.episodes import JUDGED, OFTEN_MS
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.policies import (
    DEFAULT_PRESET,
    MINIMUM_SECONDS,
    PAGE_KINDS,
    PRESETS,
    THRESHOLDS,
    Policy,
    Rule,
    RuleSetting,
    find_setting_problems,
    make_policy,
)
from chalicelib.services.analysing import WINDOW_MS

ASCENDING = ("relaxed", "standard", "strict")


def test_there_are_three_and_each_knows_its_name() -> None:
    assert {name: preset.name for name, preset in PRESETS.items()} == {n: n for n in ASCENDING}


def test_the_default_is_one_of_them() -> None:
    assert DEFAULT_PRESET in PRESETS


@pytest.mark.parametrize("kind", PRESETS[DEFAULT_PRESET].rules)
def test_a_stricter_preset_never_asks_for_more(kind: Kind) -> None:
    rules = [PRESETS[name].rules[kind] for name in ASCENDING]
    for milder, stricter in pairwise(rules):
        assert stricter.minimum_ms <= milder.minimum_ms
        assert stricter.threshold <= milder.threshold


def all_rules() -> list[Rule]:
    return [rule for preset in PRESETS.values() for rule in preset.rules.values()]


def test_a_single_frame_is_never_an_episode() -> None:
    assert all(rule.minimum_ms > 0 for rule in all_rules())


def test_every_judged_kind_has_a_rule() -> None:
    assert set(PRESETS[DEFAULT_PRESET].rules) == JUDGED


def test_the_longest_rule_that_may_be_set_fits_into_the_window_that_is_judged_again() -> None:
    longest_gap = max(rule.gap_ms for rule in all_rules())
    assert MINIMUM_SECONDS[1] * 1_000 + longest_gap < WINDOW_MS
    assert OFTEN_MS < WINDOW_MS


def test_every_rule_fits_into_the_window_that_is_judged_again() -> None:
    assert all(rule.minimum_ms + rule.gap_ms < WINDOW_MS for rule in all_rules())


@pytest.mark.parametrize("policy", PRESETS.values(), ids=lambda policy: policy.name)
def test_what_could_not_be_told_is_a_kind_of_its_own(policy: Policy) -> None:
    assert {Kind.UNCERTAIN, Kind.UNMONITORED} <= set(policy.rules)


def problems_of(kind: Kind, setting: RuleSetting) -> list[tuple[str, str]]:
    return [(p.path, p.code) for p in find_setting_problems({kind: setting})]


def test_without_settings_a_policy_is_its_preset() -> None:
    assert make_policy("strict") == PRESETS["strict"]
    assert make_policy("strict", {Kind.PHONE: RuleSetting()}) == PRESETS["strict"]


def test_a_setting_changes_what_it_names_and_nothing_else() -> None:
    setting = RuleSetting(minimum_s=4.5, threshold=35.0, severity=Severity.HIGH)
    made = make_policy("standard", {Kind.LOOKING_AWAY: setting})
    before = PRESETS["standard"].rules[Kind.LOOKING_AWAY]
    assert made.rules[Kind.LOOKING_AWAY] == replace(
        before, minimum_ms=4_500, threshold=35.0, severity=Severity.HIGH
    )
    assert made.without({Kind.LOOKING_AWAY}).rules == (
        PRESETS["standard"].without({Kind.LOOKING_AWAY}).rules
    )


def test_a_kind_is_switched_off_for_an_exam_or_for_a_student() -> None:
    off = make_policy("standard", {Kind.TALKING: RuleSetting(enabled=False)}, exempt={Kind.BOOK})
    assert set(PRESETS["standard"].rules) - set(off.rules) == {Kind.TALKING, Kind.BOOK}


def test_other_settings_have_another_name_and_the_same_ones_the_same() -> None:
    some = {Kind.PHONE: RuleSetting(enabled=False), Kind.BOOK: RuleSetting(minimum_s=3.0)}
    same = dict(reversed(some.items()))
    names = {make_policy("standard", settings).name for settings in (some, same)}
    others = {make_policy("standard", {k: s}).name for k, s in some.items()}
    assert len(names) == 1
    assert len(names | others | {"standard"}) == 4


@pytest.mark.parametrize(
    "kind", sorted(set(Kind) - set(PRESETS[DEFAULT_PRESET].rules) - PAGE_KINDS)
)
def test_a_kind_that_neither_frames_nor_the_page_decide_has_no_settings(kind: Kind) -> None:
    assert problems_of(kind, RuleSetting()) == [(f"policy_settings.{kind}", "unknown")]


@pytest.mark.parametrize(
    ("kind", "setting", "field"),
    [
        (Kind.NO_FACE, RuleSetting(minimum_s=0.5), "minimum_s"),
        (Kind.NO_FACE, RuleSetting(minimum_s=30.1), "minimum_s"),
        (Kind.NO_FACE, RuleSetting(minimum_s=float("nan")), "minimum_s"),
        (Kind.UNMONITORED, RuleSetting(minimum_s=29.0), "minimum_s"),
        (Kind.LOOKING_AWAY, RuleSetting(threshold=10.0), "threshold"),
        (Kind.PHONE, RuleSetting(threshold=1.1), "threshold"),
    ],
    ids=str,
)
def test_what_lies_out_of_range_is_named(kind: Kind, setting: RuleSetting, field: str) -> None:
    assert problems_of(kind, setting) == [(f"policy_settings.{kind}.{field}", "out_of_range")]


def test_a_kind_without_a_threshold_has_none_to_set() -> None:
    assert problems_of(Kind.NO_FACE, RuleSetting(threshold=1.0)) == [
        ("policy_settings.no_face.threshold", "not_adjustable")
    ]


@pytest.mark.parametrize("policy", PRESETS.values(), ids=lambda policy: policy.name)
def test_every_preset_could_be_set_by_hand(policy: Policy) -> None:
    settings = {
        kind: RuleSetting(
            enabled=True,
            minimum_s=rule.minimum_ms / 1_000,
            threshold=rule.threshold if kind in THRESHOLDS else None,
        )
        for kind, rule in policy.rules.items()
    }
    assert list(find_setting_problems(settings)) == []
