"""Photographs of plain and masked faces beside the project: in how many a face is found."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from tests.accuracy.conditions import CONDITIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from functions.detect_frames.detector import FrameDetector

ARCHIVE: Final = Path(__file__).parents[3] / "shared" / "objects" / "faces_without_phones.tar"
_EVERY: Final = {"plain": 4, "masked": 1}
"""Of the plain faces a quarter is enough."""
_CONDITIONS: Final = ("as is", "dim light", "backlight")


@dataclass(frozen=True)
class HardFaces:
    """Pictures of one kind of face under one condition."""

    kind: str
    condition: str
    pictures: int
    found: int
    """In how many at least one face was counted."""


def measure_hard_faces(detector: FrameDetector) -> list[HardFaces]:
    """Look at each photograph; nothing where there are none."""
    if not ARCHIVE.is_file():
        return []
    rows = []
    for kind, every in _EVERY.items():
        pictures = list(read_faces(kind))[::every]
        for condition in _CONDITIONS:
            contents = [CONDITIONS[condition](picture) for picture in pictures]
            seen = [detector.detect([content], [0])[0] for content in contents]
            rows.append(HardFaces(kind, condition, len(seen), sum(bool(o.faces) for o in seen)))
    return rows


def read_faces(kind: str) -> Iterator[NDArray[np.uint8]]:
    """Read the photographs of a kind, ``plain`` or ``masked``, (height, width, 3) BGR."""
    with tarfile.open(ARCHIVE) as archive:
        for name in sorted(n for n in archive.getnames() if f"faces_{kind}_" in n):
            file = archive.extractfile(name)
            if file is not None:
                picture = cv2.imdecode(np.frombuffer(file.read(), np.uint8), cv2.IMREAD_COLOR)
                yield np.asarray(picture, np.uint8)
