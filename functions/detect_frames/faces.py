"""Find faces: anchors, decoding and merging around the short-range face detector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from functions.detect_frames.pixels import network_input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from functions.detect_frames.sessions import RunNetwork

STRIDE: Final = 16
"""The network halves its picture four times: sizes are multiples of this."""
KEY_POINTS: Final = 6
"""Right eye, left eye, nose tip, mouth, right ear, left ear; the student's own sides."""
_ANCHORS_PER_CELL: Final = ((8, 2), (16, 6))
"""(Pixels a cell, anchors a cell) for each of the network's two heads."""
_MERGE_OVERLAP: Final = 0.3
"""Boxes that overlap more than this mean the same face (MediaPipe's own setting)."""


@dataclass(frozen=True)
class Faces:
    """What may be faces, best first, in pixels of the picture."""

    boxes: NDArray[np.float32]
    """(n, 4): left, top, right, bottom."""
    scores: NDArray[np.float32]
    """(n,): 0..1."""
    key_points: NDArray[np.float32]
    """(n, 6, 2): x and y of each of ``KEY_POINTS``."""

    def __len__(self) -> int:
        return len(self.scores)

    def pick(self, chosen: NDArray[np.bool_ | np.intp]) -> Faces:
        """Return those that a mask or an index array chooses."""
        return Faces(self.boxes[chosen], self.scores[chosen], self.key_points[chosen])

    def followed_by(self, others: Faces) -> Faces:
        """Return all of them, and after them the others."""
        return Faces(
            np.concatenate([self.boxes, others.boxes]),
            np.concatenate([self.scores, others.scores]),
            np.concatenate([self.key_points, others.key_points]),
        )

    def first(self, count: int) -> Faces:
        """Return the best ``count`` of them, or all."""
        return self.pick(np.arange(min(len(self), count)))


def find_faces(
    network: RunNetwork,
    picture: NDArray[np.uint8],
    *,
    side: int,
    threshold: float,
) -> Faces:
    """
    Look for faces at one scale.

    Args:
        network: The face detector.
        picture: (height, width, 3) BGR.
        side: How many pixels the long side is shrunk to; a face is found well when it
            then measures about 20 to 100 pixels.
        threshold: The least score.

    Returns:
        One box a face, overlaps merged.
    """
    [found] = find_faces_in(network, [picture], side=side, threshold=threshold)
    return found


def find_faces_in(
    network: RunNetwork,
    pictures: Sequence[NDArray[np.uint8]],
    *,
    side: int,
    threshold: float,
) -> list[Faces]:
    """Do the same for several pictures, those of one size at once."""
    inputs = [face_pixels(picture, side) for picture in pictures]
    found: dict[int, Faces] = {}
    for shape in {pixels.shape for pixels in inputs}:
        places = [place for place, pixels in enumerate(inputs) if pixels.shape == shape]
        regressors, scores = network(np.concatenate([inputs[place] for place in places]))
        anchors = anchor_centres(*shape[2:])
        for row, place in enumerate(places):
            faces = decode_faces(regressors[row], scores[row, :, 0], anchors, threshold=threshold)
            scale = side / max(pictures[place].shape[:2])
            merged = merge_overlapping(faces)
            found[place] = Faces(merged.boxes / scale, merged.scores, merged.key_points / scale)
    return [found[place] for place in range(len(inputs))]


