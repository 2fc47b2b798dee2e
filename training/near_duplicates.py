"""Which pictures show the same scene: so that no scene is on both sides of a split."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_HASH_SIDE: Final = 32
_LOW_FREQUENCIES: Final = 8
_MOST_BITS: Final = 10
"""Of 64.  Measured on 4,095 pictures: at 12 unrelated ones begin to chain, at 14 most do."""

_CELLS: Final = 12
_SAME_COLOUR: Final = 14
"""Largest difference of a cell in any channel of Lab (0..255) between frames of one session."""
_SAME_SHARE: Final = 0.5
"""Of the cells; a person and a hand may move over the other half."""
_LEAST_CELLS: Final = 60
"""Of 144.  Fewer cells in between black and white (product photographs) prove nothing."""
_BLACK, _WHITE = 25, 235


def perceptual_hash(picture: NDArray[np.uint8]) -> np.uint64:
    """
    Return 64 bits that small changes of light, size, colour or compression hardly alter.

    The signs, against their median, of the lowest 8x8 frequencies of the picture in grey at
    32x32 pixels (the "pHash").

    Args:
        picture: (height, width, 3) BGR.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (_HASH_SIDE, _HASH_SIDE), interpolation=cv2.INTER_AREA)
    low = cv2.dct(small.astype(np.float32))[:_LOW_FREQUENCIES, :_LOW_FREQUENCIES].ravel()
    bits = low > np.median(low)
    hashed: np.uint64 = np.packbits(bits).view(np.uint64)[0]
    return hashed


def colour_cells(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the mean Lab colours of 12x12 cells, (144, 3): what stays when a hand moves."""
    lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB)
    small = cv2.resize(lab, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    return np.asarray(small.reshape(-1, 3), np.uint8)


def mirrored_and_turned(picture: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """Return the eight ways to mirror a picture and turn it by quarters, itself first."""
    turned = [np.rot90(picture, quarters) for quarters in range(4)]
    return [np.ascontiguousarray(view) for one in turned for view in (one, one[:, ::-1])]


def group_scenes(pictures: list[NDArray[np.uint8]]) -> NDArray[np.int64]:
    """
    Number the groups of pictures of one scene.

    Two pictures are linked when their perceptual hashes are near, one of them mirrored or
    turned perhaps, or when half of their cells have the same colour.  Links chain, so the
    frames of one recording become one group though its first and its last differ much.

    Returns:
        (n,) the lowest picture number in each picture's group.
    """
    hashes = np.asarray(
        [[perceptual_hash(view) for view in mirrored_and_turned(one)] for one in pictures],
        np.uint64,
    ).reshape(-1, 8)
    cells = np.asarray([colour_cells(one) for one in pictures], np.int16)
    cells = cells.reshape(-1, _CELLS * _CELLS, 3)
    telling = (cells[..., 0] > _BLACK) & (cells[..., 0] < _WHITE)
    leaders = np.arange(len(pictures))
    for number in range(1, len(pictures)):
        near = np.bitwise_count(hashes[:number] ^ hashes[number, 0]).min(axis=1) <= _MOST_BITS
        alike = _same_room(cells[:number], telling[:number], cells[number], telling[number])
        for other in np.flatnonzero(near | alike):
            first, second = sorted((_find(leaders, number), _find(leaders, int(other))))
            leaders[second] = first
    return np.asarray([_find(leaders, number) for number in range(len(pictures))], np.int64)


def _same_room(
    cells: NDArray[np.int16],
    telling: NDArray[np.bool_],
    own_cells: NDArray[np.int16],
    own_telling: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    close = np.abs(cells - own_cells).max(axis=-1) < _SAME_COLOUR
    shared = (close & telling & own_telling).sum(axis=1)
    either = (telling | own_telling).sum(axis=1)
    return np.asarray((shared >= _LEAST_CELLS) & (shared >= _SAME_SHARE * either))


def _find(leaders: NDArray[np.int64], number: int) -> int:
    """Return the leader of a number's group, shortening the way to it (union-find)."""
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = int(leaders[number])
    return number
