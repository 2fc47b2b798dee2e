"""Known rotations of a face come back as the angles they were made with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.detect_frames.annotation import head_axes
from functions.detect_frames.head_pose import head_pose

ANGLES = st.floats(-60, 60)


def face(yaw: float = 0, pitch: float = 0, roll: float = 0) -> np.ndarray:
    """Turn a flat face: x to the student's own left, y down, depth away from the camera."""
    points = np.zeros((468, 3))
    points[[263, 291, 454], 0] = 50
    points[[33, 61, 234], 0] = -50
    points[[10, 151, 9], 1] = -60
    points[[152, 199, 200], 1] = 60
    y, p, r = np.radians([yaw, pitch, roll])
    tilt = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    # Upwards: the forehead goes away from the camera.
    nod = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    # To the own left: the left side of the face goes away from the camera.
    turn = np.array([[np.cos(y), 0, -np.sin(y)], [0, 1, 0], [np.sin(y), 0, np.cos(y)]])
    return np.asarray(points @ (turn @ nod @ tilt).T, np.float32)


@given(ANGLES, ANGLES, ANGLES)
def test_the_angles_of_a_turned_face_are_found(yaw: float, pitch: float, roll: float) -> None:
    pose = head_pose(face(yaw, pitch, roll))
    assert pose is not None
    assert [pose.yaw, pose.pitch, pose.roll] == pytest.approx([yaw, pitch, roll], abs=0.01)


def test_a_nose_towards_the_right_edge_of_the_picture_is_a_turn_to_the_own_left() -> None:
    points = face()
    points[[263, 291, 454], 2] = 30  # the left side away from the camera
    points[[33, 61, 234], 2] = -30
    pose = head_pose(points)
    assert pose is not None
    assert pose.yaw == pytest.approx(30.96, abs=0.01)


def test_a_lower_left_eye_is_a_tilt_towards_the_own_left_shoulder() -> None:
    points = face()
    points[:, 1] += points[:, 0] / 10
    pose = head_pose(points)
    assert pose is not None
    assert pose.roll > 0


@given(ANGLES, ANGLES, ANGLES)
def test_mirroring_the_picture_negates_yaw_and_roll(yaw: float, pitch: float, roll: float) -> None:
    points = face(yaw, pitch, roll)
    mirrored = points * np.array([-1, 1, 1], np.float32)
    # In the mirror, what was the right side is the left one.
    right, left = [33, 61, 234], [263, 291, 454]
    mirrored[right + left] = mirrored[left + right]
    pose = head_pose(mirrored)
    assert pose is not None
    assert [pose.yaw, pose.pitch, pose.roll] == pytest.approx([-yaw, pitch, -roll], abs=0.01)


def test_points_that_span_no_plane_have_no_pose() -> None:
    assert head_pose(np.zeros((468, 3), np.float32)) is None


@given(ANGLES, ANGLES, ANGLES)
def test_the_drawn_axes_are_the_directions_of_the_face(
    yaw: float, pitch: float, roll: float
) -> None:
    points = face(yaw, pitch, roll)
    left = (points[263] - points[33])[:2] / 100
    up = (points[10] - points[152])[:2] / 120
    assert np.allclose(head_axes(yaw, pitch, roll)[:2], [left, up], atol=1e-4)
