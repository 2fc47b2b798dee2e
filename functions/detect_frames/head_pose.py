"""How the head is turned, from the landmarks in three dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_RIGHT_SIDE: Final = (33, 61, 234)
_LEFT_SIDE: Final = (263, 291, 454)
"""Outer corner of the eye, corner of the mouth, edge of the face; the student's own sides."""
_TOP: Final = (10, 151, 9)
_BOTTOM: Final = (152, 199, 200)
"""The middle line of forehead and chin."""


@dataclass(frozen=True)
class HeadPose:
    """Angles in degrees, with the signs that ``MainFace`` fixes."""

    yaw: float
    """Positive towards the student's own left."""
    pitch: float
    """Positive upwards."""
    roll: float
    """Positive towards the student's own left shoulder."""


def head_pose(points: NDArray[np.float32]) -> HeadPose | None:
    """
    Measure the pose of one head.

    In a picture that is not mirrored, x runs to the student's own left, y down, and
    depth away from the camera.  Two directions are taken from the face: ``across`` from
    its right side to its left, and ``down`` from forehead to chin.  Their cross product
    points into the head, its opposite ``f`` out of the face:

    - yaw = atan2(f.x, -f.z)
    - pitch = asin(-f.y)
    - roll = the angle from the level direction at right angles to ``f`` down to ``across``

    So yaw is taken first, then pitch, then roll.  A camera above or below the eyes and
    the shape of a face add an offset: compare with the student's own baseline.

    Args:
        points: (468, 3) landmarks of the face; depth in the unit of x and y.

    Returns:
        None when the points span no plane.
    """
    across = _middle(points, _LEFT_SIDE) - _middle(points, _RIGHT_SIDE)
    down = _middle(points, _BOTTOM) - _middle(points, _TOP)
    inwards = _cross(across, down)
    if not np.linalg.norm(inwards) > 0:
        return None
    forwards = -inwards / np.linalg.norm(inwards)
    yaw = np.arctan2(forwards[0], -forwards[2])
    pitch = np.arcsin(np.clip(-forwards[1], -1, 1))
    level = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
    below = _cross(level, forwards)
    roll = np.arctan2(across @ below, across @ level)
    return HeadPose(*(float(np.degrees(angle)) for angle in (yaw, pitch, roll)))


def _middle(points: NDArray[np.float32], chosen: Sequence[int]) -> NDArray[np.float64]:
    return np.asarray(points[list(chosen)].mean(axis=0), np.float64)


def _cross(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cross product of two vectors (3,); numpy's own is ten times slower for two."""
    (a, b, c), (d, e, f) = first.tolist(), second.tolist()
    return np.array([b * f - c * e, c * d - a * f, a * e - b * d])
