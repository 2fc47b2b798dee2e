"""The student is the largest and most central face."""

from __future__ import annotations

import numpy as np

from functions.detect_frames.detector import main_face
from functions.detect_frames.faces import Faces


def chosen(*boxes: tuple[float, float, float, float]) -> int:
    count = len(boxes)
    faces = Faces(
        np.array(boxes, np.float32),
        np.full(count, 0.9, np.float32),
        np.zeros((count, 6, 2), np.float32),
    )
    return main_face(faces, width=640, height=480)


def test_a_single_face_is_the_main_one() -> None:
    assert chosen((0, 0, 10, 10)) == 0


def test_of_two_at_one_distance_from_the_middle_the_larger_counts() -> None:
    assert chosen((100, 190, 200, 290), (390, 140, 590, 340)) == 1


def test_of_two_equal_ones_the_more_central_counts() -> None:
    assert chosen((0, 0, 100, 100), (270, 190, 370, 290)) == 1


def test_a_passer_by_in_the_middle_of_the_background_is_not_the_student() -> None:
    assert chosen((300, 220, 340, 260), (20, 100, 270, 400)) == 1
