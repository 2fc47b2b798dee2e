"""The reference decoder finds the box that the outputs describe."""

from __future__ import annotations

import numpy as np
import pytest

from functions.detect_frames.objects import ObjectNetwork, decode_objects
from training.decoder import MOST_OVERLAP, PADDING, STRIDES, decode, grid, prepare
from training.labels import CLASSES

HALF = np.full(2, 0.5, np.float32)


def test_the_long_side_fits_and_the_short_one_is_padded_to_whole_cells() -> None:
    pixels, scale = prepare(np.zeros((480, 640, 3), np.uint8), 320)
    assert pixels.shape == (1, 3, 256, 320)
    assert scale == 0.5


def test_blue_comes_last() -> None:
    pixels, _ = prepare(np.full((320, 320, 3), (255, 0, 0), np.uint8))
    assert pixels[0, :, 0, 0].tolist() == [0, 0, 255]


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 5000), (3000, 7)])
def test_odd_sizes_are_prepared_too(height: int, width: int) -> None:
    pixels, _ = prepare(np.zeros((height, width, 3), np.uint8))
    assert all(side % STRIDES[-1] == 0 and side > 0 for side in pixels.shape[2:])


def test_the_grid_starts_in_the_left_upper_corner_and_runs_along_rows() -> None:
    middles, strides = grid(64, 96)
    assert middles[:2].tolist() == [[4, 4], [12, 4]]
    assert strides[[0, -1]].tolist() == [8, 32]
    assert len(middles) == 8 * 12 + 4 * 6 + 2 * 3


def outputs(cell: int, score: float) -> tuple[np.ndarray, np.ndarray]:
    cells = len(grid(64, 64)[0])
    scores, distances = np.zeros((cells, 2), np.float32), np.zeros((cells, 4), np.float32)
    scores[cell, 1] = score
    distances[cell] = [1, 0.5, 2, 1.5]
    return scores, distances


def test_a_cell_above_its_threshold_becomes_a_box_in_the_picture() -> None:
    scores, distances = outputs(9, 0.8)
    found = decode(
        scores, distances, size=(64, 64), scale=0.5, picture_size=(128, 128), thresholds=HALF
    )
    assert found.boxes.tolist() == [[8, 16, 56, 48]]
    assert found.classes.tolist() == [1]


def test_a_box_ends_where_the_picture_ends() -> None:
    scores, distances = outputs(9, 0.8)
    found = decode(
        scores, distances, size=(64, 64), scale=0.5, picture_size=(40, 50), thresholds=HALF
    )
    assert found.boxes.tolist() == [[8, 16, 50, 40]]


def test_nothing_above_the_threshold_is_no_boxes_of_the_right_shape() -> None:
    scores, distances = outputs(9, 0.4)
    found = decode(
        scores, distances, size=(64, 64), scale=1, picture_size=(64, 64), thresholds=HALF
    )
    assert found.boxes.shape == (0, 4)


def test_of_two_cells_that_see_one_thing_the_surer_stays() -> None:
    scores, distances = outputs(9, 0.8)
    scores[10, 1] = 0.9
    distances[10] = [2, 0.5, 1, 1.5]
    found = decode(
        scores, distances, size=(64, 64), scale=1, picture_size=(64, 64), thresholds=HALF
    )
    assert found.scores.tolist() == pytest.approx([0.9])


def test_the_deployed_detector_reads_the_same_boxes_out_of_the_same_answer() -> None:
    random = np.random.default_rng(7)
    size, picture_size, scale = (96, 128), (360, 500), 128 / 500
    cells = len(grid(*size)[0])
    scores = random.random((cells, len(CLASSES)), np.float32) ** 4
    distances = random.random((cells, 4), np.float32) * 3
    thresholds = np.full(len(CLASSES), 0.85, np.float32)
    ours = decode(
        scores,
        distances,
        size=size,
        scale=scale,
        picture_size=picture_size,
        thresholds=thresholds,
    )
    network = ObjectNetwork(
        kinds=CLASSES,
        thresholds=thresholds,
        strides=STRIDES,
        input_side=128,
        padding=PADDING,
        most_overlap=MOST_OVERLAP,
        version="objects-0",
    )
    deployed = decode_objects(
        scores,
        distances,
        network=network,
        size=size,
        picture_size=(picture_size[0] * scale, picture_size[1] * scale),
    )
    expected = [
        (CLASSES[kind], round(float(score), 4))
        for kind, score in zip(ours.classes, ours.scores, strict=True)
    ]
    assert [(seen.kind, round(seen.score, 4)) for seen in deployed] == expected[: len(deployed)]
    assert len(deployed) == min(len(expected), 16)
    for seen, (left, top, right, bottom) in zip(deployed, ours.boxes, strict=False):
        assert np.allclose(
            [seen.box.left, seen.box.top, seen.box.width, seen.box.height],
            [left / 500, top / 360, (right - left) / 500, (bottom - top) / 360],
            atol=1e-4,
        )
