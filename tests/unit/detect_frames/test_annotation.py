"""Observations are drawn onto copies, and written where they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from chalicelib.domain.observations import Box, MainFace, Observation, Scene, SeenObject
from functions.detect_frames.annotation import AnnotationError, AnnotationWriter, annotate

if TYPE_CHECKING:
    from pathlib import Path

BLANK = np.zeros((480, 640, 3), np.uint8)
SEEN = Observation(
    captured_ms=0,
    faces=1,
    face=MainFace(Box(0.4, 0.4, 0.2, 0.2), 0.9, 10, 5, 2, gaze_x=0.2, gaze_y=0.1, mouth=0),
    objects=(SeenObject("phone", 0.8, Box(0.1, 0.1, 0.1, 0.2)),),
    scene=Scene(0.5, 100, frozen=True),
)


def test_the_box_of_the_face_is_drawn_on_a_copy() -> None:
    drawn = annotate(BLANK, SEEN)
    assert drawn[240, 256].any()
    assert not BLANK.any()


def test_an_observation_without_a_face_can_be_drawn() -> None:
    assert annotate(BLANK, Observation(0, faces=None, reason="truncated")).shape == BLANK.shape


def test_the_boxes_of_other_faces_are_drawn() -> None:
    visited = Observation(0, faces=2, face=SEEN.face, others=(Box(0.8, 0.5, 0.1, 0.1),))
    assert annotate(BLANK, visited)[264, 512].any()


def test_the_names_of_episodes_are_written_at_the_foot() -> None:
    plain, captioned = annotate(BLANK, SEEN), annotate(BLANK, SEEN, ["no_face"])
    assert np.array_equal(plain[:440], captioned[:440])
    assert not plain[460:].any()
    assert captioned[460:].any()


def test_a_single_frame_becomes_a_picture(tmp_path: Path) -> None:
    with AnnotationWriter(tmp_path / "one.png", 1) as writer:
        writer.write(annotate(BLANK, SEEN))
    written = cv2.imread(str(tmp_path / "one.png"))
    assert written is not None
    assert written.shape == (480, 640, 3)


def test_a_picture_cannot_hold_two_frames(tmp_path: Path) -> None:
    with AnnotationWriter(tmp_path / "one.png", 1) as writer:
        writer.write(BLANK)
        with pytest.raises(AnnotationError, match="holds one frame"):
            writer.write(BLANK)


def test_several_frames_become_a_video_even_in_different_sizes(tmp_path: Path) -> None:
    with AnnotationWriter(tmp_path / "all.mp4", 5) as writer:
        writer.write(BLANK)
        writer.write(BLANK[:240])
    assert cv2.VideoCapture(str(tmp_path / "all.mp4")).get(cv2.CAP_PROP_FRAME_COUNT) == 2


def test_a_folder_that_does_not_exist_cannot_be_written_to(tmp_path: Path) -> None:
    with (
        AnnotationWriter(tmp_path / "missing" / "all.mp4", 5) as writer,
        pytest.raises(AnnotationError, match=r"all\.mp4"),
    ):
        writer.write(BLANK)
