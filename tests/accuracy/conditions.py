"""The same clip in worse light, through a worse camera, or with other skin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from functions.detect_frames.recordings import encode_frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    """(height, width, 3) BGR."""

_SEED: Final = 7
_SKIN_CR: Final = (133, 173)
_SKIN_CB: Final = (77, 127)
"""Chrominance of skin of all tones (Chai and Ngan, "Face segmentation using skin-color map in
videophone applications", 1999)."""


def as_is(picture: Picture) -> bytes:
    """Encode as a browser does."""
    return encode_frame(picture)


def dim(picture: Picture) -> bytes:
    """An eighth of the light, and the noise of a camera at its limit."""
    return encode_frame(_noisy(picture * 0.125, deviation=3))


def backlit(picture: Picture) -> bytes:
    """A window behind: the middle dark, the rim blown out."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    glare = np.clip((np.hypot(rows, columns) - 0.5) * 2, 0, 1)[..., np.newaxis]
    return encode_frame(_clipped(picture * 0.25 * (1 - glare) + (picture * 0.5 + 150) * glare))


def noisy(picture: Picture) -> bytes:
    """Noise of 20 of 255 on each point."""
    return encode_frame(_noisy(picture.astype(np.float64), deviation=20))


def jpeg_40(picture: Picture) -> bytes:
    """JPEG of quality 40."""
    _, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])
    return content.tobytes()


def small(picture: Picture) -> bytes:
    """320 pixels on the long side."""
    scale = 320 / max(picture.shape[:2])
    shrunk = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_frame(np.asarray(shrunk, np.uint8))


def darker_skin(picture: Picture) -> bytes:
    """The luma of skin raised to the power 2: from pale to dark brown."""
    return encode_frame(_with_skin(picture, power=2.0))


def lighter_skin(picture: Picture) -> bytes:
    """The luma of skin raised to the power 0.6."""
    return encode_frame(_with_skin(picture, power=0.6))


CONDITIONS: Final[dict[str, Callable[[Picture], bytes]]] = {
    "as is": as_is,
    "dim light": dim,
    "backlight": backlit,
    "noise": noisy,
    "JPEG quality 40": jpeg_40,
    "320x240": small,
    "darker skin": darker_skin,
    "lighter skin": lighter_skin,
}


def _with_skin(picture: Picture, *, power: float) -> Picture:
    colours = cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb)
    low = (0, _SKIN_CR[0], _SKIN_CB[0])
    skin = cv2.inRange(colours, low, (255, _SKIN_CR[1], _SKIN_CB[1])).astype(np.float32) / 255
    share = cv2.GaussianBlur(skin, (0, 0), 2)
    luma = colours[..., 0] / 255
    colours[..., 0] = _clipped(255 * (luma**power * share + luma * (1 - share)))
    return np.asarray(cv2.cvtColor(colours, cv2.COLOR_YCrCb2BGR), np.uint8)


def _noisy(values: NDArray[np.floating], *, deviation: float) -> Picture:
    # Seeded by the picture: the same picture stands still under noise of a sensor only if it
    # does so without.
    random = np.random.default_rng([_SEED, int(values.sum())])
    return _clipped(values + random.normal(0, deviation, values.shape))


def _clipped(values: NDArray[np.floating]) -> Picture:
    return np.asarray(np.clip(values, 0, 255), np.uint8)
