"""Drawn pages of text and notebooks: what the class ``book`` lacks in the data."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.boxes import floats
from training.things import shade

_WIDTH, _HEIGHT = 150, 200
_DARKEST_INK: Final = 30


def draw_page(generator: np.random.Generator) -> NDArray[np.uint8]:
    """Return a sheet (200, 150, 3): lines of words, a heading or a figure perhaps, shaded."""
    paper = generator.uniform(170, 250)
    tint = generator.uniform(0.9, 1.0, 3)
    page = np.ones((_HEIGHT, _WIDTH, 3), np.float32) * paper * tint
    ink = generator.uniform(_DARKEST_INK, 0.6 * paper)
    pitch = int(generator.integers(5, 12))
    margin = int(generator.integers(6, 22))
    top = margin
    if generator.random() < 0.4:  # noqa: PLR2004 - a heading or a figure
        height = int(generator.integers(8, 60))
        colour = generator.uniform(30, 230, 3)
        page[top : top + height, margin : _WIDTH - margin] = colour
        top += height + pitch
    for line in range(top, _HEIGHT - margin, pitch):
        x = margin
        last = _WIDTH - margin - int(generator.integers(0, 40)) * (generator.random() < 0.3)  # noqa: PLR2004
        while x < last - 3:
            word = int(generator.integers(4, 18))
            thickness = max(1, pitch // 3)
            page[line : line + thickness, x : min(x + word, last)] = ink
            x += word + int(generator.integers(2, 5))
    shade = np.linspace(generator.uniform(0.6, 1), generator.uniform(0.6, 1), _WIDTH)
    return np.clip(page * shade[None, :, None], 0, 255).astype(np.uint8)


def draw_cover(generator: np.random.Generator) -> NDArray[np.uint8]:
    """Return a closed notebook (200, 150, 3): a plain cover, a spiral or a band, a label."""
    cover = np.ones((_HEIGHT, _WIDTH, 3), np.float32) * generator.uniform(40, 240, 3)
    cover = cover.astype(np.float32)
    if generator.random() < 0.5:  # noqa: PLR2004 - half of them bound by a spiral
        for y in range(7, _HEIGHT - 4, 10):
            cv2.circle(cover, (8, y), 4, (210, 210, 210), 2)
    else:
        cover[:, 115:125] *= 0.35
    cv2.rectangle(cover, (38, 35), (105, 78), (225, 230, 235), -1)
    for y in (47, 62):
        cv2.line(cover, (45, y), (98, y), (60, 60, 60), 2)
    return shade(cover, *generator.uniform(0.7, 1.1, 2))


def draw_book(generator: np.random.Generator) -> NDArray[np.uint8]:
    """Return a closed notebook, a sheet, or an open book of two with a dark fold between them."""
    if generator.random() < 0.25:  # noqa: PLR2004 - a quarter of them closed
        return draw_cover(generator)
    page = draw_page(generator)
    if generator.random() < 0.5:  # noqa: PLR2004 - half of them open books
        return page
    other = draw_page(generator)
    fold = np.minimum(1, 0.45 + np.linspace(0, 1.6, _WIDTH))
    left = page * fold[::-1][None, :, None]
    right = other * fold[None, :, None]
    return np.concatenate([left, right], axis=1).astype(np.uint8)


def hold(
    sheet: NDArray[np.uint8], size: float, generator: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """
    Return the sheet as a camera sees it held at an angle, and its mask.

    Args:
        sheet: (h, w, 3).
        size: Pixels on the long side, about.
        generator: Draws the angle and the perspective.

    Returns:
        The patch (a, b, 3) and its mask (a, b) 0..1, just large enough.
    """
    height, width = sheet.shape[:2]
    scale = size / max(height, width)
    corners = floats([[0, 0], [width, 0], [width, height], [0, height]])
    centred = (corners - [width / 2, height / 2]) * scale
    angle = np.radians(generator.normal(0, 18))
    turned = centred @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned *= [generator.uniform(0.65, 1), generator.uniform(0.65, 1)]
    turned *= 1 + generator.uniform(-0.14, 0.14, (4, 1))
    turned -= turned.min(axis=0)
    columns, rows = (int(side) + 2 for side in turned.max(axis=0))
    matrix = cv2.getPerspectiveTransform(corners, turned.astype(np.float32))
    patch = cv2.warpPerspective(sheet, matrix, (columns, rows), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, (columns, rows))
    return np.asarray(patch, np.uint8), np.asarray(mask, np.float32)
