"""A crop and its way back are inverse."""

from __future__ import annotations

import numpy as np
import pytest

from functions.detect_frames.crops import crop_transform, cut_crops, to_picture

CENTRE = np.array([100.0, 80.0])
LEVEL = np.array([1.0, 0.0])


def test_the_middle_of_a_crop_is_the_centre_it_was_cut_around() -> None:
    transform = crop_transform(CENTRE, 40, np.array([3.0, 4.0]), 192)
    middle = to_picture(np.array([[96.0, 96.0, 0.0]]), transform)
    assert middle[0, :2].tolist() == pytest.approx([100, 80])


def test_the_direction_across_runs_to_the_right_in_the_crop() -> None:
    transform = crop_transform(CENTRE, 192, np.array([0.0, 2.0]), 192)
    points = to_picture(np.array([[96.0, 96.0, 0.0], [106.0, 96.0, 0.0]]), transform)
    assert (points[1] - points[0]).tolist() == pytest.approx([0, 10, 0], abs=1e-4)


def test_a_mirrored_crop_changes_right_and_left_only() -> None:
    transform = crop_transform(CENTRE, 192, LEVEL, 192, mirrored=True)
    points = to_picture(np.array([[106.0, 100.0, 0.0]]), transform)
    assert points[0].tolist() == pytest.approx([90, 84, 0])


def test_depth_grows_by_the_scale_of_the_crop() -> None:
    transform = crop_transform(CENTRE, 384, LEVEL, 192)
    assert to_picture(np.array([[0.0, 0.0, 5.0]]), transform)[0, 2] == pytest.approx(10)


def test_a_direction_without_length_counts_as_level() -> None:
    assert np.allclose(
        crop_transform(CENTRE, 40, np.zeros(2), 64), crop_transform(CENTRE, 40, LEVEL, 64)
    )


def test_a_crop_shows_what_lies_there_in_rgb() -> None:
    picture = np.zeros((200, 200, 3), np.uint8)
    picture[70:90, 90:110] = (0, 0, 255)
    crop = cut_crops([(picture, crop_transform(CENTRE, 20, LEVEL, 64))], 64)
    assert crop.shape == (1, 3, 64, 64)
    assert crop[0, :, 32, 32].tolist() == [1, 0, 0]


def test_outside_the_picture_is_black() -> None:
    picture = np.full((20, 20, 3), 255, np.uint8)
    crop = cut_crops([(picture, crop_transform(np.array([-500.0, 0.0]), 20, LEVEL, 64))], 64)
    assert crop.max() == 0


def test_no_crops_have_the_right_shape() -> None:
    assert cut_crops([], 64).shape == (0, 3, 64, 64)
