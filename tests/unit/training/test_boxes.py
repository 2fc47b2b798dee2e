"""Box geometry has the answers that one finds with pencil and paper."""

from __future__ import annotations

import numpy as np

from training import boxes
from training.boxes import floats

UNIT = floats([[0, 0, 10, 10]])


def test_a_box_overlaps_itself_wholly() -> None:
    assert boxes.overlaps(UNIT, UNIT)[0, 0] == 1


def test_half_covered_boxes_overlap_by_a_third() -> None:
    assert np.isclose(boxes.overlaps(UNIT, floats([[5, 0, 15, 10]]))[0, 0], 1 / 3)


def test_boxes_apart_do_not_overlap() -> None:
    assert boxes.overlaps(UNIT, floats([[20, 20, 30, 30]]))[0, 0] == 0


def test_overlaps_with_no_boxes_have_the_right_shape() -> None:
    assert boxes.overlaps(UNIT, boxes.no_boxes()).shape == (1, 0)


def test_fractions_become_pixels() -> None:
    rows = floats([[0.5, 0.5, 0.25, 0.5]])
    assert boxes.from_yolo(rows, 100, 50).tolist() == [[37.5, 12.5, 62.5, 37.5]]


def test_a_box_is_cut_at_the_edge_of_the_picture() -> None:
    assert boxes.clip(floats([[-5, 2, 50, 60]]), 0, 0, 20, 30).tolist() == [[0, 2, 20, 30]]


def test_moving_scales_before_it_shifts() -> None:
    assert boxes.move(UNIT, 2, 3, 1, 1).tolist() == [[1, 1, 21, 31]]


def test_suppression_keeps_the_better_of_two_alike() -> None:
    both = floats([[0, 0, 10, 10], [0, 0, 10, 11], [50, 50, 60, 60]])
    kept = boxes.suppress(both, floats([0.5, 0.9, 0.1]), 0.5)
    assert kept.tolist() == [1, 2]


def test_suppressing_nothing_gives_nothing() -> None:
    assert boxes.suppress(boxes.no_boxes(), np.zeros(0, np.float32), 0.5).tolist() == []
