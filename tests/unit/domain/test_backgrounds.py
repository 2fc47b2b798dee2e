"""Another background is told from people who move and from noise."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from chalicelib.domain.backgrounds import (
    KEPT_MS,
    SETTLED_WITHIN_MS,
    Backdrop,
    backdrop_of,
    find_changes,
)
from chalicelib.domain.observations import Box, Observation, Scene, SeenObject
from tests.fakes.samples import face


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - draws test data, no secret


ALL = (1 << 256) - 1
ROOM = drawn(1).getrandbits(256)
OTHER_ROOM = drawn(2).getrandbits(256)
LEAST = 0.3


def shown(*rooms: int, free: int = ALL, step_ms: int = 1_000) -> list[Backdrop]:
    return [Backdrop(number * step_ms, bits, free) for number, bits in enumerate(rooms)]


def test_another_room_is_a_change_from_its_first_picture_on() -> None:
    found = find_changes(shown(*[ROOM] * 8, *[OTHER_ROOM] * 8), LEAST)
    assert sorted(found) == [second * 1_000 for second in range(8, 16)]
    assert all(0.4 < share < 0.6 for share in found.values())


def test_it_is_followed_for_half_a_minute() -> None:
    found = find_changes(shown(*[ROOM] * 8, *[OTHER_ROOM] * 60), LEAST)
    assert max(found) == 8_000 + KEPT_MS


def test_what_passes_by_is_no_change() -> None:
    assert find_changes(shown(*[ROOM] * 8, *[OTHER_ROOM] * 4, *[ROOM] * 8), LEAST) == {}


def test_who_hides_the_background_does_not_change_it() -> None:
    covered = ALL >> 100
    before, after = shown(*[ROOM] * 8), shown(*[ROOM ^ (ALL ^ covered)] * 16, free=covered)[8:]
    assert find_changes([*before, *after], LEAST) == {}


def test_a_bare_wall_under_noise_says_nothing() -> None:
    random = drawn(3)
    assert find_changes(shown(*[random.getrandbits(256) for _ in range(60)]), LEAST) == {}


def test_a_camera_that_was_away_for_long_may_stand_elsewhere() -> None:
    before = shown(*[ROOM] * 8)
    away_ms = before[-1].captured_ms + SETTLED_WITHIN_MS
    after = [replace(b, captured_ms=b.captured_ms + away_ms) for b in shown(*[OTHER_ROOM] * 8)]
    assert find_changes([*before, *after], LEAST) == {}


def pictured(**changes: Any) -> Observation:
    scene = Scene(0.4, 99.0, frozen=False, contrast=0.2, perceptual_hash="0" * 64)
    return replace(Observation(0, faces=0, scene=scene), **changes)


def rows(free: int) -> list[str]:
    text = f"{free:0256b}"
    return [text[start : start + 16] for start in range(0, 256, 16)]


def test_head_hair_and_body_are_left_out() -> None:
    middle = replace(face(), box=Box(0.4, 0.25, 0.2, 0.25))
    backdrop = backdrop_of(pictured(faces=1, face=middle))
    assert backdrop is not None
    seen = rows(backdrop.free)
    assert seen[0] == "1" * 16
    assert seen[5] == "1111" + "0" * 7 + "11111"
    assert seen[15] == "11" + "0" * 11 + "111"


def test_a_person_without_a_face_is_left_out() -> None:
    person = SeenObject("person", 0.9, Box(0.0, 0.5, 0.5, 0.5))
    backdrop = backdrop_of(pictured(objects=(person,)))
    assert backdrop is not None
    assert rows(backdrop.free) == ["1" * 16] * 8 + ["0" * 8 + "1" * 8] * 8


@pytest.mark.parametrize("unknown", [{"faces": None}, {"scene": None}])
def test_an_unknown_picture_has_no_background(unknown: dict[str, Any]) -> None:
    assert backdrop_of(pictured(**unknown)) is None


def test_a_box_beyond_the_picture_is_cut() -> None:
    wide = replace(face(), box=Box(-0.2, -0.2, 1.4, 1.4))
    backdrop = backdrop_of(pictured(faces=1, face=wide))
    assert backdrop is not None
    assert backdrop.free == 0
