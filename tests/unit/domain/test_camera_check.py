"""Before the start a student learns what to put right, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.camera_check import CameraFinding, find_camera_problems
from chalicelib.domain.observations import Box, Observation, Scene
from tests.fakes.samples import looking, seen

LIT = Scene(brightness=0.5, sharpness=100.0, frozen=False, contrast=0.2)


def framed(box: Box) -> Observation:
    good = looking(0)
    assert good.face is not None
    return replace(good, scene=LIT, face=replace(good.face, box=box))


def test_one_face_in_good_light_needs_nothing() -> None:
    assert find_camera_problems(replace(looking(0), scene=LIT)) == ()


def test_a_picture_without_scene_facts_is_judged_by_its_faces_alone() -> None:
    assert find_camera_problems(looking(0)) == ()


@pytest.mark.parametrize(
    ("observation", "finding"),
    [
        (seen(0, None), CameraFinding.UNREADABLE),
        (replace(seen(0, 0), scene=replace(LIT, contrast=0.01)), CameraFinding.COVERED),
        (replace(looking(0), scene=replace(LIT, brightness=0.1)), CameraFinding.TOO_DARK),
        (replace(looking(0), scene=replace(LIT, brightness=0.9)), CameraFinding.TOO_BRIGHT),
        (replace(seen(0, 0), scene=LIT), CameraFinding.NO_FACE),
        (replace(seen(0, 2), scene=LIT), CameraFinding.SEVERAL_FACES),
        (framed(Box(0.45, 0.4, 0.08, 0.1)), CameraFinding.FACE_TOO_SMALL),
        (framed(Box(0.0, 0.3, 0.2, 0.3)), CameraFinding.FACE_AT_EDGE),
        (framed(Box(0.4, 0.7, 0.2, 0.3)), CameraFinding.FACE_AT_EDGE),
    ],
)
def test_each_thing_to_put_right_is_named(observation: Observation, finding: CameraFinding) -> None:
    assert find_camera_problems(observation) == (finding,)


def test_a_dark_room_without_a_face_is_told_of_its_light_first() -> None:
    dark = replace(seen(0, 0), scene=replace(LIT, brightness=0.1))
    assert find_camera_problems(dark) == (CameraFinding.TOO_DARK, CameraFinding.NO_FACE)
