"""Look closely at both eyes: the rim of each opening and its iris."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from functions.detect_frames.crops import crop_transform, cut_crops, to_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from functions.detect_frames.sessions import RunNetwork

PIXELS: Final = 64
RIGHT, LEFT = 0, 1
"""The student's own right and left eye: the first axis of every array here."""
CONTOUR_POINTS: Final = 71
IRIS_POINTS: Final = 5
"""The centre first, then four points on the rim of the iris."""
_GROWTH: Final = 2.3
"""The network was trained on squares of 2.3 times the eye's width (MediaPipe's own setting)."""
_CORNERS: Final = ((33, 133), (362, 263))
"""Of each eye the two corners among the 468 landmarks, the student's right one first."""


@dataclass(frozen=True)
class Eyes:
    """Both eyes in pixels of the picture, depth in the same unit."""

    contours: NDArray[np.float32]
    """(2, 71, 3): 0 is the outer corner, 1 to 7 the lower lid, 8 the inner corner,
    9 to 15 the upper lid from the outer side; the rest surrounds the eye."""
    irises: NDArray[np.float32]
    """(2, 5, 3)."""


def find_eyes(
    network: RunNetwork, faces: Sequence[tuple[NDArray[np.uint8], NDArray[np.float32]]]
) -> list[Eyes]:
    """
    Run the iris network on both eyes of every face at once; fine with none.

    Args:
        network: The iris network.
        faces: Pairs of a picture (height, width, 3) BGR and the landmarks (468, 3) of a face in it.
    """
    if not faces:
        return []
    wanted = [
        (picture, eye_transform(points, eye)) for picture, points in faces for eye in (RIGHT, LEFT)
    ]
    transforms = [transform for _, transform in wanted]
    contours, irises = network(cut_crops(wanted, PIXELS))
    rims = _all_to_picture(contours.reshape(-1, CONTOUR_POINTS, 3), transforms)
    middles = _all_to_picture(irises.reshape(-1, IRIS_POINTS, 3), transforms)
    return [Eyes(rims[at : at + 2], middles[at : at + 2]) for at in range(0, len(wanted), 2)]


def eye_transform(points: NDArray[np.float32], eye: int) -> NDArray[np.float64]:
    """
    Return the map of the square around one eye, its corners level.

    The left eye is mirrored: the network knows right eyes only.

    Args:
        points: (468, 3) landmarks of the face.
        eye: ``RIGHT`` or ``LEFT``.
    """
    first, second = points[list(_CORNERS[eye]), :2]
    return crop_transform(
        centre=(first + second) / 2,
        # A face that collapsed to a point must not give a singular matrix.
        side=max(_GROWTH * float(np.hypot(*(second - first))), 1.0),
        across=second - first,
        pixels=PIXELS,
        mirrored=eye == LEFT,
    )


def _all_to_picture(
    points: NDArray[np.float32], transforms: list[NDArray[np.float64]]
) -> NDArray[np.float32]:
    return np.stack(
        [to_picture(raw, transform) for raw, transform in zip(points, transforms, strict=True)]
    )
