"""Photographs of plain and masked faces beside the project: in how many a face is found."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from bench.beside import find_yardsticks
from functions.detect_frames.decoding import decode_frame
from tests.accuracy.conditions import CONDITIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from functions.detect_frames.detector import FrameDetector

ARCHIVE: Final = Path(__file__).parents[3] / "shared" / "objects" / "faces_without_phones.tar"
_EVERY: Final = {"plain": 4, "masked": 1}
"""Of the plain faces a quarter is enough."""
_CONDITIONS: Final = ("as is", "dim light", "backlight")
_YUNET_SIZE: Final = (320, 320)
_YUNET_SCORE: Final = 0.6
"""Its authors' example uses 0.6 for pictures and 0.9 for video; the milder one is compared."""


@dataclass(frozen=True)
class HardFaces:
    """Pictures of one kind of face under one condition."""

    kind: str
    condition: str
    pictures: int
    found: int
    """In how many at least one face was counted."""
    yardstick: int | None
    """In how many YuNet sees one; None where it is not beside the project."""


def measure_hard_faces(detector: FrameDetector) -> list[HardFaces]:
    """Look at each photograph; nothing where there are none."""
    if not ARCHIVE.is_file():
        return []
    yunet = open_yunet()
    rows = []
    for kind, every in _EVERY.items():
        pictures = list(read_faces(kind))[::every]
        for condition in _CONDITIONS:
            contents = [CONDITIONS[condition](picture) for picture in pictures]
            seen = [detector.detect([content], [0])[0] for content in contents]
            found = sum(bool(o.faces) for o in seen)
            other = None if yunet is None else sum(yunet(content) for content in contents)
            rows.append(HardFaces(kind, condition, len(seen), found, other))
    return rows


def open_yunet() -> Callable[[bytes], bool] | None:
    """Return whether YuNet (S. Yu, BSD-3), where it is there, sees a face in a JPEG picture."""
    folder = find_yardsticks()
    path = next(iter(folder.glob("yunet*.onnx")), None) if folder else None
    if path is None:
        return None
    network = cv2.FaceDetectorYN.create(str(path), "", _YUNET_SIZE, _YUNET_SCORE)

    def sees(content: bytes) -> bool:
        _, faces = network.detect(cv2.resize(decode_frame(content), _YUNET_SIZE))
        return faces is not None

    return sees


def read_faces(kind: str) -> Iterator[NDArray[np.uint8]]:
    """Read the photographs of a kind, ``plain`` or ``masked``, (height, width, 3) BGR."""
    with tarfile.open(ARCHIVE) as archive:
        for name in sorted(n for n in archive.getnames() if f"faces_{kind}_" in n):
            file = archive.extractfile(name)
            if file is not None:
                picture = cv2.imdecode(np.frombuffer(file.read(), np.uint8), cv2.IMREAD_COLOR)
                yield np.asarray(picture, np.uint8)
