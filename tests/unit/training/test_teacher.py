"""A teacher adds what people left out, and no more."""

from __future__ import annotations

import numpy as np

from training.boxes import floats
from training.dataset import TRAINING, Picture
from training.decoder import Detections
from training.labels import LAPTOP, PERSON, PHONE, Labels, certain
from training.teacher import add_soft_labels

PHONE_BOX = [10, 10, 30, 50]
PICTURE = Picture("phone_using_1", certain(floats([PHONE_BOX]), np.asarray([PHONE])), TRAINING)


def taught(box: list[float], score: float, kind: int) -> Labels:
    seen = Detections(floats([box]), floats([score]), np.asarray([kind]))
    return add_soft_labels(PICTURE, seen)


def test_a_sure_person_is_taught_softly() -> None:
    labels = taught([0, 0, 100, 100], 0.6, PERSON)
    assert labels.classes.tolist() == [PHONE, PERSON]
    assert labels.weights[1] < 1


def test_a_doubtful_person_is_ignored() -> None:
    labels = taught([0, 0, 100, 100], 0.2, PERSON)
    assert labels.classes.tolist() == [PHONE]
    assert labels.ignored_classes.tolist() == [PERSON]


def test_the_teacher_is_not_asked_about_phones() -> None:
    labels = taught([60, 60, 90, 90], 0.9, PHONE)
    assert labels.classes.tolist() == [PHONE]
    assert len(labels.ignored) == 0


def test_a_phone_that_the_teacher_takes_for_a_laptop_stays_a_phone_only() -> None:
    labels = taught(list(PHONE_BOX), 0.9, LAPTOP)
    assert labels.classes.tolist() == [PHONE]
    assert len(labels.ignored) == 0
