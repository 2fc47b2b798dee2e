"""Real recordings with labels.

Labels speak of the picture; observations of the student.  In a picture that is not
mirrored, its left edge is the student's own right: negative yaw, negative gaze.
"""

from __future__ import annotations

import csv
from statistics import median
from typing import TYPE_CHECKING

import pytest

from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.recordings import encode_frame, read_frames
from tests.accuracy.conftest import RECORDINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from chalicelib.domain.observations import MainFace, Observation
    from functions.detect_frames.detector import FrameDetector

    ObserveRecording = Callable[[str], tuple[Observation, ...]]

pytestmark = pytest.mark.accuracy


def faces_between(
    observations: tuple[Observation, ...], start_s: float, end_s: float
) -> list[MainFace]:
    return [
        o.face for o in observations if o.face and start_s * 1000 <= o.captured_ms < end_s * 1000
    ]


def median_gaze_x(faces: list[MainFace]) -> float:
    return median(face.gaze_x for face in faces if face.gaze_x is not None)


def test_a_student_at_the_screen_is_one_face_in_nearly_every_frame(
    observe_recording: ObserveRecording,
) -> None:
    observations = observe_recording("focused.mp4")
    assert len(observations) > 40
    assert sum(o.faces == 1 for o in observations) >= 0.95 * len(observations)


def test_a_student_at_the_screen_keeps_head_and_eyes_still(
    observe_recording: ObserveRecording,
) -> None:
    faces = faces_between(observe_recording("focused.mp4"), 0, 11)
    gaze = [face.gaze_x for face in faces if face.gaze_x is not None]
    yaw = [face.yaw for face in faces if face.yaw is not None]
    assert max(gaze) - min(gaze) < 0.25
    assert max(yaw) - min(yaw) < 10


def test_a_living_picture_is_never_frozen(observe_recording: ObserveRecording) -> None:
    observations = observe_recording("focused.mp4")
    assert not any(o.scene.frozen for o in observations if o.scene)


def test_eyes_turned_to_the_left_edge_of_the_picture_look_to_the_own_right(
    observe_recording: ObserveRecording,
) -> None:
    observations = observe_recording("eyes_left.mp4")
    calm = median_gaze_x(faces_between(observations, 0, 5))
    away = median_gaze_x(faces_between(observations, 6, 10))
    back = median_gaze_x(faces_between(observations, 11, 15))
    assert away < calm - 0.2
    assert away < back - 0.2


def test_eyes_that_turn_alone_leave_the_head_where_it_is(
    observe_recording: ObserveRecording,
) -> None:
    observations = observe_recording("eyes_left.mp4")
    calm = median(f.yaw for f in faces_between(observations, 0, 5) if f.yaw is not None)
    away = median(f.yaw for f in faces_between(observations, 6, 10) if f.yaw is not None)
    assert abs(away - calm) < 6


def test_mirrored_eyes_look_the_other_way(
    detector: FrameDetector, observe_recording: ObserveRecording
) -> None:
    assert observe_recording("eyes_left.mp4")
    frames = read_frames(RECORDINGS / "eyes_left.mp4", first_ms=0, frames_per_second=1)
    pictures = [decode_frame(frame.content) for frame in frames if 6000 < frame.captured_ms < 10000]
    mirrored = [encode_frame(picture[:, ::-1]) for picture in pictures]
    faces = [o.face for o in detector.detect(mirrored, range(len(mirrored))) if o.face]
    assert median_gaze_x(faces) > 0.2


@pytest.mark.parametrize(("name", "faces"), [("four_faces.jpg", 4), ("three_faces.jpg", 3)])
def test_every_person_in_a_group_is_counted(
    observe_recording: ObserveRecording, name: str, faces: int
) -> None:
    (observation,) = observe_recording(name)
    assert observation.faces == faces


def test_turned_heads_are_found_and_their_direction_is_right(
    observe_recording: ObserveRecording,
) -> None:
    with (RECORDINGS / "head_turns.csv").open(newline="") as lines:
        labels = [row["turned"] for row in csv.DictReader(lines)]
    observations = observe_recording("head_turns")
    assert len(observations) == len(labels)
    # A face may be turned so far that it is no longer found.
    seen = [(turned, o.face) for turned, o in zip(labels, observations, strict=True) if o.face]
    assert len(seen) >= 0.8 * len(labels)
    right = sum(direction_of(face) == turned for turned, face in seen)
    assert right >= 0.8 * len(seen)


def test_a_face_without_gaze_has_a_reason_and_one_with_gaze_has_none(
    observe_recording: ObserveRecording,
) -> None:
    observations = [*observe_recording("head_turns"), *observe_recording("eyes_left.mp4")]
    faces = [(o.face, o.reason) for o in observations if o.face]
    assert all((face.gaze_x is None) == (reason is not None) for face, reason in faces)
    assert "head_turned" in {reason for _, reason in faces}


def direction_of(face: MainFace) -> str:
    """Name the direction in the words of the labels: edges of the picture."""
    assert face.yaw is not None
    assert face.pitch is not None
    if face.pitch < -abs(face.yaw):
        return "down"
    return "right" if face.yaw > 0 else "left"
