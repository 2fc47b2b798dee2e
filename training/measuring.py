"""Any detector against the labels of held-out pictures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from training.average_precision import Curve, make_curve, match
from training.dataset import Dataset, Picture
from training.labels import CLASSES, PHONE
from training.yardsticks import Detect


def counts_for(picture: Picture, class_number: int) -> bool:
    """Tell whether people labelled a class in a picture: phones everywhere, others in some."""
    return class_number == PHONE or picture.fully_labelled


def measure(detect: Detect, dataset: Dataset, numbers: Iterable[int]) -> list[Curve]:
    """
    Let a detector look at pictures, and compare with what people labelled in them.

    Returns:
        One curve a class, in the order of ``CLASSES``.
    """
    scores: list[list[np.ndarray]] = [[] for _ in CLASSES]
    right: list[list[np.ndarray]] = [[] for _ in CLASSES]
    things = [0] * len(CLASSES)
    for number in numbers:
        picture = dataset.pictures[number]
        found = detect(dataset.pixels[number])
        for kind in range(len(CLASSES)):
            if not counts_for(picture, kind):
                continue
            wanted = picture.labels.boxes[picture.labels.classes == kind]
            own = found.classes == kind
            things[kind] += len(wanted)
            scores[kind].append(found.scores[own])
            right[kind].append(match(found.boxes[own], found.scores[own], wanted))
    return [make_curve(scores[kind], right[kind], things[kind]) for kind in range(len(CLASSES))]
