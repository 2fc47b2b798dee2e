"""What holds for a picture as a whole: its light, its sharpness, whether it stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from chalicelib.domain.observations import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WIDTH: Final = 160
_NOTICEABLE: Final = 3
"""A change of luma that sensor noise, averaged over 16 pixels and more, rarely makes."""
_STILL_SHARE: Final = 0.005
"""Of a living picture more than this share of points changes noticeably: in recordings 0.13 and
more after a second, 0.018 and more after 42 ms.  A still encoded anew (quality 90): 0.0026."""
_HASH_SIDE: Final = 16
"""Cells of the perceptual hash each way.  Of its 256 bits, 3 to 54 (median 9) changed from second
to second in recordings of people who sit still, at most 6 (median 1) when a picture was
encoded anew.  With the usual 64 bits a person who sits still often changes none."""


def thumbnail(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """
    Return the luma of a picture (height, width, 3) BGR, 160 pixels wide, as (rows, 160).

    Averages over what it shrinks, so that noise goes and the variance means the same for
    every size of picture.
    """
    height, width = picture.shape[:2]
    size = (_WIDTH, max(round(height * _WIDTH / width), 1))
    # Grey first: averaging three channels takes longer than making one.
    luma = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8)


def describe_scene(luma: NDArray[np.uint8], previous: NDArray[np.uint8] | None) -> Scene:
    """
    Describe a picture by its thumbnail.

    Args:
        luma: (rows, 160) from ``thumbnail``.
        previous: The same of the frame before; None when there was none.
    """
    # OpenCV's own mean and deviation: NumPy's take ten times as long.
    brightness, contrast = _mean_and_deviation(luma)
    _, edges = _mean_and_deviation(cv2.Laplacian(luma, cv2.CV_32F))
    return Scene(
        brightness=brightness / 255,
        sharpness=edges**2,
        frozen=previous is not None and is_still(luma, previous),
        contrast=contrast / 255,
        perceptual_hash=perceptual_hash(luma),
    )


def _mean_and_deviation(values: cv2.typing.MatLike) -> tuple[float, float]:
    mean, deviation = cv2.meanStdDev(values)
    return float(mean[0, 0]), float(deviation[0, 0])


def perceptual_hash(luma: NDArray[np.uint8]) -> str:
    """
    Return 256 bits that change little where a picture changes little, as 64 hex digits.

    The picture is averaged to 16 rows of 17 cells; each bit says whether a cell is brighter
    than its left neighbour (N. Krawetz, "Kind of like that", 2013: the difference hash).
    Compare two by the number of bits that differ.
    """
    cells = cv2.resize(luma, (_HASH_SIDE + 1, _HASH_SIDE), interpolation=cv2.INTER_AREA)
    return np.packbits(cells[:, 1:] > cells[:, :-1]).tobytes().hex()


def is_still(luma: NDArray[np.uint8], previous: NDArray[np.uint8]) -> bool:
    """Whether two thumbnails are near-identical: a camera that shows a living room never is."""
    if luma.shape != previous.shape:
        return False
    changed = cv2.absdiff(luma, previous) >= _NOTICEABLE
    return float(changed.mean()) < _STILL_SHARE
