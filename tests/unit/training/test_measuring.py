"""A detector is measured on what people labelled, class by class."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from training.boxes import floats
from training.dataset import Dataset, open_dataset
from training.decoder import Detections
from training.labels import PERSON, PHONE, Labels, certain
from training.measuring import measure, near_persons

BOX = floats([[25, 25, 75, 75]])


def open_two(folder: Path) -> Dataset:
    """Open a COCO picture that shows a person, and a phone picture that shows a phone."""
    (folder / "images").mkdir()
    (folder / "labels").mkdir()
    for name, kind in (("coco_mini_1", PERSON), ("phone_using_1", PHONE)):
        cv2.imwrite(str(folder / "images" / f"{name}.jpg"), np.zeros((100, 100, 3), np.uint8))
        (folder / "labels" / f"{name}.txt").write_text(f"{kind} 0.5 0.5 0.5 0.5\n")
    return open_dataset(folder, folder / "cache")


def seen(kind: int) -> Detections:
    return Detections(floats([[25, 25, 75, 75]]), floats([0.9]), np.asarray([kind]))


def test_what_is_found_where_it_is_counts(tmp_path: Path) -> None:
    curves = measure({0: seen(PERSON), 1: seen(PHONE)}, open_two(tmp_path), [0, 1])
    assert curves[PERSON].average_precision() == 1
    assert curves[PHONE].average_precision() == 1


def test_near_persons_are_measured_whoever_labelled_them_surely(tmp_path: Path) -> None:
    dataset = open_two(tmp_path)
    sure, doubtful = Labels(), Labels(ignored=BOX, ignored_classes=np.asarray([PERSON]))
    known = certain(BOX, np.asarray([PERSON]))
    found = {0: seen(PERSON), 1: seen(PERSON)}
    assert near_persons(found, dataset, [known, known]).right.tolist() == [True, True]
    assert near_persons(found, dataset, [known, sure]).right.tolist() == [True, False]
    assert near_persons(found, dataset, [known, doubtful]).right.tolist() == [True]


def test_a_phone_seen_in_another_picture_is_a_false_alarm(tmp_path: Path) -> None:
    curves = measure({0: seen(PHONE), 1: seen(PHONE)}, open_two(tmp_path), [0, 1])
    assert sorted(curves[PHONE].right) == [False, True]


def test_a_person_seen_where_nobody_labelled_persons_is_not_judged(tmp_path: Path) -> None:
    curves = measure({0: seen(PERSON), 1: seen(PERSON)}, open_two(tmp_path), [0, 1])
    assert curves[PERSON].right.tolist() == [True]
