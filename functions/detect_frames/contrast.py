"""Bring faces out of the dark before a bright window, or out of a dim room's noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TILES: Final = (4, 4)
_MOST_GAIN: Final = 4.0
"""Steeper than this no tile's histogram is made: what is flat stays flat."""
_BLUR: Final = 1.0
"""Pixels.  Without it the noise of a dim picture is brought out with the face."""


def bring_out(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """
    Return a picture (height, width, 3) BGR with its contrast evened out, tile by tile.

    Contrast-limited adaptive histogram equalisation of the luma (K. Zuiderveld, 1994), after a
    light blur.  Lightening the picture as a whole was tried and made things worse: it lifts
    noise as much as faces, and washes out what is bright.
    """
    colours = cv2.cvtColor(cv2.GaussianBlur(picture, (0, 0), _BLUR), cv2.COLOR_BGR2YCrCb)
    equaliser = cv2.createCLAHE(_MOST_GAIN, _TILES)
    colours[..., 0] = equaliser.apply(colours[..., 0])
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_YCrCb2BGR), np.uint8)
