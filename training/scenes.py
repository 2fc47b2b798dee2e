"""A picture with its labels, and what can be done to both at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from training.boxes import areas, clip, floats, move
from training.decoder import PADDING
from training.labels import Labels, certain, join

_LEAST_SIDE: Final = 4
"""Pixels; smaller things are not labelled any more."""
_LEAST_VISIBLE: Final = 0.35
"""A thing cut off more than this leaves can no longer be told, nor is it certainly absent."""
_SHOWS: Final = 0.5
"""From this share on a pasted pixel counts as the thing's own."""

Region = tuple[int, int, int, int]
"""Left, top, right, bottom on the canvas, pixels."""


@dataclass(frozen=True)
class Scene:
    """Pixels (height, width, 3) BGR, and what is known of them."""

    pixels: NDArray[np.uint8]
    labels: Labels

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.pixels.shape[0], self.pixels.shape[1]


def mirror(scene: Scene) -> Scene:
    """Return the scene mirrored left to right."""
    width = scene.size[1]
    labels = replace(
        scene.labels,
        boxes=_mirror_boxes(scene.labels.boxes, width),
        ignored=_mirror_boxes(scene.labels.ignored, width),
    )
    return Scene(scene.pixels[:, ::-1], labels)


def turn(scene: Scene) -> Scene:
    """Return the scene turned by a quarter, anticlockwise."""
    width = scene.size[1]
    labels = replace(
        scene.labels,
        boxes=_turn_boxes(scene.labels.boxes, width),
        ignored=_turn_boxes(scene.labels.ignored, width),
    )
    return Scene(np.rot90(scene.pixels), labels)


def _mirror_boxes(boxes: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    left, top, right, bottom = boxes.T
    return np.stack([width - right, top, width - left, bottom], axis=1)


def _turn_boxes(boxes: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    left, top, right, bottom = boxes.T
    return np.stack([top, width - right, bottom, width - left], axis=1)


def place(
    canvas: NDArray[np.uint8],
    scene: Scene,
    region: Region,
    scale: tuple[float, float],
    corner: tuple[float, float],
) -> Labels:
    """
    Draw a scene into a region of a canvas and return its labels there.

    Args:
        canvas: (height, width, 3), written to.
        scene: What to draw.
        region: What lies outside is not drawn.
        scale: Across and down.
        corner: Where on the canvas the scene's left upper corner comes to lie, x and y.
    """
    matrix = floats([[scale[0], 0, corner[0]], [0, scale[1], corner[1]]])
    left, top, right, bottom = region
    matrix[:, 2] -= [left, top]
    canvas[top:bottom, left:right] = cv2.warpAffine(
        np.ascontiguousarray(scene.pixels),
        matrix,
        (right - left, bottom - top),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(PADDING, PADDING, PADDING),
    )
    whole = move(scene.labels.boxes, *scale, *corner)
    ignored = clip(move(scene.labels.ignored, *scale, *corner), *region)
    return _cut(replace(scene.labels, boxes=whole, ignored=ignored), region)


def _cut(labels: Labels, region: Region) -> Labels:
    """Clip boxes to a region; those hardly visible become regions to ignore."""
    visible = clip(labels.boxes, *region)
    share = areas(visible) / np.maximum(areas(labels.boxes), 1e-6)
    sides = visible[:, 2:] - visible[:, :2]
    there = areas(visible) > 0
    kept = there & (share >= _LEAST_VISIBLE) & (sides.min(axis=1, initial=np.inf) >= _LEAST_SIDE)
    doubtful = there & ~kept
    shown = ~(areas(labels.ignored) <= 0)
    return Labels(
        visible[kept],
        labels.classes[kept],
        labels.weights[kept],
        np.concatenate([labels.ignored[shown], visible[doubtful]]),
        np.concatenate([labels.ignored_classes[shown], labels.classes[doubtful]]),
    )


def paste(
    scene: Scene,
    patch: NDArray[np.uint8],
    mask: NDArray[np.float32],
    label: int | None,
    corner: tuple[int, int],
) -> Scene:
    """
    Return the scene with a thing pasted over it.

    Things that it covers for the most part lose their label.

    Args:
        scene: Is not changed.
        patch: (h, w, 3), lying inside the scene when put at the corner.
        mask: (h, w) 0..1, how much of the patch shows.
        label: The thing's class, or None for a thing of no class of ours.
        corner: Where its left upper corner goes, x and y.
    """
    height, width = mask.shape
    x, y = corner
    pixels = scene.pixels.copy()
    under = pixels[y : y + height, x : x + width].astype(np.float32)
    mixed = under + (patch.astype(np.float32) - under) * mask[..., None]
    pixels[y : y + height, x : x + width] = mixed.astype(np.uint8)
    rows, columns = (
        np.flatnonzero(mask.max(axis=1) > _SHOWS),
        np.flatnonzero(mask.max(axis=0) > _SHOWS),
    )
    if not len(rows):
        return Scene(pixels, scene.labels)
    box = floats([[x + columns[0], y + rows[0], x + columns[-1] + 1, y + rows[-1] + 1]])
    labels = scene.labels
    if len(labels.boxes):
        covered = areas(_intersect(labels.boxes, box[0])) / np.maximum(areas(labels.boxes), 1e-6)
        labels = labels.pick(covered < 1 - _LEAST_VISIBLE)
    if label is not None:
        labels = join([labels, certain(box, np.asarray([label]))])
    return Scene(pixels, labels)


def _intersect(boxes: NDArray[np.float32], box: NDArray[np.float32]) -> NDArray[np.float32]:
    return clip(boxes, *(float(edge) for edge in box))


def mosaic(
    scenes: Sequence[Scene], side: int, scales: Sequence[float], middle: tuple[int, int]
) -> Scene:
    """
    Put four scenes together around a point.

    Args:
        scenes: Four: left upper, right upper, left lower, right lower.
        side: Of the square canvas, pixels.
        scales: How large each is drawn.
        middle: Where they meet, x and y.
    """
    canvas = np.full((side, side, 3), PADDING, np.uint8)
    x, y = middle
    regions = [(0, 0, x, y), (x, 0, side, y), (0, y, x, side), (x, y, side, side)]
    labels = []
    for number, (scene, scale, region) in enumerate(zip(scenes, scales, regions, strict=True)):
        height, width = scene.size
        corner_x = x - width * scale if number % 2 == 0 else x
        corner_y = y - height * scale if number < 2 else y  # noqa: PLR2004 - the upper two
        labels.append(place(canvas, scene, region, (scale, scale), (corner_x, corner_y)))
    return Scene(canvas, join(labels))
