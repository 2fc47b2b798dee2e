"""The gaze is where the iris stands between the corners of the eye."""

from __future__ import annotations

import numpy as np
import pytest

from functions.detect_frames.gaze import (
    CLOSED,
    eye_opening,
    find_gaze,
    iris_shift,
    is_turned_away,
)
from functions.detect_frames.head_pose import HeadPose
from functions.detect_frames.iris import LEFT, RIGHT, Eyes

STRAIGHT = HeadPose(0, 0, 0)
LEVEL = 0.065


def eyes(x: float = 0, up: float = LEVEL, opening: tuple[float, float] = (0.3, 0.3)) -> Eyes:
    """Two eyes 100 wide, their irises shifted in widths of the eye towards the own left."""
    contours = np.zeros((2, 71, 3), np.float32)
    irises = np.zeros((2, 5, 3), np.float32)
    for eye, middle in ((RIGHT, 100.0), (LEFT, 300.0)):
        start, end = (0, 8) if eye == RIGHT else (8, 0)
        contours[eye, start, :2] = (middle - 50, 200)
        contours[eye, end, :2] = (middle + 50, 200)
        contours[eye, 1:8, :2] = (middle, 200 + opening[eye] * 50)
        contours[eye, 9:16, :2] = (middle, 200 - opening[eye] * 50)
        irises[eye, :, :2] = (middle + x * 100, 200 - up * 100)
    return Eyes(contours, irises)


def test_an_iris_in_the_middle_looks_straight_ahead() -> None:
    gaze = find_gaze(eyes(), STRAIGHT)
    assert gaze is not None
    assert (gaze.x, gaze.y) == pytest.approx((0, 0), abs=1e-5)


def test_an_iris_towards_the_right_edge_of_the_picture_looks_to_the_own_left() -> None:
    gaze = find_gaze(eyes(x=0.1), STRAIGHT)
    assert gaze is not None
    assert gaze.x == pytest.approx(0.4)


def test_an_iris_above_its_level_looks_upwards() -> None:
    gaze = find_gaze(eyes(up=LEVEL + 0.1), STRAIGHT)
    assert gaze is not None
    assert gaze.y == pytest.approx(0.4)


def test_an_iris_in_the_corner_is_one_at_most() -> None:
    gaze = find_gaze(eyes(x=-0.5), STRAIGHT)
    assert gaze is not None
    assert gaze.x == -1


def test_closed_eyes_have_no_gaze() -> None:
    assert find_gaze(eyes(opening=(0.05, 0.05)), STRAIGHT) is None


def test_one_open_eye_is_enough() -> None:
    gaze = find_gaze(eyes(x=0.1, opening=(0.05, 0.3)), STRAIGHT)
    assert gaze is not None
    assert gaze.x == pytest.approx(0.4)


@pytest.mark.parametrize("angle", [46.0, -46.0])
def test_a_head_is_turned_away_past_45_degrees(angle: float) -> None:
    assert is_turned_away(HeadPose(angle, 0, 0))
    assert is_turned_away(HeadPose(0, angle, 0))
    assert not is_turned_away(HeadPose(44, -44, 90))


def test_a_turned_head_shifts_the_iris_and_the_shift_is_taken_off() -> None:
    gaze = find_gaze(eyes(x=0.03), HeadPose(45, 0, 0))
    assert gaze is not None
    assert gaze.x == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize("eye", [RIGHT, LEFT])
def test_a_tilted_eye_measures_as_a_level_one(eye: int) -> None:
    level = eyes(x=0.1, up=0.2)
    angle = np.radians(30)
    tilt = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    contour, iris = level.contours[eye].copy(), level.irises[eye].copy()
    contour[:, :2] = contour[:, :2] @ tilt.T
    iris[:, :2] = iris[:, :2] @ tilt.T
    assert iris_shift(contour, iris, eye).tolist() == pytest.approx([0.1, 0.2], abs=1e-4)


def test_the_opening_is_the_distance_of_the_lids_over_the_width() -> None:
    assert eye_opening(eyes(opening=(0.3, 0.3)).contours[RIGHT]) == pytest.approx(0.3)


def test_an_eye_without_width_counts_as_closed() -> None:
    assert eye_opening(np.zeros((71, 3), np.float32)) < CLOSED
