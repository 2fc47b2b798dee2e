"""Any detector against the labels of held-out pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from training.average_precision import Curve, make_curve, match
from training.dataset import Dataset, Picture
from training.decoder import Detections
from training.labels import CLASSES, PHONE
from training.yardsticks import Detect


def counts_for(picture: Picture, class_number: int) -> bool:
    """Tell whether people labelled a class in a picture: phones everywhere, others in some."""
    return class_number == PHONE or picture.fully_labelled


def look(detect: Detect, dataset: Dataset, numbers: Iterable[int]) -> dict[int, Detections]:
    """Let a detector look at pictures; what it found in each, by the picture's number."""
    return {number: detect(dataset.pixels[number]) for number in numbers}


def measure(
    found: Mapping[int, Detections], dataset: Dataset, numbers: Sequence[int]
) -> list[Curve]:
    """
    Compare what was found in some pictures with what people labelled in them.

    Returns:
        One curve a class, in the order of ``CLASSES``.
    """
    return [_curve(kind, found, dataset, numbers) for kind in range(len(CLASSES))]


def _curve(
    kind: int, found: Mapping[int, Detections], dataset: Dataset, numbers: Sequence[int]
) -> Curve:
    scores: list[NDArray[np.float32]] = []
    right: list[NDArray[np.bool_]] = []
    things = 0
    for number in numbers:
        picture = dataset.pictures[number]
        if not counts_for(picture, kind):
            continue
        wanted = picture.labels.boxes[picture.labels.classes == kind]
        own = found[number].classes == kind
        things += len(wanted)
        scores.append(found[number].scores[own])
        right.append(match(found[number].boxes[own], found[number].scores[own], wanted))
    return make_curve(scores, right, things)
