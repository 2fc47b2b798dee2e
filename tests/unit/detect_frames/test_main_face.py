"""The student is the largest and most central face."""

from __future__ import annotations

import numpy as np

from functions.detect_frames.faces import Faces
from functions.detect_frames.people import main_face


def chosen(
    *boxes: tuple[float, float, float, float],
    before: tuple[float, float, float, float] | None = None,
) -> int:
    count = len(boxes)
    faces = Faces(
        np.array(boxes, np.float32),
        np.full(count, 0.9, np.float32),
        np.zeros((count, 6, 2), np.float32),
    )
    known = None if before is None else np.array(before, np.float32)
    return main_face(faces, width=640, height=480, before=known)


def test_a_single_face_is_the_main_one() -> None:
    assert chosen((0, 0, 10, 10)) == 0


def test_of_two_at_one_distance_from_the_middle_the_larger_counts() -> None:
    assert chosen((100, 190, 200, 290), (390, 140, 590, 340)) == 1


def test_of_two_equal_ones_the_more_central_counts() -> None:
    assert chosen((0, 0, 100, 100), (270, 190, 370, 290)) == 1


def test_a_passer_by_in_the_middle_of_the_background_is_not_the_student() -> None:
    assert chosen((300, 220, 340, 260), (20, 100, 270, 400)) == 1


def test_a_visitor_who_leans_in_a_little_nearer_does_not_become_the_student() -> None:
    student, visitor = (150, 140, 300, 290), (320, 130, 490, 300)
    assert chosen(student, visitor) == 1
    assert chosen(student, visitor, before=(155, 145, 305, 295)) == 0


def test_a_student_who_is_gone_from_the_place_is_chosen_anew() -> None:
    assert chosen((0, 0, 10, 10), (270, 190, 370, 290), before=(500, 300, 600, 400)) == 1
