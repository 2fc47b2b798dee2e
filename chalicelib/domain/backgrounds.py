"""Whether what stands behind the student became something else at once.

So it looks when another camera takes over, and when the same one is moved.

The perceptual hash says for each of 16 by 16 cells whether it is brighter than its left neighbour
(``Scene.perceptual_hash``).  Where nobody sits, that stays as it is while light comes and goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from chalicelib.domain.observations import Box, Observation

SIDE: Final = 16
"""Cells each way."""
HAIR: Final = 0.4
"""Sizes of a face around it that may be its hair."""
SHOULDERS: Final = 1.0
"""Widths of the face to each side, below it, that may be shoulders and arms."""
SETTLED: Final = 5
"""Pictures before a change that agree on a cell, and pictures after it that disagree."""
LEAST_CELLS: Final = 40
"""Fewer that agree say nothing: a bare wall, or a face that fills the picture."""
KEPT_MS: Final = 30_000
"""For so long a change is followed: as long as a rule may ask for."""
SETTLED_WITHIN_MS: Final = 60_000
"""What was seen longer before says nothing: a camera that was away may well stand elsewhere."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What is known of the background in one picture."""

    captured_ms: int
    bits: int
    """256, row by row from the left upper cell, the first one highest."""
    free: int
    """Which of them show no person, as far as is known."""


def backdrop_of(observation: Observation) -> Backdrop | None:
    """Return the background of an observation; None where the picture is unknown."""
    scene = observation.scene
    if observation.faces is None or scene is None or not scene.perceptual_hash:
        return None
    faces = [*observation.others, *([observation.face.box] if observation.face else [])]
    people = [part for face in faces for part in (_head(face), _body(face))]
    if not faces:
        people = [seen.box for seen in observation.objects or () if seen.kind == "person"]
    taken = reduce(or_, map(_cells, people), 0)
    return Backdrop(observation.captured_ms, int(scene.perceptual_hash, 16), _ALL & ~taken)


def find_changes(backdrops: Sequence[Backdrop], least_share: float) -> dict[int, float]:
    """
    Return by capture time how much of the background differs from what it was.

    Args:
        backdrops: In order of time.
        least_share: Of the cells that were settled, so many must differ, in each of ``SETTLED``
            pictures: what passes by does not count.

    Returns:
        The share of the cells, for the pictures after each change as long as it lasts, at most
        for ``KEPT_MS``.
    """
    found: dict[int, float] = {}
    for place in range(SETTLED, len(backdrops) - SETTLED + 1):
        before, after = backdrops[place - SETTLED : place], backdrops[place:]
        if _gap(before[0], after[0]) > SETTLED_WITHIN_MS:
            continue
        changed: dict[int, float] = {}
        for backdrop in after:
            share = _share_changed(before, backdrop)
            if share < least_share or _gap(after[0], backdrop) > KEPT_MS:
                break
            changed[backdrop.captured_ms] = share
        if len(changed) >= SETTLED:
            found |= {time: max(share, found.get(time, 0.0)) for time, share in changed.items()}
    return found


def _share_changed(before: Sequence[Backdrop], now: Backdrop) -> float:
    """Return of the cells that were settled before the share that differs now."""
    bright, dark, free = _ALL, _ALL, now.free
    for backdrop in before:
        bright &= backdrop.bits
        dark &= ~backdrop.bits
        free &= backdrop.free
    settled = (bright | dark) & free
    if settled.bit_count() < LEAST_CELLS:
        return 0.0
    return ((bright ^ now.bits) & settled).bit_count() / settled.bit_count()


def _gap(one: Backdrop, other: Backdrop) -> int:
    return other.captured_ms - one.captured_ms


def _head(face: Box) -> Box:
    across, up = HAIR * face.width, HAIR * face.height
    return Box(face.left - across, face.top - up, face.width + 2 * across, face.height + up)


def _body(face: Box) -> Box:
    chin = face.top + face.height
    across = SHOULDERS * face.width
    return Box(face.left - across, chin, face.width + 2 * across, 1 - chin)


def _cells(box: Box) -> int:
    """Return the cells that a box touches, and those just left of it: each looks to its right."""
    top, bottom = _span(box.top, box.height, 0)
    left, right = _span(box.left, box.width, 1)
    row = sum(1 << (SIDE - 1 - column) for column in range(left, right))
    return sum(row << (SIDE * (SIDE - 1 - line)) for line in range(top, bottom))


def _span(start: float, length: float, wider: int) -> tuple[int, int]:
    first = int(start * SIDE) - wider
    last = -int(-(start + length) * SIDE // 1)
    return max(first, 0), min(max(last, 0), SIDE)


_ALL: Final = (1 << (SIDE * SIDE)) - 1
