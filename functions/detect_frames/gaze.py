"""Where the eyes are turned, from the iris within the opening of the eye."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from functions.detect_frames.iris import LEFT, RIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from functions.detect_frames.head_pose import HeadPose
    from functions.detect_frames.iris import Eyes

_OUTER, _INNER = 0, 8
_LOWER_LID: Final = slice(3, 6)
_UPPER_LID: Final = slice(11, 14)
"""The three points in the middle of each lid."""

MAX_YAW_DEGREES: Final = 45.0
"""Beyond it one eye is hidden and the other foreshortened."""
CLOSED: Final = 0.12
"""An opening lower than this part of the eye's width shows too little of the iris
(an open eye measures 0.25 to 0.4)."""
_FULL_TURN: Final = 0.25
"""How far the iris moves, in widths of the eye, when the eye turns as far as is comfortable:
an eyeball of 12 mm radius, an opening 29 mm wide, 37 degrees: 12 / 29 * sin(37) = 0.25."""
_LEVEL: Final = 0.065
"""How far above the line through the corners the iris of a level gaze stands, in widths of the
eye: the upper lid arches higher than the lower one (measured on six people at 0.04 to 0.09)."""
_PROTRUSION: Final = 0.03
"""How far the iris stands before the line through the corners, in widths of the eye: seen from
the side it shifts by this times the tangent of the angle.  Anatomy would give 0.14 (4 of 29 mm),
but the network places the corners of a turned eye where its rim ends in sight: on 16
photographs of heads turned by about 35 degrees the mean shift was 0.03."""


@dataclass(frozen=True)
class Gaze:
    """The direction of the eyes against the head; -1..1, the same angle on both axes."""

    x: float
    """Positive to the student's own left."""
    y: float
    """Positive upwards."""


def is_turned_away(pose: HeadPose) -> bool:
    """Whether the head is turned too far to tell where its eyes look."""
    return abs(pose.yaw) > MAX_YAW_DEGREES or abs(pose.pitch) > MAX_YAW_DEGREES


def find_gaze(eyes: Eyes, pose: HeadPose) -> Gaze | None:
    """
    Measure the gaze of both eyes together.

    In each eye, the centre of the iris is measured from the middle between the corners,
    along the line through them and at right angles to it, in widths of the eye.  What the
    head's own turn adds to that is taken off.  Eyes count by their width in the picture, so
    that the one farther away, which shows less, says less.

    Args:
        eyes: Both eyes in the picture's pixels.
        pose: Of the same head, which is not turned away.

    Returns:
        None when both eyes are closed.
    """
    open_eyes = [eye for eye in (RIGHT, LEFT) if eye_opening(eyes.contours[eye]) >= CLOSED]
    if not open_eyes:
        return None
    widths = np.array([_width(eyes.contours[eye]) for eye in open_eyes])
    shifts = [iris_shift(eyes.contours[eye], eyes.irises[eye], eye) for eye in open_eyes]
    shift = widths @ np.array(shifts) / widths.sum()
    shift -= [0, _LEVEL]
    shift -= _PROTRUSION * np.tan(np.radians([pose.yaw, pose.pitch]))
    x, y = np.clip(shift / _FULL_TURN, -1, 1)
    return Gaze(float(x), float(y))


def eye_opening(contour: NDArray[np.float32]) -> float:
    """
    Return the distance of the lids over the width of the eye; 0 for an eye without width.

    Args:
        contour: (71, 3) of one eye, as in ``Eyes.contours``.
    """
    width = _width(contour)
    gap = contour[_LOWER_LID, :2].mean(axis=0) - contour[_UPPER_LID, :2].mean(axis=0)
    return float(np.hypot(*gap)) / width if width > 0 else 0.0


def iris_shift(
    contour: NDArray[np.float32], iris: NDArray[np.float32], eye: int
) -> NDArray[np.float64]:
    """
    Return how far the iris stands from the middle of its eye, in widths of the eye.

    Args:
        contour: (71, 3) of one eye of some width.
        iris: (5, 3), the centre first.
        eye: ``RIGHT`` or ``LEFT``.

    Returns:
        (2,): to the student's own left, and upwards.
    """
    first, second = (_OUTER, _INNER) if eye == RIGHT else (_INNER, _OUTER)
    start, end = contour[first, :2], contour[second, :2]
    across = (end - start) / np.hypot(*(end - start)) ** 2
    offset = iris[0, :2] - (start + end) / 2
    return np.array([offset @ across, offset @ np.array([across[1], -across[0]])])


def _width(contour: NDArray[np.float32]) -> float:
    return float(np.hypot(*(contour[_INNER, :2] - contour[_OUTER, :2])))
