"""Whether a picture changed much: the student page's rule (``web/src/camera/changes.ts``)."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.rtsp.cadence import CHANGES

THUMBNAIL: Final = (int(CHANGES["thumbnail_width"]), int(CHANGES["thumbnail_height"]))


def thumbnail(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """
    Return a picture's greys in few points (ITU-R BT.601, as OpenCV weighs the colours).

    Args:
        image: (height, width, 3), blue green red.
    """
    small = cv2.resize(image, THUMBNAIL, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)


def changed_share(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Return the share of points whose grey moved by more than a step."""
    return float(np.mean(cv2.absdiff(one, other) > CHANGES["point_step"]))


class ChangeWatch:
    """
    Says whether the picture changes much from one second to the next.

    What moves all the time, as a fan does, becomes usual within a minute.
    """

    def __init__(self) -> None:
        self._before: NDArray[np.uint8] | None = None
        self._usual = 0.0

    def see(self, greys: NDArray[np.uint8]) -> bool:
        """Take the next picture's greys in; return whether it changed much."""
        before, self._before = self._before, greys
        if before is None or before.shape != greys.shape:
            return False
        share = changed_share(before, greys)
        much = share > max(CHANGES["least_share"], CHANGES["times_usual"] * self._usual)
        self._usual += CHANGES["learning"] * (share - self._usual)
        return much
