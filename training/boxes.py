"""Box geometry on arrays.  A box is (left, top, right, bottom) in pixels, float32."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Boxes = NDArray[np.float32]
"""(n, 4); n may be 0."""


def floats(values: ArrayLike) -> NDArray[np.float32]:
    """Return an array of the type that everything here computes with."""
    return np.asarray(values, np.float32)


def no_boxes() -> Boxes:
    """Return an array of no boxes, shape (0, 4)."""
    return np.zeros((0, 4), np.float32)


def from_yolo(rows: NDArray[np.float32], width: int, height: int) -> Boxes:
    """Turn (n, 4) rows of centre x, centre y, width, height in fractions into boxes."""
    centres = rows[:, :2]
    halves = rows[:, 2:4] / 2
    corners = np.concatenate([centres - halves, centres + halves], axis=1)
    return (corners * floats([width, height, width, height])).astype(np.float32)


def areas(boxes: Boxes) -> NDArray[np.float32]:
    """Return the area of each box, (n,); 0 for one turned inside out."""
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)


def intersections(first: Boxes, second: Boxes) -> NDArray[np.float32]:
    """Return the area that each of n boxes shares with each of m, (n, m)."""
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    sides = np.maximum(high - low, 0)
    return np.asarray(sides[..., 0] * sides[..., 1], np.float32)


def overlaps(first: Boxes, second: Boxes) -> NDArray[np.float32]:
    """Return intersection over union of each of n boxes with each of m, (n, m)."""
    shared = intersections(first, second)
    union = areas(first)[:, None] + areas(second)[None, :] - shared
    return np.asarray(shared / np.maximum(union, 1e-9), np.float32)


def clip(boxes: Boxes, left: float, top: float, right: float, bottom: float) -> Boxes:
    """Return the part of each box inside a rectangle; one outside becomes empty."""
    low = floats([left, top, left, top])
    high = floats([right, bottom, right, bottom])
    return np.clip(boxes, low, high)


def move(boxes: Boxes, scale_x: float, scale_y: float, left: float, top: float) -> Boxes:
    """Return the boxes scaled about the origin, then shifted."""
    factors = floats([scale_x, scale_y, scale_x, scale_y])
    return np.asarray(boxes * factors + floats([left, top, left, top]), np.float32)


def suppress(boxes: Boxes, scores: NDArray[np.float32], most_overlap: float) -> NDArray[np.intp]:
    """
    Return which boxes survive greedy non-maximum suppression, best first.

    Args:
        boxes: Of one class.
        scores: (n,).
        most_overlap: A box that overlaps a better one by more than this is dropped.
    """
    order = np.argsort(-scores, kind="stable")
    overlap = overlaps(boxes, boxes)
    kept: list[int] = []
    for candidate in order:
        if not kept or overlap[candidate, kept].max() <= most_overlap:
            kept.append(int(candidate))
    return np.asarray(kept, np.intp)
