"""The pictures in a data folder, decoded once, with their labels and their place in the split."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.labels import Labels, read_labels
from training.near_duplicates import group_scenes

SIDE: Final = 336
"""Pixels on the long side that pictures are kept at."""
TRAINING, VALIDATION, TEST = "training", "validation", "test"

_FULLY_LABELLED: Final = ("coco_mini",)
"""Sources where people labelled all classes; elsewhere they labelled phones only."""
_HUNDREDTHS_OF_TEST: Final = 12
_HUNDREDTHS_OF_VALIDATION: Final = 12


@dataclass(frozen=True)
class Picture:
    """One picture of the data folder."""

    name: str
    """Without the suffix."""
    labels: Labels
    split: str

    @property
    def source(self) -> str:
        """Where it comes from: the name before its number."""
        return self.name.rsplit("_", 1)[0]

    @property
    def fully_labelled(self) -> bool:
        """Whether people labelled every class in it, not phones alone."""
        return self.source in _FULLY_LABELLED


class PictureStore:
    """Decoded pictures in one memory-mapped file: read by many processes, decoded once."""

    def __init__(self, path: Path, sizes: Sequence[tuple[int, int]]) -> None:
        self._sizes = sizes
        shape = (len(sizes), SIDE, SIDE, 3)
        self._pixels = np.memmap(path, np.uint8, "r", shape=shape)

    def __len__(self) -> int:
        return len(self._sizes)

    def __getitem__(self, number: int) -> NDArray[np.uint8]:
        """Return a picture, (height, width, 3) BGR; not to be written to."""
        height, width = self._sizes[number]
        return self._pixels[number, :height, :width]


@dataclass(frozen=True)
class Dataset:
    """All pictures of a data folder."""

    pictures: tuple[Picture, ...]
    pixels: PictureStore

    def numbers(self, split: str) -> list[int]:
        """Return the numbers of the pictures in one part of the split."""
        return [number for number, one in enumerate(self.pictures) if one.split == split]


def split_of(scene: str) -> str:
    """
    Return the part of the split that a scene belongs to: by its name alone, so for good.

    Args:
        scene: The name of the first picture in a group of near-duplicates.
    """
    lot = int.from_bytes(hashlib.sha256(scene.encode()).digest()[:4]) % 100
    if lot < _HUNDREDTHS_OF_TEST:
        return TEST
    if lot < _HUNDREDTHS_OF_TEST + _HUNDREDTHS_OF_VALIDATION:
        return VALIDATION
    return TRAINING


def open_dataset(data: Path, cache: Path) -> Dataset:
    """
    Open a data folder, decoding it into the cache on first use.

    Args:
        data: Holds ``images/SOURCE_NUMBER.jpg`` and ``labels/SOURCE_NUMBER.txt``; a picture
            without a label file shows no object of ours that people could point at.
        cache: A folder for the decoded pictures; made when missing.

    Raises:
        FileNotFoundError: The data folder holds no pictures.
        ValueError: A picture or a label cannot be read.
    """
    names = sorted(path.stem for path in (data / "images").glob("*.jpg"))
    if not names:
        raise FileNotFoundError(f"no pictures in {data / 'images'}")
    index_path = cache / "pictures.json"
    if not index_path.is_file() or json.loads(index_path.read_text())["names"] != names:
        _fill_cache(data, names, cache)
    index = json.loads(index_path.read_text(encoding="utf-8"))
    pictures = tuple(
        Picture(name, read_labels(data / "labels" / f"{name}.txt", width, height), split_of(scene))
        for name, (height, width), scene in zip(names, index["sizes"], index["scenes"], strict=True)
    )
    return Dataset(pictures, PictureStore(cache / "pictures.raw", index["sizes"]))


def _fill_cache(data: Path, names: list[str], cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    print(f"decoding {len(names)} pictures", file=sys.stderr)
    shape = (len(names), SIDE, SIDE, 3)
    pixels = np.memmap(cache / "pictures.raw", np.uint8, "w+", shape=shape)
    pictures = []
    for number, name in enumerate(names):
        picture = _read(data / "images" / f"{name}.jpg")
        height, width = picture.shape[:2]
        pixels[number, :height, :width] = picture
        pictures.append(picture)
    pixels.flush()
    print("looking for near-duplicates", file=sys.stderr)
    index = {
        "names": names,
        "sizes": [picture.shape[:2] for picture in pictures],
        "scenes": [names[leader] for leader in group_scenes(pictures)],
    }
    (cache / "pictures.json").write_text(json.dumps(index), encoding="utf-8")


def _read(path: Path) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path))
    if picture is None:
        raise ValueError(f"not a picture: {path}")
    scale = SIDE / max(picture.shape[:2])
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(picture, np.uint8)
