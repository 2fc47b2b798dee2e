"""A replay is told from somebody who sits still, moves about or takes up an old pose."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.replays import LONGEST_LAG, STRETCH, WITHIN_MS, Picture, find_replayed

NOISE = 3
"""Bits that a camera's noise changes."""


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - draws test data, no secret


def flipped(random: Random, bits: int, count: int) -> int:
    for place in random.sample(range(256), count):
        bits ^= 1 << place
    return bits


def living(random: Random, seconds: int, movement: int = 12) -> list[int]:
    """A person: from second to second the hash drifts, and comes back to its middle."""
    middle = random.getrandbits(256)
    shown, moved = [], 0
    for _ in range(seconds):
        moved = flipped(random, moved & random.getrandbits(256), movement)
        shown.append(middle ^ moved)
    return shown


def filmed(random: Random, shown: list[int], noise: int = NOISE) -> list[Picture]:
    return [
        Picture(second * 1_000 + random.randint(-80, 80), flipped(random, bits, noise))
        for second, bits in enumerate(shown)
    ]


@pytest.mark.parametrize("period", [5, 7, 13, 20, 33, 60, LONGEST_LAG])
def test_a_loop_is_found_whatever_its_length(period: int) -> None:
    random = drawn(period)
    loop = living(random, period)
    pictures = filmed(random, (loop * 40)[: period + 2 * STRETCH], noise=1)
    assert len(find_replayed(pictures)) > STRETCH


def test_what_was_live_before_the_loop_is_not_marked() -> None:
    random = drawn(1)
    live, loop = living(random, 40), living(random, 20)
    found = find_replayed(filmed(random, [*live, *loop * 4], noise=1))
    # It comes back from second 60 on; a stretch may hold a third of what does not.
    assert min(found) > 50_000


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("movement", [0, 2, 6, 12, 30])
def test_a_living_person_is_none_however_much_or_little_they_move(seed: int, movement: int) -> None:
    random = drawn(seed)
    assert find_replayed(filmed(random, living(random, 300, movement))) == set()


@pytest.mark.parametrize("seed", range(12))
def test_somebody_who_returns_to_an_old_pose_is_no_replay(seed: int) -> None:
    random = drawn(seed)
    poses = [random.getrandbits(256) for _ in range(2)]
    held = [poses[turn % 2] for turn in range(10) for _ in range(random.randint(15, 45))]
    assert find_replayed(filmed(random, held)) == set()


def test_a_replay_with_a_few_lost_pictures_is_still_one() -> None:
    random = drawn(3)
    pictures = filmed(random, living(random, 20) * 6, noise=1)
    assert find_replayed([p for number, p in enumerate(pictures) if number not in {31, 77}])


def test_nothing_and_little_hold_no_replay() -> None:
    assert find_replayed([]) == set()
    assert find_replayed(filmed(drawn(4), [7] * STRETCH)) == set()


@given(st.integers(0, 2**32 - 1), st.integers(0, 150_000))
def test_a_part_with_its_past_shows_what_the_whole_shows(seed: int, from_ms: int) -> None:
    random = drawn(seed)
    shown = [*living(random, 60), *living(random, random.randint(4, 40)) * 5][:200]
    whole = filmed(random, shown, noise=1)
    part = [picture for picture in whole if picture.captured_ms >= from_ms - WITHIN_MS]
    assert {t for t in find_replayed(part) if t >= from_ms} == {
        t for t in find_replayed(whole) if t >= from_ms
    }
