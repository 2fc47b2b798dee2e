"""Faces are compared by direction, in multiples of the network's limit; only a run counts."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.episodes import find_episodes
from chalicelib.domain.kinds import Kind
from chalicelib.domain.likeness import unlikeness
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import PRESETS
from tests.fakes.samples import NOW_MS, looking

LIMIT = 0.6
VECTORS = st.lists(st.floats(-10, 10), min_size=4, max_size=4).filter(
    lambda vector: math.hypot(*vector) > 1e-3
)


def compared(*unlike: float | None, every_s: int = 8) -> list[Observation]:
    """Pictures of an hour's beginning, one compared in each upload."""
    return [
        replace(looking(NOW_MS + n * every_s * 1_000), unlikeness=value)
        for n, value in enumerate(unlike)
    ]


def strangers(seen: list[Observation], preset: str = "standard") -> list[tuple[int, int]]:
    return [
        ((e.started_ms - NOW_MS) // 1_000, (e.ended_ms - NOW_MS) // 1_000)
        for e in find_episodes(seen, PRESETS[preset])
        if e.kind is Kind.DIFFERENT_PERSON
    ]


def test_the_same_direction_is_the_same_face_and_the_limit_is_one() -> None:
    assert unlikeness([1, 0], [3, 0], LIMIT) == pytest.approx(0)
    assert unlikeness([1, 0], [0, 2], LIMIT) == pytest.approx(1 / LIMIT)
    assert unlikeness([1, 0], [-1, 0], LIMIT) == pytest.approx(2 / LIMIT)


@given(VECTORS, VECTORS, st.floats(0.1, 10))
def test_neither_order_nor_length_matters(
    one: list[float], other: list[float], factor: float
) -> None:
    found = unlikeness(one, other, LIMIT)
    assert found == pytest.approx(unlikeness(other, one, LIMIT))
    assert found == pytest.approx(unlikeness([x * factor for x in one], other, LIMIT), abs=1e-6)
    assert found is not None
    assert 0 <= found <= 2 / LIMIT + 1e-9


def test_what_has_no_direction_cannot_be_compared() -> None:
    assert unlikeness([0, 0], [1, 0], LIMIT) is None
    assert unlikeness([math.inf, 0], [1, 0], LIMIT) is None
    with pytest.raises(ValueError, match="limit"):
        unlikeness([1], [1], 0)


def test_one_face_unlike_the_first_is_never_an_episode() -> None:
    for preset in PRESETS:
        assert strangers(compared(0.2, 2.0, 0.2, 0.3), preset) == []


def test_faces_that_stay_unlike_are_an_episode() -> None:
    assert strangers(compared(0.2, 1.9, 1.8, 1.9, 1.7, 0.3)) == [(8, 32)]


def test_what_was_not_compared_in_between_says_nothing() -> None:
    assert strangers(compared(1.9, None, 1.8, None, 1.9, 1.8)) == [(0, 40)]


def test_without_a_network_nobody_is_another_person() -> None:
    assert strangers(compared(*[None] * 50)) == []
