"""Labels by a teacher for what people left unlabelled: soft, cached, and unsure where it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import numpy as np

from training.boxes import overlaps
from training.dataset import Dataset, Picture
from training.decoder import Detections
from training.labels import BOOK, LAPTOP, PERSON, PHONE, SCREEN, Labels, join
from training.yardsticks import open_yolox

_SURE: Final = {PERSON: 0.4, LAPTOP: 0.4, SCREEN: 0.4, BOOK: 0.6}
"""From here on a box is taught.  The teacher is poor at books: only its surest count."""
_DOUBTFUL: Final = 0.1
"""From here on its region is neither taught nor punished."""
_CERTAIN: Final = 0.8
"""Scores from here on weigh as much as a label that a person drew."""
_PHONE_SHARE: Final = 0.5
"""A thing that overlaps a labelled phone more than this is that phone, whatever it is called."""


def teach(dataset: Dataset, teacher: Path, cache: Path) -> list[Labels]:
    """
    Return the labels of every picture with the teacher's added where people gave none.

    Args:
        dataset: All of it; the teacher looks at each picture once.
        teacher: The YOLOX-Nano network.
        cache: A folder; what the teacher saw is kept there.
    """
    path = cache / "teacher.npz"
    if not path.is_file():
        _ask(dataset, teacher, path)
    with np.load(path) as table:
        rows, numbers = table["rows"], table["numbers"]
    taught = []
    for number, picture in enumerate(dataset.pictures):
        own = rows[numbers == number]
        seen = Detections(own[:, :4], own[:, 4], own[:, 5].astype(np.int64))
        taught.append(picture.labels if picture.fully_labelled else add_soft_labels(picture, seen))
    return taught


def add_soft_labels(picture: Picture, seen: Detections) -> Labels:
    """Join people's labels of phones with the teacher's labels of the other classes."""
    phones = picture.labels.boxes[picture.labels.classes == PHONE]
    is_phone = (overlaps(seen.boxes, phones) > _PHONE_SHARE).any(axis=1)
    others = (seen.classes != PHONE) & ~(is_phone & (seen.classes != PERSON))
    least = np.asarray([_SURE.get(int(number), np.inf) for number in seen.classes])
    sure = others & (seen.scores >= least)
    doubtful = others & ~sure & (seen.scores >= _DOUBTFUL)
    soft = Labels(
        seen.boxes[sure],
        seen.classes[sure],
        np.minimum(seen.scores[sure] / _CERTAIN, 1).astype(np.float32),
        seen.boxes[doubtful],
        seen.classes[doubtful],
    )
    return join([picture.labels, soft])


def _ask(dataset: Dataset, teacher: Path, path: Path) -> None:
    detect = open_yolox(teacher)
    rows, numbers = [np.zeros((0, 6), np.float32)], []
    for number in range(len(dataset.pictures)):
        seen = detect(dataset.pixels[number])
        good = seen.scores >= _DOUBTFUL
        rows.append(
            np.column_stack([seen.boxes[good], seen.scores[good], seen.classes[good]]).astype(
                np.float32
            )
        )
        numbers.extend([number] * int(good.sum()))
        if number % 500 == 0:
            print(f"teacher: {number} of {len(dataset.pictures)}", file=sys.stderr)
    np.savez_compressed(path, rows=np.concatenate(rows), numbers=np.asarray(numbers))
