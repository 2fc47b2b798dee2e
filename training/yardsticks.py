"""Other people's networks: to measure ours against, and one of them as a teacher."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from training.boxes import clip, no_boxes, suppress
from training.decoder import MOST_CANDIDATES, MOST_OVERLAP, Detections, decode, prepare
from training.labels import BOOK, LAPTOP, PERSON, PHONE, SCREEN

Detect = Callable[[NDArray[np.uint8]], Detections]
"""From a picture (height, width, 3) BGR to everything found in it down to low scores."""

LEAST_SCORE: Final = 0.01
_COCO: Final = {0: PERSON, 62: SCREEN, 63: LAPTOP, 67: PHONE, 73: BOOK}
"""COCO's numbers for our classes."""
_OURS, _THEIRS = np.asarray(list(_COCO.values())), np.asarray(list(_COCO))
_YOLOX_SIDE: Final = 416
_FASTEST_SIDE: Final = 352


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """Open a network to be run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def open_ours(path: Path) -> Detect:
    """Return our own network, exported by ``python -m training.export``, as a function."""
    session = open_session(path)

    def detect(picture: NDArray[np.uint8]) -> Detections:
        pixels, scale = prepare(picture)
        scores, distances = session.run(["scores", "distances"], {"pixels": pixels})
        return decode(
            scores[0],
            distances[0],
            size=(pixels.shape[2], pixels.shape[3]),
            scale=scale,
            picture_size=(picture.shape[0], picture.shape[1]),
            thresholds=np.full(scores.shape[2], LEAST_SCORE, np.float32),
        )

    return detect


def open_yolox(path: Path) -> Detect:
    """Return YOLOX-Nano as a function: 416x416 BGR 0..255, padded with 114."""
    session = open_session(path)
    sides = [_YOLOX_SIDE // stride for stride in (8, 16, 32)]
    middles = np.concatenate(
        [np.stack(np.divmod(np.arange(side * side), side)[::-1], axis=1) for side in sides]
    )
    strides = np.repeat([8, 16, 32], [side * side for side in sides])[:, None]

    def detect(picture: NDArray[np.uint8]) -> Detections:
        height, width = picture.shape[:2]
        scale = _YOLOX_SIDE / max(height, width)
        small = cv2.resize(picture, (round(width * scale), round(height * scale)))
        canvas = np.full((_YOLOX_SIDE, _YOLOX_SIDE, 3), 114, np.float32)
        canvas[: small.shape[0], : small.shape[1]] = small
        (output,) = session.run(None, {"images": canvas.transpose(2, 0, 1)[None]})
        rows = output[0]
        centres = (rows[:, :2] + middles) * strides / scale
        halves = np.exp(rows[:, 2:4]) * strides / scale / 2
        scores = rows[:, 4:5] * rows[:, 5 + _THEIRS]
        return _select(np.concatenate([centres - halves, centres + halves], 1), scores, picture)

    return detect


def open_fastestdet(path: Path) -> Detect:
    """Return FastestDet as a function: 352x352 BGR 0..1, stretched."""
    session = open_session(path)

    def detect(picture: NDArray[np.uint8]) -> Detections:
        height, width = picture.shape[:2]
        small = cv2.resize(picture, (_FASTEST_SIDE, _FASTEST_SIDE))
        pixels = (small.astype(np.float32) / 255).transpose(2, 0, 1)[None]
        (output,) = session.run(None, {"input.1": pixels})
        cells = output.shape[-1]
        rows = output[0].reshape(85, -1).T
        ys, xs = np.divmod(np.arange(cells * cells), cells)
        centres = (np.tanh(rows[:, 1:3]) + np.stack([xs, ys], 1)) / cells * [width, height]
        halves = 1 / (1 + np.exp(-rows[:, 3:5])) * [width, height] / 2
        # Its own post-processing scores by objectness^0.6 x class^0.4.
        scores = rows[:, :1] ** 0.6 * rows[:, 5 + _THEIRS] ** 0.4
        return _select(np.concatenate([centres - halves, centres + halves], 1), scores, picture)

    return detect


def _select(
    boxes: NDArray[np.float64], scores: NDArray[np.float32], picture: NDArray[np.uint8]
) -> Detections:
    """Suppress per class; columns of ``scores`` are in the order of ``_OURS``."""
    kept_boxes, kept_scores, kept_classes = [no_boxes()], [], []
    for column, ours in enumerate(_OURS):
        best = np.argsort(-scores[:, column], kind="stable")[:MOST_CANDIDATES]
        rows = best[scores[best, column] >= LEAST_SCORE]
        own = clip(boxes[rows].astype(np.float32), 0, 0, picture.shape[1], picture.shape[0])
        own_scores = scores[rows, column].astype(np.float32)
        kept = suppress(own, own_scores, MOST_OVERLAP)
        kept_boxes.append(own[kept])
        kept_scores.append(own_scores[kept])
        kept_classes.append(np.full(len(kept), ours, np.int64))
    joined = np.concatenate(kept_scores)
    order = np.argsort(-joined, kind="stable")
    return Detections(
        np.concatenate(kept_boxes)[order], joined[order], np.concatenate(kept_classes)[order]
    )
