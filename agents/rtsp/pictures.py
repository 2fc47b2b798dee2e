"""Make pictures small: at most 640 pixels, JPEG, within a budget of bytes."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from chalicelib.domain.frame_uploads import MAX_SIDE_PIXELS

BEST_QUALITY: Final = 60
WORST_QUALITY: Final = 30
QUALITY_STEP: Final = 5
ROOMY: Final = 0.6
"""Below this share of the budget the next better quality surely fits."""


def shrink(image: NDArray[np.uint8], longest: int = MAX_SIDE_PIXELS) -> NDArray[np.uint8]:
    """
    Return the picture with its long side at most ``longest`` pixels; never enlarge.

    Args:
        image: (height, width, 3).
        longest: Pixels.
    """
    height, width = image.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return image
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Averaging areas keeps small faces at the back of a room from aliasing.
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


class FrameEncoder:
    """Shrinks and encodes; lowers the quality when pictures outgrow their budget."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self.quality = BEST_QUALITY

    def encode(self, image: NDArray[np.uint8]) -> bytes:
        """Return a baseline JPEG of the shrunken picture, (height, width, 3) BGR."""
        parameters = [cv2.IMWRITE_JPEG_QUALITY, self.quality]
        _, encoded = cv2.imencode(".jpg", shrink(image), parameters)
        jpeg = encoded.tobytes()
        self.quality = next_quality(self.quality, len(jpeg), self._budget_bytes)
        return jpeg


def next_quality(quality: int, frame_bytes: int, budget_bytes: int) -> int:
    """Choose the quality of the next frame: down at once, up only when it surely fits."""
    if frame_bytes > budget_bytes:
        return max(WORST_QUALITY, quality - 2 * QUALITY_STEP)
    if frame_bytes < budget_bytes * ROOMY:
        return min(BEST_QUALITY, quality + QUALITY_STEP)
    return quality
