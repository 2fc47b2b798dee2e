"""Our own object detector on photographs that a package ships."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pytest
import skimage.data

from chalicelib.domain.observations import Box, Observation, SeenObject
from functions.detect_frames.detector import OBJECTS_OFF, FrameDetector
from functions.detect_frames.recordings import encode_frame
from layers.models.build import BUILD_FOLDER

pytestmark = pytest.mark.accuracy

Observe = Callable[[np.ndarray], Observation]

BOX: Final = Box(0.2, 0.2, 0.5, 0.7)
STUDENT: Final = (SeenObject("person", 0.9, BOX),)
WITH_A_PHONE: Final = (*STUDENT, SeenObject("phone", 0.8, BOX))
WITH_A_VISITOR: Final = STUDENT * 2


class Scripted:
    """Keeps the contract of ``ObjectDetector`` with answers written before."""

    version = "scripted-1"

    def __init__(self, answers: Sequence[tuple[SeenObject, ...]]) -> None:
        self._answers = iter(answers)

    def find(self, _: np.ndarray) -> tuple[SeenObject, ...]:
        return next(self._answers)


def looking_with(
    monkeypatch: pytest.MonkeyPatch, *answers: tuple[SeenObject, ...]
) -> FrameDetector:
    monkeypatch.setattr(
        "functions.detect_frames.detector.load_object_detector", lambda _: Scripted(answers)
    )
    return FrameDetector(BUILD_FOLDER)


def seen_in(
    detector: FrameDetector, pictures: Sequence[np.ndarray]
) -> list[tuple[SeenObject, ...] | None]:
    frames = [encode_frame(np.ascontiguousarray(picture[..., ::-1])) for picture in pictures]
    return [o.objects for o in detector.detect(frames, range(len(frames)))]


def webcam_like() -> np.ndarray:
    """Return a person from the chest up, as a webcam frames them."""
    return np.asarray(skimage.data.astronaut())[:384, :512]


def kinds(observation: Observation) -> list[str]:
    assert observation.objects is not None
    return [seen.kind for seen in observation.objects]


def test_a_person_before_the_camera_is_seen_as_one_and_nothing_else(observe: Observe) -> None:
    assert kinds(observe(webcam_like())) == ["person"]


def test_of_photographs_without_a_phone_few_seem_to_hold_one(observe: Observe) -> None:
    alarms = []
    for name in ("astronaut", "coffee", "coins", "rocket", "page", "chelsea", "camera", "brick"):
        picture = np.asarray(getattr(skimage.data, name)())
        colour = picture if picture.ndim == 3 else np.stack([picture] * 3, axis=-1)
        if "phone" in kinds(observe(colour)):
            alarms.append(name)
    # Close-ups of a cup and of coins: nothing that a webcam shows.
    assert len(alarms) <= 2, alarms


def test_the_versions_name_the_network(detector: FrameDetector) -> None:
    assert "objects-" in detector.models
    assert OBJECTS_OFF not in detector.models


def test_without_its_network_the_detector_works_and_says_that_objects_are_off() -> None:
    detector = FrameDetector(BUILD_FOLDER, with_objects=False)
    picture = np.ascontiguousarray(webcam_like()[..., ::-1])
    (observation,) = detector.detect([encode_frame(picture)], [0])
    assert observation.faces == 1
    assert observation.objects == ()
    assert detector.models.endswith(OBJECTS_OFF)


def test_while_the_student_is_all_that_is_seen_every_second_frame_is_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    detector = looking_with(monkeypatch, STUDENT, (), STUDENT)
    seen = seen_in(detector, [webcam_like()] * 5)
    assert seen == [STUDENT, None, (), None, STUDENT]


@pytest.mark.parametrize("found", [WITH_A_PHONE, WITH_A_VISITOR])
def test_what_was_found_is_looked_for_in_every_frame_until_it_is_gone(
    monkeypatch: pytest.MonkeyPatch, found: tuple[SeenObject, ...]
) -> None:
    detector = looking_with(monkeypatch, STUDENT, found, found, STUDENT, STUDENT)
    seen = seen_in(detector, [webcam_like()] * 7)
    assert seen == [STUDENT, None, found, found, STUDENT, None, STUDENT]


def test_a_frame_without_a_face_is_searched_always(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = looking_with(monkeypatch, STUDENT, STUDENT, STUDENT)
    empty = np.full_like(webcam_like(), 90)
    assert None not in seen_in(detector, [webcam_like(), empty, empty])


def test_a_room_is_searched_in_every_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    detector = looking_with(monkeypatch, STUDENT, STUDENT, STUDENT).for_rooms()
    assert None not in seen_in(detector, [webcam_like()] * 3)
