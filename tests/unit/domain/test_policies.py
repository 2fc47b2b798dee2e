"""The three presets."""

from __future__ import annotations

from itertools import pairwise

import pytest

from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import DEFAULT_PRESET, PRESETS, Policy, Rule
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


def test_every_rule_fits_into_the_window_that_is_judged_again() -> None:
    assert all(rule.minimum_ms + rule.gap_ms < WINDOW_MS for rule in all_rules())


@pytest.mark.parametrize("policy", PRESETS.values(), ids=lambda policy: policy.name)
def test_what_could_not_be_told_is_a_kind_of_its_own(policy: Policy) -> None:
    assert {Kind.UNCERTAIN, Kind.UNMONITORED} <= set(policy.rules)