def face_pixels(picture: NDArray[np.uint8], side: int) -> NDArray[np.float32]:
    """
    Shrink a picture and fill it with black at the right and bottom, as the network saw it.

    Returns:
        (1, 3, height, width), RGB in -1..1; height and width are multiples of ``STRIDE``.
    """
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    small_size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(picture, small_size, interpolation=cv2.INTER_LINEAR)
    filled = np.zeros((*(-(-length // STRIDE) * STRIDE for length in small.shape[:2]), 3), np.uint8)
    filled[: small.shape[0], : small.shape[1]] = small
    return network_input(filled, scale=1 / 127.5, offset=-1.0)


@cache
def anchor_centres(height: int, width: int) -> NDArray[np.float32]:
    """
    Return the centre of every anchor in the order of the network's outputs.

    Returns:
        (n, 2): x and y in pixels of the network's picture; n is 896 for 128 x 128.
    """
    centres = []
    for pixels, count in _ANCHORS_PER_CELL:
        rows, columns = np.mgrid[: height // pixels, : width // pixels]
        cells = (np.stack([columns, rows], axis=-1).reshape(-1, 2) + 0.5) * pixels
        centres.append(np.repeat(cells, count, axis=0))
    return np.concatenate(centres).astype(np.float32)


def decode_faces(
    regressors: NDArray[np.float32],
    scores: NDArray[np.float32],
    anchors: NDArray[np.float32],
    *,
    threshold: float,
) -> Faces:
    """
    Read the network's answer.

    Args:
        regressors: (n, 16) pixels: centre x and y relative to the anchor, width, height,
            then x and y of six key points relative to the anchor.
        scores: (n,) before the sigmoid.
        anchors: (n, 2) from ``anchor_centres``.
        threshold: The least score, 0..1, above 0 and below 1.

    Returns:
        The candidates at or above the threshold, best first; they still overlap.
    """
    chosen = np.flatnonzero(scores >= np.log(threshold / (1 - threshold)))
    chosen = chosen[np.argsort(-scores[chosen], kind="stable")]
    found, centres = regressors[chosen], anchors[chosen]
    middle, half = found[:, :2] + centres, found[:, 2:4] / 2
    return Faces(
        boxes=np.concatenate([middle - half, middle + half], axis=1),
        scores=sigmoid(scores[chosen]),
        key_points=found[:, 4:].reshape(-1, KEY_POINTS, 2) + centres[:, np.newaxis],
    )


def merge_overlapping(faces: Faces) -> Faces:
    """
    Make one of all candidates that overlap, weighted by their scores.

    The neighbours of the best candidate saw the same face from other anchors: their mean
    is steadier from frame to frame than the best one alone (Bazarevsky et al., BlazeFace,
    2019, section 4).

    Args:
        faces: Candidates, best first.

    Returns:
        At most as many, best first, each with the best score of those it was made of.
    """
    boxes, points, scores = [], [], []
    remaining = np.arange(len(faces))
    while remaining.size:
        best = remaining[0]
        same = overlaps(faces.boxes[best], faces.boxes[remaining]) > _MERGE_OVERLAP
        same[0] = True  # also a box without area, which overlaps nothing
        group = remaining[same]
        weights = faces.scores[group] / faces.scores[group].sum()
        boxes.append(weights @ faces.boxes[group])
        points.append(weights @ faces.key_points[group].reshape(len(group), -1))
        scores.append(faces.scores[best])
        remaining = remaining[~same]
    return Faces(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(scores, np.float32),
        np.array(points, np.float32).reshape(-1, KEY_POINTS, 2),
    )


def overlaps(box: NDArray[np.float32], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """
    Return the intersection over union of one box (4,) with each of (n, 4), as (n,).

    Boxes without area overlap nothing.
    """
    corner = np.maximum(box[:2], boxes[:, :2])
    sides = np.maximum(np.minimum(box[2:], boxes[:, 2:]) - corner, 0)
    shared = sides[:, 0] * sides[:, 1]
    total = _areas(box[np.newaxis]) + _areas(boxes) - shared
    ratio = np.zeros(len(boxes), np.float32)
    np.divide(shared, total, out=ratio, where=total > 0)
    return ratio


def sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the logistic function of each value; large values do not overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(values / 2), np.float32)


def join(first: Faces, second: Faces) -> Faces:
    """Return all of ``first`` and what ``second`` adds to it, best first."""
    added = apart_from(first, second)
    if not len(added):
        return first
    joined = first.followed_by(added)
    return joined.pick(np.argsort(-joined.scores, kind="stable"))


def apart_from(known: Faces, faces: Faces) -> Faces:
    """Return those of ``faces`` that are none of ``known``."""
    if not len(faces) or not len(known):
        return faces
    is_new = [not (overlaps(box, known.boxes) > _MERGE_OVERLAP).any() for box in faces.boxes]
    return faces.pick(np.array(is_new, np.bool_))


def outside(known: Faces, faces: Faces) -> Faces:
    """Return those of ``faces`` whose middle lies in none of ``known``: no parts of them either."""
    return faces.pick(~np.any(_middles_within(faces, known), axis=1))


def drop_parts(faces: Faces) -> Faces:
    """
    Return the faces whose middle does not lie in a larger one of at least their score.

    At the fine scale an eye and a nose of a near face can look like a small face.  The
    score keeps a doubtful large box from hiding a clear face in it.
    """
    is_inside = _middles_within(faces, faces)
    areas = _areas(faces.boxes)
    is_larger = areas > areas[:, np.newaxis]
    is_surer = faces.scores >= faces.scores[:, np.newaxis]
    return faces.pick(~np.any(is_inside & is_larger & is_surer, axis=1))


def _middles_within(faces: Faces, others: Faces) -> NDArray[np.bool_]:
    """Say (n, m) whether the middle of each face lies in each of the others' boxes."""
    middles = (faces.boxes[:, np.newaxis, :2] + faces.boxes[:, np.newaxis, 2:]) / 2
    within = (middles >= others.boxes[:, :2]) & (middles <= others.boxes[:, 2:])
    return np.asarray(within.all(axis=2), np.bool_)


def _areas(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)
