"""Anchors, decoding and merging have known answers."""

from __future__ import annotations

import numpy as np
import pytest

from functions.detect_frames.faces import (
    Faces,
    anchor_centres,
    decode_faces,
    drop_parts,
    face_pixels,
    find_faces,
    join,
    merge_overlapping,
    overlaps,
    sigmoid,
)


def faces(*boxes: tuple[float, float, float, float], scores: list[float] | None = None) -> Faces:
    count = len(boxes)
    return Faces(
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        scores=np.array(scores or [0.9] * count, np.float32),
        key_points=np.zeros((count, 6, 2), np.float32),
    )


def test_a_square_of_128_pixels_has_896_anchors() -> None:
    assert anchor_centres(128, 128).shape == (896, 2)


def test_anchors_stand_at_the_middle_of_their_cells() -> None:
    anchors = anchor_centres(128, 128)
    assert anchors[0].tolist() == anchors[1].tolist() == [4, 4]
    assert anchors[2].tolist() == [12, 4]
    assert anchors[512].tolist() == [8, 8]


def test_a_regressor_is_read_relative_to_its_anchor() -> None:
    regressors = np.zeros((1, 16), np.float32)
    regressors[0, :6] = [2, -2, 10, 20, 1, 3]
    found = decode_faces(
        regressors, np.array([0.0], np.float32), np.array([[50, 60]], np.float32), threshold=0.5
    )
    assert found.boxes.tolist() == [[47, 48, 57, 68]]
    assert found.key_points[0, 0].tolist() == [51, 63]
    assert found.scores.tolist() == [0.5]


def test_candidates_come_best_first_without_those_below_the_threshold() -> None:
    scores = np.array([-3, 1, 2], np.float32)
    found = decode_faces(
        np.ones((3, 16), np.float32), scores, np.zeros((3, 2), np.float32), threshold=0.5
    )
    assert found.scores.tolist() == pytest.approx([0.8808, 0.7311], abs=1e-4)


def test_no_candidates_have_the_right_shapes() -> None:
    found = decode_faces(
        np.ones((2, 16), np.float32),
        np.full(2, -9, np.float32),
        np.zeros((2, 2), np.float32),
        threshold=0.5,
    )
    merged = merge_overlapping(found)
    assert merged.boxes.shape == (0, 4)
    assert merged.scores.shape == (0,)
    assert merged.key_points.shape == (0, 6, 2)


def test_the_overlap_of_equal_boxes_is_one_and_of_distant_ones_zero() -> None:
    boxes = np.array([[0, 0, 2, 2], [5, 5, 6, 6], [1, 0, 3, 2]], np.float32)
    assert overlaps(boxes[0], boxes).tolist() == pytest.approx([1, 0, 1 / 3])


def test_a_box_without_area_overlaps_nothing() -> None:
    point = np.array([1, 1, 1, 1], np.float32)
    assert overlaps(point, np.stack([point])).tolist() == [0]


def test_overlapping_candidates_merge_into_their_weighted_mean() -> None:
    merged = merge_overlapping(faces((0, 0, 10, 10), (2, 0, 12, 10), scores=[0.75, 0.25]))
    assert merged.boxes.tolist() == [[0.5, 0, 10.5, 10]]
    assert merged.scores.tolist() == [0.75]


def test_two_faces_apart_stay_two() -> None:
    assert len(merge_overlapping(faces((0, 0, 10, 10), (20, 0, 30, 10)))) == 2


def test_merging_candidates_without_area_ends() -> None:
    assert len(merge_overlapping(faces((1, 1, 1, 1), (1, 1, 1, 1)))) == 2


def test_joining_adds_only_faces_that_are_new() -> None:
    joined = join(faces((0, 0, 10, 10)), faces((1, 0, 11, 10), (50, 0, 60, 10)))
    assert joined.boxes.tolist() == [[0, 0, 10, 10], [50, 0, 60, 10]]


def test_joining_nothing_with_nothing_is_nothing() -> None:
    assert len(join(faces(), faces())) == 0


def test_a_small_face_inside_a_large_one_is_a_part_of_it() -> None:
    whole = drop_parts(faces((0, 0, 100, 100), (20, 20, 30, 30)))
    assert whole.boxes.tolist() == [[0, 0, 100, 100]]


def test_a_doubtful_large_box_does_not_hide_a_clear_face_in_it() -> None:
    kept = drop_parts(faces((20, 20, 30, 30), (0, 0, 100, 100), scores=[0.9, 0.4]))
    assert len(kept) == 2


def test_a_small_face_beside_a_large_one_is_a_face() -> None:
    assert len(drop_parts(faces((0, 0, 100, 100), (200, 20, 230, 50)))) == 2


def test_no_faces_have_no_parts() -> None:
    assert len(drop_parts(faces())) == 0


def test_pixels_are_red_first_scaled_and_filled_with_black() -> None:
    picture = np.zeros((30, 60, 3), np.uint8)
    picture[..., 2] = 255
    pixels = face_pixels(picture, 128)
    assert pixels.shape == (1, 3, 64, 128)
    assert pixels[0, :, 0, 0].tolist() == [1, -1, -1]
    assert face_pixels(np.full((20, 60, 3), 255, np.uint8), 128)[0, 0, -1, -1] == -1


@pytest.mark.parametrize("shape", [(1, 640, 3), (640, 1, 3), (1, 1, 3)])
def test_the_thinnest_pictures_can_be_searched(shape: tuple[int, int, int]) -> None:
    def network(pixels: np.ndarray) -> list[np.ndarray]:
        count = len(anchor_centres(pixels.shape[2], pixels.shape[3]))
        return [np.zeros((1, count, 16), np.float32), np.full((1, count, 1), -9, np.float32)]

    found = find_faces(network, np.zeros(shape, np.uint8), side=128, threshold=0.5)
    assert len(found) == 0


def test_a_box_comes_back_in_pixels_of_the_picture() -> None:
    def network(pixels: np.ndarray) -> list[np.ndarray]:
        count = len(anchor_centres(pixels.shape[2], pixels.shape[3]))
        regressors = np.zeros((1, count, 16), np.float32)
        regressors[0, 0, 2:4] = 8
        scores = np.full((1, count, 1), -9, np.float32)
        scores[0, 0] = 9
        return [regressors, scores]

    found = find_faces(network, np.zeros((512, 512, 3), np.uint8), side=128, threshold=0.5)
    assert found.boxes.tolist() == [[0, 0, 32, 32]]


def test_the_sigmoid_of_large_values_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e4, 0, 1e4], np.float32)).tolist() == [0, 0.5, 1]
