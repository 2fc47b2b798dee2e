"""Our own object detector on photographs that a package ships."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import skimage.data

from chalicelib.domain.observations import Observation
from functions.detect_frames.detector import OBJECTS_OFF, FrameDetector
from functions.detect_frames.recordings import encode_frame
from layers.models.build import BUILD_FOLDER

pytestmark = pytest.mark.accuracy

Observe = Callable[[np.ndarray], Observation]


def webcam_like() -> np.ndarray:
    """Return a person from the chest up, as a webcam frames them."""
    return np.asarray(skimage.data.astronaut())[:384, :512]


def test_a_person_before_the_camera_is_seen_as_one_and_nothing_else(observe: Observe) -> None:
    assert [seen.kind for seen in observe(webcam_like()).objects] == ["person"]


def test_of_photographs_without_a_phone_few_seem_to_hold_one(observe: Observe) -> None:
    alarms = []
    for name in ("astronaut", "coffee", "coins", "rocket", "page", "chelsea", "camera", "brick"):
        picture = np.asarray(getattr(skimage.data, name)())
        colour = picture if picture.ndim == 3 else np.stack([picture] * 3, axis=-1)
        if "phone" in {seen.kind for seen in observe(colour).objects}:
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
