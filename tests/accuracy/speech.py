"""A photograph that speaks: its lower lip is drawn down, with the dark of a mouth between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_INSIDE_BGR: Final = (28, 18, 52)
_PAUSE: Final = 0.35
"""Share of the seconds in which a speaker's lips are met, at a sound or between sentences."""
_SPOKEN: Final = (0.15, 0.5)
"""Openings of a speaking mouth, in parts of its width: from a mumble to an open vowel."""


@dataclass(frozen=True, slots=True)
class Mouth:
    """Where a mouth is in a photograph, in pixels."""

    across: float
    """Of its middle."""
    down: float
    """Where the lips part."""
    width: float
    chin: float
    """Below it nothing moves."""


def open_mouth(photograph: NDArray[np.uint8], mouth: Mouth, opening: float) -> NDArray[np.uint8]:
    """
    Return the photograph with its mouth opened further.

    Args:
        photograph: (height, width, 3) BGR.
        mouth: Where its mouth is.
        opening: By how much the lips move apart, in parts of the mouth's width.
    """
    height, width = photograph.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    aside = np.clip(2 * (columns - mouth.across) / mouth.width, -1, 1)
    gap = opening * mouth.width * np.sqrt(1 - aside**2)
    below = rows - mouth.down
    reach = mouth.chin - mouth.down
    # The skin between lip and chin is pressed together by what the lip has moved.
    pressed = (below - gap) * reach / np.maximum(reach - gap, 1)
    moves = (below > 0) & (below < reach)
    source = np.where(moves, mouth.down + np.maximum(pressed, 0), rows).astype(np.float32)
    opened = cv2.remap(photograph, columns, source, cv2.INTER_LINEAR)
    opened[(below > 0) & (below < gap)] = _INSIDE_BGR
    return np.asarray(opened, np.uint8)


def spoken_openings(seconds: int, random: np.random.Generator) -> Iterator[float]:
    """Yield how far a speaker's mouth is open at each second: syllables are shorter than that."""
    for _ in range(seconds):
        yield 0.0 if random.random() < _PAUSE else float(random.uniform(*_SPOKEN))
