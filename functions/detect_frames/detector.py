"""What one frame shows: the networks and the geometry, put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from chalicelib.domain.observations import Box, MainFace, Observation
from functions.detect_frames.decoding import UndecodableFrameError, decode_frame
from functions.detect_frames.faces import Faces, drop_parts, find_faces, join_scales
from functions.detect_frames.gaze import find_gaze
from functions.detect_frames.head_pose import head_pose
from functions.detect_frames.iris import find_eyes
from functions.detect_frames.landmarks import Landmarks, find_landmarks, mouth_opening
from functions.detect_frames.scene import describe_scene, thumbnail
from functions.detect_frames.sessions import load_networks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

COARSE_SIDE: Final = 128
"""The scale the face detector was trained at: finds faces that fill the picture."""
FINE_SIDE: Final = 256
"""Twice that: finds people in the background, down to about a tenth of the picture's height."""
_CANDIDATE_SCORE: Final = 0.3
"""Heads turned far reach no more than 0.4."""
_PRESENCE: Final = 0.85
"""The landmark network's own sureness, needed always: a cup of coffee reached 0.79."""
_CLEAR_SCORE: Final = 0.5
"""Needed too, save for the only face: the patch on a space suit had a presence of 0.95, but
a score of 0.42."""
_MOST_FACES: Final = 8
"""No more candidates are examined: a poster of faces must not cost a second."""


class FrameDetector:
    """Observes frames; holds the networks, so make one a process."""

    def __init__(self, models_path: Path) -> None:
        """
        Load the networks.

        Args:
            models_path: The folder that ``python -m layers.models.build`` wrote.

        Raises:
            ModelsMissingError: They were not built.
        """
        self._networks = load_networks(models_path)
        self.models: str = self._networks.versions
        """The versions of the networks, for ``ObservationBundle.models``."""

    def detect(
        self,
        frames: Sequence[bytes],
        captured_ms: Sequence[int],
        previous: bytes | None = None,
    ) -> tuple[Observation, ...]:
        """
        Observe the frames of one bundle.

        Args:
            frames: JPEG pictures as ``split_bundle`` returns them, in order of capture.
            captured_ms: When each was captured, milliseconds.
            previous: The JPEG picture before the first, if it is at hand: only with it can
                the first frame be called frozen.

        Returns:
            One observation a frame, in the same order.  A frame that cannot be decoded
            has no face count and the ``reason``; nothing a frame holds raises.
        """
        observations = []
        before = None if previous is None else _thumbnail_of(previous)
        for content, captured in zip(frames, captured_ms, strict=True):
            try:
                picture = decode_frame(content)
            except UndecodableFrameError as error:
                observations.append(Observation(captured, faces=None, reason=error.reason))
                continue
            luma = thumbnail(picture)
            faces, landmarks = self.find_people(picture)
            observations.append(
                Observation(
                    captured_ms=captured,
                    faces=len(faces),
                    face=self._describe_main_face(picture, faces, landmarks),
                    scene=describe_scene(luma, before),
                )
            )
            before = luma
        return tuple(observations)

    def find_people(self, picture: NDArray[np.uint8]) -> tuple[Faces, Landmarks]:
        """
        Find every face in a picture (height, width, 3) BGR, and its landmarks.

        A candidate counts when the landmark network sees a face in it too.  Doubt counts for
        the student both ways: an unclear face is one where there is no other, and
        nobody where there is.
        """
        coarse, fine = (
            find_faces(self._networks.faces, picture, side=side, threshold=_CANDIDATE_SCORE)
            for side in (COARSE_SIDE, FINE_SIDE)
        )
        candidates = drop_parts(join_scales(coarse, fine)).first(_MOST_FACES)
        is_clear = candidates.scores >= _CLEAR_SCORE
        people = self._examine(picture, candidates.pick(is_clear))
        if not len(people[0]):
            people = self._examine(picture, candidates.pick(~is_clear), most=1)
        return people

    def _examine(
        self, picture: NDArray[np.uint8], candidates: Faces, most: int = _MOST_FACES
    ) -> tuple[Faces, Landmarks]:
        """Return the best ``most`` candidates in which the landmark network sees a face."""
        landmarks = find_landmarks(self._networks.landmarks, picture, candidates)
        present = np.flatnonzero(landmarks.presence >= _PRESENCE)[:most]
        return candidates.pick(present), landmarks.pick(present)

    def _describe_main_face(
        self, picture: NDArray[np.uint8], faces: Faces, landmarks: Landmarks
    ) -> MainFace | None:
        if not len(faces):
            return None
        height, width = picture.shape[:2]
        main = main_face(faces, width=width, height=height)
        points = landmarks.points[main]
        face = MainFace(
            box=_relative_box(faces.boxes[main], width=width, height=height),
            score=float(faces.scores[main]),
            mouth=mouth_opening(points),
        )
        pose = head_pose(points)
        if pose is None:
            return face
        face = replace(face, yaw=pose.yaw, pitch=pose.pitch, roll=pose.roll)
        gaze = find_gaze(find_eyes(self._networks.iris, picture, points), pose)
        return face if gaze is None else replace(face, gaze_x=gaze.x, gaze_y=gaze.y)


def main_face(faces: Faces, *, width: int, height: int) -> int:
    """
    Return the number of the student's face: the largest and most central one.

    A face at the picture's corner counts half of one in its middle.

    Args:
        faces: At least one.
        width: Of the picture in pixels.
        height: Likewise.
    """
    sides = faces.boxes[:, 2:] - faces.boxes[:, :2]
    middles = (faces.boxes[:, :2] + faces.boxes[:, 2:]) / 2
    from_middle = (middles / [width, height] - 0.5) * 2
    distance = np.hypot(from_middle[:, 0], from_middle[:, 1]) / np.sqrt(2)
    return int(np.argmax(sides.prod(axis=1) * (1 - distance / 2)))


def _relative_box(box: NDArray[np.float32], *, width: int, height: int) -> Box:
    """Return the part of a box in pixels that lies in the picture, in fractions of it."""
    left, top, right, bottom = np.clip(box / [width, height, width, height], 0, 1)
    return Box(float(left), float(top), float(right - left), float(bottom - top))


def _thumbnail_of(content: bytes) -> NDArray[np.uint8] | None:
    try:
        return thumbnail(decode_frame(content))
    except UndecodableFrameError:
        return None
