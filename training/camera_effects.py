"""What webcams do to a picture: light, colour, blur, noise, compression."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def relight(pixels: Pixels, gains: NDArray[np.float32], offset: float, gamma: float) -> Pixels:
    """
    Change exposure and white balance, by one look-up table a channel.

    Args:
        pixels: (height, width, 3) BGR.
        gains: (3,) for each channel.
        offset: Added afterwards, in levels.
        gamma: Applied first; above 1 darkens the middle.
    """
    levels = (np.arange(256, dtype=np.float32) / 255) ** gamma * 255
    table = np.clip(levels[:, None] * gains + offset, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table[None]), np.uint8)


def saturate(pixels: Pixels, factor: float) -> Pixels:
    """Draw colours away from grey (above 1) or towards it (0 is grey)."""
    grey = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return np.asarray(cv2.addWeighted(pixels, factor, grey, 1 - factor, 0), np.uint8)


def blur_motion(pixels: Pixels, length: int, degrees: float) -> Pixels:
    """Smear the picture along a line, as a moving hand does."""
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    centre = ((length - 1) / 2, (length - 1) / 2)
    turned = cv2.warpAffine(kernel, cv2.getRotationMatrix2D(centre, degrees, 1), (length, length))
    line = np.asarray(turned / max(float(turned.sum()), 1e-6), np.float32)
    return np.asarray(cv2.filter2D(pixels, -1, line), np.uint8)


def lose_detail(pixels: Pixels, factor: float) -> Pixels:
    """Shrink and enlarge again: a cheap lens, or a picture scaled up."""
    height, width = pixels.shape[:2]
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height)), np.uint8)


def add_noise(pixels: Pixels, deviation: float, generator: np.random.Generator) -> Pixels:
    """Add the grain of a sensor in low light: drawn once for a quarter, then tiled."""
    height, width = pixels.shape[:2]
    tile = generator.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
    noise = np.tile(tile, (2, 2, 1))[:height, :width] * deviation
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def compress(pixels: Pixels, quality: int) -> Pixels:
    """Write and read as JPEG."""
    _, content = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)


def film(pixels: Pixels, generator: np.random.Generator) -> Pixels:
    """Return the picture as some webcam in some light would have taken it."""
    chance = generator.random(6)
    if chance[0] < 0.8:  # noqa: PLR2004 - how often each effect comes is this function's subject
        dark = generator.random() < 0.15  # noqa: PLR2004
        exposure = generator.uniform(0.25, 0.6) if dark else generator.uniform(0.7, 1.35)
        gains = exposure * generator.uniform(0.85, 1.18, 3)
        pixels = relight(
            pixels,
            gains.astype(np.float32),
            generator.uniform(-20, 20),
            generator.uniform(0.75, 1.4),
        )
    if chance[1] < 0.5:  # noqa: PLR2004
        pixels = saturate(pixels, generator.uniform(0.1, 1.5))
    if chance[2] < 0.15:  # noqa: PLR2004
        pixels = blur_motion(pixels, int(generator.integers(3, 10)), generator.uniform(0, 180))
    if chance[3] < 0.2:  # noqa: PLR2004
        pixels = lose_detail(pixels, generator.uniform(0.35, 0.8))
    if chance[4] < 0.2:  # noqa: PLR2004
        pixels = add_noise(pixels, generator.uniform(3, 14), generator)
    if chance[5] < 0.35:  # noqa: PLR2004
        pixels = compress(pixels, int(generator.integers(25, 90)))
    return pixels
