"""Pictures of one scene are found, others are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from training.near_duplicates import group_scenes


def scene(seed: int) -> NDArray[np.uint8]:
    """Return a picture of a few large patches of colour, different for each seed."""
    generator = np.random.default_rng(seed)
    coarse = generator.integers(30, 220, (6, 6, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (96, 96), interpolation=cv2.INTER_CUBIC), np.uint8)


def together(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> bool:
    groups = group_scenes([first, second])
    return bool(groups[0] == groups[1])


def test_a_picture_compressed_again_is_the_same_scene() -> None:
    _, content = cv2.imencode(".jpg", scene(1), [cv2.IMWRITE_JPEG_QUALITY, 30])
    assert together(scene(1), np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8))


def test_a_darker_picture_is_the_same_scene() -> None:
    assert together(scene(1), (scene(1) * 0.6).astype(np.uint8))


def test_a_mirrored_picture_is_the_same_scene() -> None:
    assert together(scene(1), np.ascontiguousarray(scene(1)[:, ::-1]))


def test_a_turned_picture_is_the_same_scene() -> None:
    assert together(scene(1), np.ascontiguousarray(np.rot90(scene(1))))


def test_a_room_in_which_something_moved_is_the_same_scene() -> None:
    moved = scene(1)
    moved[20:70, 20:60] = (200, 30, 90)
    assert together(scene(1), moved)


@pytest.mark.parametrize("seed", range(2, 12))
def test_unrelated_pictures_are_not(seed: int) -> None:
    assert not together(scene(1), scene(seed))


def test_links_chain() -> None:
    steps = [
        cv2.addWeighted(scene(1), 1 - share, scene(2), share, 0) for share in np.linspace(0, 1, 12)
    ]
    assert len(set(group_scenes([np.asarray(step, np.uint8) for step in steps]))) == 1


def test_no_pictures_are_no_groups() -> None:
    assert group_scenes([]).shape == (0,)
