"""Cut upright squares out of a picture for a network, and bring its points back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def crop_transform(
    centre: NDArray[np.floating],
    side: float,
    across: NDArray[np.floating],
    pixels: int,
    *,
    mirrored: bool = False,
) -> NDArray[np.float64]:
    """
    Return the map from a crop's pixels to the picture's.

    Args:
        centre: (2,) the middle of the square in the picture.
        side: Its length in the picture's pixels.
        across: (2,) the direction in the picture that shall run to the right in the crop.
        pixels: The crop's height and width.
        mirrored: Whether right and left change places in the crop.

    Returns:
        (2, 3) affine matrix.  A direction without length counts as level.
    """
    length = float(np.hypot(*across))
    cosine, sine = (across / length) if length > 0 else (1.0, 0.0)
    turn = np.array([[cosine, -sine], [sine, cosine]]) * (side / pixels)
    if mirrored:
        turn[:, 0] *= -1
    offset = centre - turn @ np.full(2, pixels / 2)
    return np.column_stack([turn, offset])


def cut_crops(
    wanted: Sequence[tuple[NDArray[np.uint8], NDArray[np.float64]]], pixels: int
) -> NDArray[np.float32]:
    """
    Cut squares out of pictures; what lies outside a picture is black.

    Args:
        wanted: n pairs of a picture (height, width, 3) BGR and a transform.
        pixels: The height and width of each square.

    Returns:
        (n, 3, pixels, pixels), RGB in 0..1.
    """
    filled = np.empty((len(wanted), 3, pixels, pixels), np.float32)
    for crop, (picture, transform) in zip(filled, wanted, strict=True):
        # The fourth channel is OpenCV's own.
        for channel, values in zip(crop, cv2.split(_cut(picture, transform, pixels)), strict=False):
            channel[...] = values
    filled *= np.float32(1 / 255)
    return filled


def _cut(
    picture: NDArray[np.uint8], transform: NDArray[np.float64], pixels: int
) -> cv2.typing.MatLike:
    """Return a square (pixels, pixels, 4), RGB and one more: four channels are turned faster."""
    corners = transform @ [[0, pixels, 0, pixels], [0, 0, pixels, pixels], [1, 1, 1, 1]]
    left, top = (max(int(least) - 1, 0) for least in corners.min(axis=1))
    right, bottom = (max(int(most) + 2, 0) for most in corners.max(axis=1))
    part = picture[top:bottom, left:right]
    if not part.size:
        return np.zeros((pixels, pixels, 4), np.uint8)
    moved = transform - [[0, 0, left], [0, 0, top]]
    return cv2.warpAffine(
        cv2.cvtColor(part, cv2.COLOR_BGR2RGBA),
        moved,
        (pixels, pixels),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
    )


def to_picture(points: NDArray[np.floating], transform: NDArray[np.float64]) -> NDArray[np.float32]:
    """
    Bring points from a crop's pixels to the picture's.

    Args:
        points: (n, 3): x, y, and depth in the same unit; smaller is nearer to the camera.
        transform: (2, 3) from ``crop_transform``.

    Returns:
        (n, 3) in pixels of the picture; the depth grows by the same scale as x and y.
    """
    scale = float(np.hypot(transform[0, 0], transform[1, 0]))
    found = np.empty(points.shape, np.float32)
    found[:, :2] = points[:, :2] @ transform[:, :2].T + transform[:, 2]
    found[:, 2] = points[:, 2] * scale
    return found
