"""What a student should put right before the start, from what the detector saw of them.

It judges the picture, not the person: whether somebody could be recognised and watched in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from chalicelib.domain.observations import MainFace, Observation

COVERED_CONTRAST: Final = 0.05
"""As in the policies' rule about covered cameras: next to nothing can be made out below."""
DARK: Final = 0.15
"""Mean luma of a room whose only light is the screen; faces are still found, their eyes are not."""
BRIGHT: Final = 0.85
"""A window behind the camera, or a lamp in front of it: half the picture is burnt out."""
SMALL_FACE: Final = 0.1
"""Of the picture's width: 64 pixels of 640, and an eye is 15 of them; the iris network takes 64."""
EDGE: Final = 0.02
"""Of the picture: a face that touches its border moves out of it with the next breath."""


class CameraFinding(StrEnum):
    """One thing to put right."""

    UNREADABLE = "unreadable"
    COVERED = "covered"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    FACE_TOO_SMALL = "face_too_small"
    FACE_AT_EDGE = "face_at_edge"


def find_camera_problems(observation: Observation) -> tuple[CameraFinding, ...]:
    """Return what to put right in a picture, the most telling first; empty: it is good."""
    return tuple(_problems(observation))


def _problems(observation: Observation) -> Iterator[CameraFinding]:
    if observation.faces is None:
        yield CameraFinding.UNREADABLE
        return
    scene = observation.scene
    if scene is not None:
        contrast = scene.contrast
        if not observation.faces and contrast is not None and contrast < COVERED_CONTRAST:
            yield CameraFinding.COVERED
            return
        if scene.brightness < DARK:
            yield CameraFinding.TOO_DARK
        elif scene.brightness > BRIGHT:
            yield CameraFinding.TOO_BRIGHT
    if observation.faces == 0:
        yield CameraFinding.NO_FACE
    elif observation.faces > 1:
        yield CameraFinding.SEVERAL_FACES
    if observation.face is not None:
        yield from _face_problems(observation.face)


def _face_problems(face: MainFace) -> Iterator[CameraFinding]:
    box = face.box
    if box.width < SMALL_FACE:
        yield CameraFinding.FACE_TOO_SMALL
    right, bottom = box.left + box.width, box.top + box.height
    if min(box.left, box.top) < EDGE or max(right, bottom) > 1 - EDGE:
        yield CameraFinding.FACE_AT_EDGE
