"""From pictures to the network's input and from its outputs to boxes, in numpy alone.

What the deployed detector does with a picture is called from there, so that training and
evaluation see just the pixels that it will see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from functions.detect_frames import objects
from functions.detect_frames.objects import object_pixels
from training.boxes import Boxes, clip, no_boxes, suppress

STRIDES: Final = (8, 16, 32)
"""Pixels between the cells of the three grids, finest first."""
INPUT_SIDE: Final = 288
"""Pixels on the long side.  Of 288, 320, 352 and 384 the best for phones on validation."""
PADDING: Final = 114
MOST_OVERLAP: Final = 0.55
MOST_CANDIDATES: Final = 200
"""Of one class, before suppression: a picture full of doubt must not cost a second."""


@dataclass(frozen=True)
class Detections:
    """What was found in one picture, best first."""

    boxes: Boxes
    """(n, 4) in pixels of the picture."""
    scores: NDArray[np.float32]
    """(n,)."""
    classes: NDArray[np.int64]
    """(n,)."""


def prepare(
    picture: NDArray[np.uint8], side: int = INPUT_SIDE
) -> tuple[NDArray[np.float32], float]:
    """
    Scale a picture so that its long side fits, and pad it on the right and below.

    Args:
        picture: (height, width, 3) BGR.
        side: The long side, a multiple of 32.

    Returns:
        (1, 3, height, width) RGB 0..255 with both sides multiples of 32, and the scale.
    """
    return object_pixels(picture, side=side, multiple=STRIDES[-1], padding=PADDING)


def grid(height: int, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """
    Return the middles (a, 2) as x, y and strides (a,) of all cells for an input's size.

    The order is the network's: by stride, then row by row.
    """
    return objects.grid(height, width, STRIDES)


def decode(
    scores: NDArray[np.float32],
    distances: NDArray[np.float32],
    *,
    size: tuple[int, int],
    scale: float,
    picture_size: tuple[int, int],
    thresholds: NDArray[np.float32],
    most_overlap: float = MOST_OVERLAP,
) -> Detections:
    """
    Turn the network's outputs for one picture into boxes.

    Args:
        scores: (a, classes) 0..1.
        distances: (a, 4) from a cell's middle to the left, top, right and bottom edge of its
            box, in strides of its grid.
        size: Height and width of the network's input.
        scale: What ``prepare`` returned.
        picture_size: Height and width of the picture.
        thresholds: (classes,) the least score of each class.
        most_overlap: Of two boxes of one class that overlap more, the better stays.
    """
    rows, classes = np.nonzero(scores >= thresholds)
    if not len(rows):
        return Detections(no_boxes(), np.zeros(0, np.float32), np.zeros(0, np.int64))
    middles, strides = grid(*size)
    reach = distances[rows] * strides[rows, None]
    corners = np.concatenate([middles[rows] - reach[:, :2], middles[rows] + reach[:, 2:]], axis=1)
    height, width = picture_size
    boxes = clip(np.asarray(corners / np.float32(scale)), 0, 0, width, height)
    found = scores[rows, classes]
    kept: list[int] = []
    for number in np.unique(classes):
        own = np.flatnonzero(classes == number)
        own = own[np.argsort(-found[own], kind="stable")[:MOST_CANDIDATES]]
        kept.extend(own[suppress(boxes[own], found[own], most_overlap)])
    order = np.asarray(sorted(kept, key=lambda row: -found[row]), np.intp)
    return Detections(boxes[order], found[order], classes[order].astype(np.int64))
