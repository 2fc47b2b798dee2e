"""The classes, and the labels of one picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.boxes import Boxes, from_yolo, no_boxes

CLASSES: Final = ("phone", "book", "laptop", "person", "screen")
"""In the order of the label files and of the network's outputs; the kinds of ``SeenObject``."""
PHONE, BOOK, LAPTOP, PERSON, SCREEN = range(len(CLASSES))


@dataclass(frozen=True)
class Labels:
    """What is known of one picture: boxes of things, and regions where nothing is known."""

    boxes: Boxes = field(default_factory=no_boxes)
    """(n, 4)."""
    classes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """(n,)."""
    weights: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    """(n,) how sure the label is: 1 where a person drew it, less where a teacher did."""
    ignored: Boxes = field(default_factory=no_boxes)
    """(m, 4) regions where a class is neither rewarded nor punished."""
    ignored_classes: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    """(m,)."""

    def pick(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Labels:
        """Return these labels with some of the boxes only; the ignored regions stay."""
        return Labels(
            self.boxes[rows],
            self.classes[rows],
            self.weights[rows],
            self.ignored,
            self.ignored_classes,
        )


def join(parts: list[Labels]) -> Labels:
    """Return the labels of several pictures as those of one."""
    if not parts:
        return Labels()
    return Labels(
        np.concatenate([part.boxes for part in parts]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.ignored for part in parts]),
        np.concatenate([part.ignored_classes for part in parts]),
    )


def certain(boxes: Boxes, classes: NDArray[np.int64]) -> Labels:
    """Return labels drawn by people, with nothing ignored."""
    return Labels(boxes, classes, np.ones(len(boxes), np.float32))


def read_labels(path: Path, width: int, height: int) -> Labels:
    """
    Read a file of lines ``class cx cy w h``, in fractions of the picture.

    Args:
        path: A missing file means a picture that shows none of the classes.
        width: Of the picture, pixels.
        height: Likewise.

    Raises:
        ValueError: A line is not five numbers, or names no class of ours.
    """
    if not path.is_file():
        return Labels()
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = [float(word) for word in line.split()]
        if len(row) != 1 + 4 or row[0] not in range(len(CLASSES)):
            raise ValueError(f"{path}: not a label: {line!r}")
        rows.append(row)
    if not rows:
        return Labels()
    table = np.asarray(rows, np.float32)
    return certain(from_yolo(table[:, 1:], width, height), table[:, 0].astype(np.int64))
