"""Any detector against the labels of held-out pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from chalicelib.domain.presence import NEAR_HEIGHT
from training.average_precision import Curve, make_curve, match
from training.boxes import Boxes, overlaps
from training.dataset import Dataset, Picture
from training.decoder import Detections
from training.labels import CLASSES, PERSON, PHONE, Labels
from training.yardsticks import Detect

_SURE: Final = 0.75
"""Weight of a label from which on a person that only the teacher saw is taken for one."""
_SAME: Final = 0.3
"""A find that overlaps a doubtful person more than this is not held against the detector."""


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


def near_persons(
    found: Mapping[int, Detections], dataset: Dataset, labels: Sequence[Labels]
) -> Curve:
    """
    Compare the large persons that were found with the large ones that are known.

    Args:
        found: What a detector saw, by picture.
        dataset: The pictures.
        labels: Of every picture, the teacher's included: where people labelled phones only,
            its sure persons count as known and its doubtful ones count neither way.
    """
    scores: list[NDArray[np.float32]] = []
    right: list[NDArray[np.bool_]] = []
    things = 0
    for number, seen in found.items():
        least = NEAR_HEIGHT * dataset.pixels[number].shape[0]
        own = labels[number]
        is_person = own.classes == PERSON
        is_wanted = is_person & (own.weights >= _SURE) & (_heights(own.boxes) >= least)
        unsure = [own.boxes[is_person & ~is_wanted], own.ignored[own.ignored_classes == PERSON]]
        chosen = (seen.classes == PERSON) & (_heights(seen.boxes) >= least)
        boxes = seen.boxes[chosen]
        hits = match(boxes, seen.scores[chosen], own.boxes[is_wanted])
        doubtful = (overlaps(boxes, np.concatenate(unsure)) > _SAME).any(axis=1)
        counted = hits | ~doubtful
        scores.append(seen.scores[chosen][counted])
        right.append(hits[counted])
        things += int(is_wanted.sum())
    return make_curve(scores, right, things)


def _heights(boxes: Boxes) -> NDArray[np.float32]:
    return np.asarray(boxes[:, 3] - boxes[:, 1], np.float32)


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
