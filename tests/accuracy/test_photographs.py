"""Photographs that come with scikit-image, seen by the real networks."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import data

from functions.detect_frames.detector import FrameDetector
from functions.detect_frames.precision import DECIMALS, DECIMALS_OF
from functions.detect_frames.recordings import encode_frame
from functions.detect_frames.sessions import ModelsMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from chalicelib.domain.observations import Observation

    Observe = Callable[[np.ndarray], Observation]

pytestmark = pytest.mark.accuracy


def astronaut() -> np.ndarray:
    return np.asarray(data.astronaut(), np.uint8)


def test_a_portrait_shows_one_face(observe: Observe) -> None:
    observation = observe(astronaut())
    assert observation.faces == 1
    assert observation.reason is None


def test_the_box_lies_on_the_face(observe: Observe) -> None:
    face = observe(astronaut()).face
    assert face is not None
    middle = (face.box.left + face.box.width / 2, face.box.top + face.box.height / 2)
    assert middle == pytest.approx((0.43, 0.25), abs=0.05)


def test_a_portrait_looks_about_straight_ahead(observe: Observe) -> None:
    face = observe(astronaut()).face
    assert face is not None
    assert face.yaw == pytest.approx(0, abs=10)
    assert face.gaze_x == pytest.approx(0, abs=0.3)


def test_two_portraits_side_by_side_are_two_faces(observe: Observe) -> None:
    assert observe(np.hstack([astronaut(), astronaut()])).faces == 2


def test_faces_far_from_the_camera_are_counted(observe: Observe) -> None:
    # Each face is 100 of 1,280 pixels: 10 at the detector's own scale, too few for it alone.
    picture = np.full((960, 1280, 3), 120, np.uint8)
    picture[:512, :512] = astronaut()
    picture[300:812, 700:1212] = astronaut()
    assert observe(picture).faces == 2


def test_the_faces_beside_the_main_one_have_their_boxes(observe: Observe) -> None:
    picture = np.full((960, 1280, 3), 120, np.uint8)
    picture[:512, :512] = astronaut()
    picture[300:812, 700:1212] = astronaut()
    observation = observe(picture)
    assert observation.face is not None
    (other,) = observation.others
    assert other.width == pytest.approx(observation.face.box.width, rel=0.2)
    assert abs(other.left - observation.face.box.left) > 0.4


def student_and_visitor() -> tuple[np.ndarray, np.ndarray]:
    """Return a student alone, and with a visitor whom the coarse scale is too coarse for."""
    alone = np.full((960, 1280, 3), 120, np.uint8)
    alone[:, 320:] = cv2.resize(astronaut()[:300, 70:370], (960, 960))
    visited = alone.copy()
    visited[:400, :320] = astronaut()[:400, 70:390]
    return alone, visited


def encoded(pictures: Iterable[np.ndarray]) -> list[bytes]:
    return [encode_frame(np.asarray(picture[..., ::-1], np.uint8)) for picture in pictures]


def test_a_visitor_is_seen_from_the_next_fine_look_until_they_leave(
    detector: FrameDetector,
) -> None:
    # The fine scale is searched in the first and the sixth frame, and from then on, with somebody
    # there, in every second.
    alone, visited = student_and_visitor()
    frames = encoded((alone, alone, *[visited] * 5, alone))
    counts = [o.faces for o in detector.detect(frames, range(len(frames)))]
    assert counts == [1, 1, 1, 1, 1, 2, 2, 1]


def test_a_room_is_looked_at_closely_in_every_second_frame(detector: FrameDetector) -> None:
    alone, visited = student_and_visitor()
    frames = encoded((alone, *[visited] * 3))
    counts = [o.faces for o in detector.for_rooms().detect(frames, range(len(frames)))]
    assert counts == [1, 1, 2, 2]


def a_digit(name: str = "") -> float:
    """Return how far two roundings of nearly the same may lie apart."""
    return 1.01 / 10.0 ** DECIMALS_OF.get(name, DECIMALS)


def test_frames_seen_together_show_what_each_shows_alone(detector: FrameDetector) -> None:
    """Networks take a bundle's pictures in one go, those of one size: none may get another's."""
    nobody = np.full((480, 640, 3), 120, np.uint8)
    turned = np.ascontiguousarray(astronaut()[:, ::-1])
    two = np.hstack([astronaut(), turned])
    frames = encoded((two, nobody, astronaut(), turned, nobody, astronaut()[:300, :400]))
    broken = [frames[0], frames[1][:500], *frames[1:]]
    together = detector.detect(broken, range(len(broken)))
    alone = [detector.detect([frame], [0])[0] for frame in broken]
    assert [o.faces for o in together] == [2, None, 0, 1, 1, 0, 1]
    for one, other in zip(together, alone, strict=True):
        assert (one.faces, one.reason) == (other.faces, other.reason)
        if one.face is not None and other.face is not None:
            found, expected = asdict(one.face), asdict(other.face)
            assert found.pop("box") == pytest.approx(expected.pop("box"), abs=a_digit())
            for name, value in found.items():
                assert value == pytest.approx(expected[name], abs=a_digit(name))


def test_a_half_hidden_face_is_found_at_the_second_look(observe: Observe) -> None:
    masked = astronaut()
    masked[125:190, 180:275] = (150, 190, 220)
    assert observe(masked).faces == 1


@pytest.mark.parametrize("name", ["coffee", "chelsea", "rocket", "brick"])
def test_things_and_animals_have_no_face(observe: Observe, name: str) -> None:
    picture = np.asarray(getattr(data, name)(), np.uint8)
    observation = observe(picture if picture.ndim == 3 else np.stack([picture] * 3, axis=-1))
    assert (observation.faces, observation.face) == (0, None)


def test_mirroring_the_picture_mirrors_the_pose(observe: Observe) -> None:
    portrait = astronaut()
    face, mirrored = observe(portrait).face, observe(portrait[:, ::-1]).face
    assert face is not None
    assert mirrored is not None
    assert face.roll is not None
    assert abs(face.roll) > 2
    assert mirrored.roll == pytest.approx(-face.roll, abs=3)
    assert face.yaw is not None
    assert mirrored.yaw == pytest.approx(-face.yaw, abs=5)
    assert face.pitch is not None
    assert mirrored.pitch == pytest.approx(face.pitch, abs=5)


def test_a_dark_picture_is_dark_and_empty(observe: Observe) -> None:
    observation = observe(np.zeros((480, 640, 3), np.uint8))
    assert observation.faces == 0
    assert observation.scene is not None
    assert observation.scene.brightness < 0.01
    assert observation.scene.sharpness < 1


def test_every_frame_is_answered_in_order_the_broken_ones_with_a_reason(
    detector: FrameDetector,
) -> None:
    good = encode_frame(astronaut())
    observations = detector.detect([good, good[:-9], good], [10, 20, 30])
    assert [(o.captured_ms, o.faces, o.reason) for o in observations] == [
        (10, 1, None),
        (20, None, "truncated"),
        (30, 1, None),
    ]


def test_a_repeated_frame_is_frozen(detector: FrameDetector) -> None:
    frame = encode_frame(astronaut())
    scenes = [o.scene for o in detector.detect([frame, frame], [0, 1000])]
    assert [scene.frozen for scene in scenes if scene] == [False, True]


def test_the_frame_before_the_bundle_counts_for_frozen(detector: FrameDetector) -> None:
    frame = encode_frame(astronaut())
    (observation,) = detector.detect([frame], [0], previous=frame)
    assert observation.scene is not None
    assert observation.scene.frozen


def test_the_versions_of_the_networks_are_named(detector: FrameDetector) -> None:
    assert detector.models == "faces-1+landmarks-1+iris-1+objects-2"


def test_missing_model_files_are_named_with_their_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelsMissingError, match="make models"):
        FrameDetector(tmp_path)


@given(
    st.integers(1, 640),
    st.integers(1, 640),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=25, deadline=None)
def test_no_picture_makes_the_detector_raise(
    detector: FrameDetector, width: int, height: int, seed: int
) -> None:
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    rows, columns = np.arange(height) * 8 // height, np.arange(width) * 8 // width
    (observation,) = detector.detect([encode_frame(coarse[rows][:, columns])], [0])
    assert observation.reason is None
