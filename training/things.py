"""Drawn things that hands hold and that are no phones: wallets, cards, cases, boxes, calculators.

No pictures of them are in the data, and a network that never saw one calls each a phone.
Every drawing keeps what tells the thing from a phone at a small size: a fold, print, a seam, two
sides, a field of keys.  A plain dark rectangle is never drawn: that is what a phone looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Draw = Callable[[np.random.Generator], NDArray[np.float32]]

_LEATHERS: Final = ((30, 55, 95), (45, 80, 130), (35, 40, 60), (60, 60, 150), (90, 120, 160))
"""BGR: browns, black-brown, red-brown, tan."""


def draw_thing(generator: np.random.Generator) -> NDArray[np.uint8]:
    """Return a thing seen from the front, (height, width, 3) BGR; lying or standing by chance."""
    drawing = _DRAWINGS[int(generator.integers(len(_DRAWINGS)))](generator)
    pixels = shade(drawing, *generator.uniform(0.7, 1.15, 2))
    return np.rot90(pixels).copy() if generator.random() < 0.5 else pixels  # noqa: PLR2004


def shade(drawing: NDArray[np.floating], left: float, right: float) -> NDArray[np.uint8]:
    """Return a drawing (height, width, 3) in light that changes evenly from side to side."""
    light = np.linspace(left, right, drawing.shape[1], dtype=np.float32)
    return np.asarray(np.clip(drawing * light[None, :, None], 0, 255), np.uint8)


def _plain(height: int, width: int, colour: object) -> NDArray[np.float32]:
    return np.ones((height, width, 3), np.float32) * np.asarray(colour, np.float32)


def _wallet(generator: np.random.Generator) -> NDArray[np.float32]:
    """Leather with grain, a seam along the rim, a fold, now and then a clasp or bank notes."""
    height, width = 110, int(generator.integers(110, 200))
    colour = np.asarray(_LEATHERS[int(generator.integers(len(_LEATHERS)))], np.float32)
    pixels = _plain(height, width, colour * generator.uniform(0.7, 1.5))
    grain = generator.standard_normal((height // 3 + 1, width // 3 + 1)).astype(np.float32)
    pixels *= 1 + 0.12 * cv2.resize(grain, (width, height))[..., None]
    seam = np.clip(colour * 1.8 + 40, 0, 255).tolist()
    for x in range(8, width - 10, 7):
        for y in (6, height - 7):
            cv2.line(pixels, (x, y), (x + 3, y), seam, 1)
    fold = int(width * generator.uniform(0.4, 0.6))
    pixels[:, fold - 2 : fold + 2] *= 0.5
    pixels[:, fold + 2 : fold + 5] *= 1.3
    if generator.random() < 0.3:  # noqa: PLR2004
        cv2.circle(pixels, (width - 18, height // 2), 6, (150, 190, 200), -1)
    if generator.random() < 0.3:  # noqa: PLR2004
        pixels[: int(generator.integers(8, 20)), 10:-10] = (150, 190, 170)
    return pixels


def _card(generator: np.random.Generator) -> NDArray[np.float32]:
    """A bank or identity card: a bright ground, a portrait or a chip, lines of print."""
    pixels = _plain(100, 158, generator.uniform(110, 245, 3))
    ramp = np.linspace(0.8, 1.15, 158, dtype=np.float32)
    pixels *= ramp[None, :, None]
    ink = generator.uniform(10, 90, 3).tolist()
    if generator.random() < 0.5:  # noqa: PLR2004
        cv2.rectangle(pixels, (10, 25), (48, 78), (140, 165, 205), -1)
        cv2.circle(pixels, (29, 46), 11, (70, 90, 120), -1)
        first = 58
    else:
        cv2.rectangle(pixels, (14, 34), (38, 54), (90, 190, 210), -1)
        first = 14
    for y in range(62 if first == 14 else 30, 92, 11):  # noqa: PLR2004 - below the chip
        cv2.line(pixels, (first, y), (first + int(generator.integers(40, 95)), y), ink, 4)
    cv2.rectangle(pixels, (0, 0), (158, int(generator.integers(8, 20))), ink, -1)
    return pixels


def _case(generator: np.random.Generator) -> NDArray[np.float32]:
    """An earphone case or a powder box: nearly square, a seam across, a shine, a dot of light."""
    side = int(generator.integers(90, 130))
    light = generator.random() < 0.7  # noqa: PLR2004
    pixels = _plain(100, side, generator.uniform(*((190, 250) if light else (25, 90)), 3))
    seam = int(generator.integers(30, 50))
    pixels[seam : seam + 3] *= 0.55
    cv2.circle(pixels, (side // 2, seam + 16), 3, (90, 220, 120), -1)
    shine = np.exp(-(((np.arange(side) - generator.uniform(0, side)) / 14) ** 2))
    return np.asarray(pixels + 60 * shine[None, :, None], np.float32)


def _box(generator: np.random.Generator) -> NDArray[np.float32]:
    """A small carton of which two sides show, printed in patches of colour."""
    pixels = _plain(160, 110, generator.uniform(60, 245, 3))
    for _ in range(int(generator.integers(2, 6))):
        x, y = int(generator.integers(5, 70)), int(generator.integers(5, 120))
        size = (x + int(generator.integers(10, 60)), y + int(generator.integers(5, 35)))
        cv2.rectangle(pixels, (x, y), size, generator.uniform(20, 250, 3).tolist(), -1)
    edge = int(generator.integers(70, 95))
    pixels[:, edge:] *= generator.uniform(0.45, 0.7)
    return pixels


def _calculator(generator: np.random.Generator) -> NDArray[np.float32]:
    """A body with a grey-green display above and rows of keys below; a remote without display."""
    pixels = _plain(170, 90, generator.uniform(25, 120))
    top = 12
    if generator.random() < 0.7:  # noqa: PLR2004
        cv2.rectangle(pixels, (9, 12), (81, 42), (140, 170, 155), -1)
        top = 54
    for y in range(top, 156, 17):
        for x in range(9, 76, 18):
            colour = generator.uniform(130, 240, 3) if generator.random() < 0.85 else (60, 90, 220)  # noqa: PLR2004
            cv2.rectangle(pixels, (x, y), (x + 12, y + 10), np.asarray(colour).tolist(), -1)
    return pixels


_DRAWINGS: Final[tuple[Draw, ...]] = (_wallet, _wallet, _card, _case, _box, _calculator)
"""Wallets twice: the false alarm that was seen most."""
