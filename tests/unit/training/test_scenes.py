"""Labels go where their pixels go."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.boxes import floats
from training.labels import BOOK, PHONE, certain
from training.scenes import Scene, mirror, mosaic, paste, place, turn

RED = (0, 0, 255)


def red_square(left: int = 10, top: int = 20) -> Scene:
    """Return a scene of 100x80 with one red square of 20, labelled a phone."""
    pixels = np.zeros((80, 100, 3), np.uint8)
    pixels[top : top + 20, left : left + 20] = RED
    box = floats([[left, top, left + 20, top + 20]])
    return Scene(pixels, certain(box, np.asarray([PHONE])))


def red_box(pixels: NDArray[np.uint8]) -> list[int]:
    rows, columns = np.nonzero(pixels[..., 2] > 127)
    return [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]


def test_a_mirrored_label_lies_on_its_pixels() -> None:
    scene = mirror(red_square())
    assert scene.labels.boxes[0].tolist() == red_box(scene.pixels)


def test_a_turned_label_lies_on_its_pixels() -> None:
    scene = turn(red_square())
    assert scene.labels.boxes[0].tolist() == red_box(scene.pixels)


def test_a_placed_label_lies_on_its_pixels() -> None:
    canvas = np.zeros((200, 200, 3), np.uint8)
    labels = place(canvas, red_square(), (0, 0, 200, 200), (1.5, 1.2), (20, 30))
    assert np.abs(labels.boxes[0] - red_box(canvas)).max() <= 1


def test_a_thing_mostly_cut_off_is_ignored_instead_of_taught() -> None:
    canvas = np.zeros((100, 100, 3), np.uint8)
    labels = place(canvas, red_square(), (0, 0, 100, 100), (1, 1), (-25, 0))
    assert len(labels.boxes) == 0
    assert labels.ignored.tolist() == [[0, 20, 5, 40]]
    assert labels.ignored_classes.tolist() == [PHONE]


def test_a_thing_outside_is_forgotten() -> None:
    canvas = np.zeros((100, 100, 3), np.uint8)
    labels = place(canvas, red_square(), (0, 0, 100, 100), (1, 1), (-60, 0))
    assert len(labels.boxes) + len(labels.ignored) == 0


def test_four_scenes_meet_and_keep_their_labels() -> None:
    scene = mosaic([red_square(60, 50)] * 2 + [red_square(60, 10)] * 2, 160, [1] * 4, (80, 80))
    for box in scene.labels.boxes.astype(int):
        assert scene.pixels[box[1] + 1, box[0] + 1].tolist() == list(RED)
    assert len(scene.labels.boxes) == 4


def test_a_pasted_thing_is_labelled_where_it_shows() -> None:
    patch = np.full((20, 10, 3), 255, np.uint8)
    scene = paste(red_square(), patch, np.ones((20, 10), np.float32), BOOK, (60, 5))
    assert scene.labels.boxes[-1].tolist() == [60, 5, 70, 25]
    assert scene.labels.classes.tolist() == [PHONE, BOOK]


def test_what_is_covered_loses_its_label() -> None:
    patch = np.full((30, 30, 3), 255, np.uint8)
    scene = paste(red_square(), patch, np.ones((30, 30), np.float32), None, (5, 15))
    assert len(scene.labels.boxes) == 0


def test_pasting_leaves_the_first_scene_alone() -> None:
    scene = red_square()
    before = scene.pixels.copy()
    paste(scene, np.full((9, 9, 3), 255, np.uint8), np.ones((9, 9), np.float32), None, (0, 0))
    assert np.array_equal(scene.pixels, before)
