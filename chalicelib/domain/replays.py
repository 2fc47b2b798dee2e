"""A recording played again and again in place of a camera, told by how its pictures come back.

A living picture never quite comes back.  A replayed one does, at one distance in time sharply:
a second earlier or later the pictures differ again.  That notch is what is looked for, so that
neither somebody who sits still (alike at every distance) nor somebody who takes up an old pose
(alike at a whole range of distances) is taken for a recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

STRETCH: Final = 30
"""Pictures: half a minute.  With 20, one of 72 made-up calm quarters of an hour was taken for a
replay; with 30 none, and the median replay was noticed 10 s later."""
LEAST_SHARE: Final = 0.7
"""Of a stretch's pictures that come back: an encoder's noise hides some of them."""
SHORTEST_LAG, LONGEST_LAG = 4, 85
"""Pictures.  A shorter loop shows at its multiples; a longer one would need more memory than
judging an upload has (``chalicelib.domain.signals.LOOK_BACK_MS``)."""
NEIGHBOURS: Final = (-5, -4, -3, -2, 2, 3, 4, 5)
"""Pictures beside a lag that must differ.  The nearest two need not: people move slowly."""
MOST_BITS: Final = 8
"""Of 256 between a picture and its replay.  Encoded anew 0 to 3 changed, a fifth of a second out
of step 4 to 9; between moments of people who sit still, two seconds apart, 10 to 39."""
NOTCH: Final = 0.5
"""A picture that comes back differs by at most this part of what its neighbours differ by."""
LEAST_MOVEMENT: Final = 6.0
"""Bits that those neighbours differ by: where nothing moves there is nothing to tell."""
WITHIN_MS: Final = 120_000
"""All that decides about a picture was taken within so long before it, so that a part of an
attempt is judged as the whole is (``chalicelib.domain.signals.LOOK_BACK_MS``)."""
PROBE_S: Final = 6
"""One picture in six seconds is tried first, and only a stretch in which two of them come back is
looked at: a tenth of the work, and hardly a replay is lost by it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a feed."""

    captured_ms: int
    bits: int
    """The perceptual hash, 256 bits."""


def find_replayed(pictures: Sequence[Picture]) -> set[int]:
    """
    Return the capture times of what was shown before, in stretches of ``STRETCH`` pictures.

    Args:
        pictures: About a second apart, in order of time.
    """
    found: set[int] = set()
    probes = [
        place
        for place, picture in enumerate(pictures)
        if picture.captured_ms // 1_000 % PROBE_S == 0
    ]
    for lag in range(SHORTEST_LAG, min(LONGEST_LAG, len(pictures) - STRETCH) + 1):
        starts = _promising(pictures, probes, lag)
        if not starts:
            continue
        first = min(starts)
        places = range(first, max(starts) + STRETCH)
        sums = [0, *accumulate(_comes_back(pictures, place, lag) for place in places)]
        for start in starts:
            count = sums[start - first + STRETCH] - sums[start - first]
            if count >= LEAST_SHARE * STRETCH and _is_recent(pictures, start, lag):
                stretch = pictures[start : start + STRETCH]
                found.update(picture.captured_ms for picture in stretch)
    return found


def _promising(pictures: Sequence[Picture], probes: Sequence[int], lag: int) -> set[int]:
    """Return where the stretches begin that hold two probes that come back."""
    back = [place for place in probes if place >= lag and _comes_back(pictures, place, lag)]
    starts: set[int] = set()
    for one, other in pairwise(back):
        starts.update(range(max(other - STRETCH + 1, lag), min(one, len(pictures) - STRETCH) + 1))
    return starts


def _is_recent(pictures: Sequence[Picture], start: int, lag: int) -> bool:
    earliest = pictures[max(start - lag - max(NEIGHBOURS), 0)]
    last = pictures[start + STRETCH - 1]
    return last.captured_ms - earliest.captured_ms <= WITHIN_MS


def _comes_back(pictures: Sequence[Picture], place: int, lag: int) -> bool:
    """Say whether a picture repeats that of ``lag`` pictures ago, and no neighbour of it."""
    own = _difference(pictures, place, lag)
    if own > MOST_BITS:
        return False
    near = sorted(
        _difference(pictures, place, lag + step) for step in NEIGHBOURS if 1 <= lag + step <= place
    )
    middle = (near[(len(near) - 1) // 2] + near[len(near) // 2]) / 2
    return middle >= LEAST_MOVEMENT and own <= NOTCH * middle


def _difference(pictures: Sequence[Picture], place: int, lag: int) -> int:
    return (pictures[place].bits ^ pictures[place - lag].bits).bit_count()
