"""What one frame shows: the networks and the geometry, put together."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from chalicelib.domain.observations import Box, MainFace, Observation
from functions.detect_frames.decoding import UndecodableFrameError, decode_frame
from functions.detect_frames.gaze import Gaze, find_gaze, is_turned_away
from functions.detect_frames.head_pose import HeadPose, head_pose
from functions.detect_frames.iris import find_eyes
from functions.detect_frames.landmarks import mouth_opening
from functions.detect_frames.objects import load_object_detector
from functions.detect_frames.people import (
    FRAMES_A_FINE_LOOK,
    ROOM,
    STUDENT,
    Glance,
    Search,
    find_people,
    glance,
    main_face,
)
from functions.detect_frames.precision import rounded
from functions.detect_frames.scene import describe_scene, thumbnail
from functions.detect_frames.sessions import load_networks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from chalicelib.domain.observations import SeenObject
    from functions.detect_frames.faces import Faces
    from functions.detect_frames.objects import ObjectDetector

FAR_LOOK: Final = "far-1"
"""Stands among the versions where rooms are looked at, with the finest scale and for more faces."""
OBJECTS_OFF: Final = "objects-off"
"""Stands among the versions when no object detector is there: nothing found means nothing."""


class FrameDetector:
    """Observes frames; holds the networks, so make one a process."""

    def __init__(self, models_path: Path, *, with_objects: bool = True) -> None:
        """
        Load the networks.

        Args:
            models_path: The folder that ``python -m layers.models.build`` wrote.
            with_objects: Whether to look for things too, where there is a network for it.

        Raises:
            ModelsMissingError: They were not built.
        """
        self._networks = load_networks(models_path)
        self._objects: ObjectDetector | None = (
            load_object_detector(models_path) if with_objects else None
        )
        objects = self._objects.version if self._objects else OBJECTS_OFF
        self.models: str = f"{self._networks.versions}+{objects}"
        """The versions of the networks, for ``ObservationBundle.models``."""
        self.search: Search = STUDENT
        """How far and for how many faces it looks."""

    def for_rooms(self) -> FrameDetector:
        """Return one with the same networks that looks farther and for more people."""
        other = copy(self)
        other.models = f"{self.models}+{FAR_LOOK}"
        other.search = ROOM
        return other

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
        opened = [_open(content) for content in frames]
        seen = iter(glance(self._networks, [one for one in opened if not isinstance(one, str)]))
        before = _Before() if previous is None else _Before(luma=_thumbnail_of(previous))
        looked: list[_Looked] = []
        for picture, captured in zip(opened, captured_ms, strict=True):
            if isinstance(picture, str):
                looked.append(_Looked(Observation(captured, faces=None, reason=picture)))
            else:
                one, before = self._look(next(seen), captured, before)
                looked.append(one)
        return tuple(rounded(observation) for observation in self._with_gaze(looked))

    def _look(self, seen: Glance, captured_ms: int, before: _Before) -> tuple[_Looked, _Before]:
        """Return all of a frame but the gaze, and what it means for the next."""
        picture, luma = seen.picture, thumbnail(seen.picture)
        known = before.known_distant(self.search)
        people = find_people(self._networks, seen, known, search=self.search)
        objects = self._find_objects(picture, len(people.faces), before)
        now = _Before(
            luma,
            people.distant,
            age=1 if known is None else before.age + 1,
            shows_only_student=_is_only_student(objects),
        )
        observation = Observation(
            captured_ms,
            faces=len(people.faces),
            objects=objects,
            scene=describe_scene(luma, before.luma),
        )
        if not len(people.faces):
            return _Looked(observation), now
        height, width = picture.shape[:2]
        main = main_face(people.faces, width=width, height=height, before=before.student)
        boxes = _relative_boxes(people.faces.boxes, width=width, height=height)
        points = people.landmarks.points[main]
        face, pose, reason = _describe_face(boxes.pop(main), people.faces.scores[main], points)
        observation = replace(observation, face=face, others=tuple(boxes), reason=reason)
        eyes = None if pose is None else _EyesToRead(picture, points, pose)
        return _Looked(observation, eyes), replace(now, student=people.faces.boxes[main])

    def _find_objects(
        self, picture: NDArray[np.uint8], faces: int, before: _Before
    ) -> tuple[SeenObject, ...] | None:
        if self._objects is None:
            return ()
        may_wait = before.shows_only_student and not self.search.objects_in_every_frame
        return None if may_wait and faces == 1 else self._objects.find(picture)

    def _with_gaze(self, looked: Sequence[_Looked]) -> list[Observation]:
        """Return the observations with the gaze of all eyes that can be read."""
        wanted = [(one.eyes.picture, one.eyes.points) for one in looked if one.eyes]
        found = iter(find_eyes(self._networks.iris, wanted))
        return [
            _add_gaze(one.observation, find_gaze(next(found), one.eyes.pose))
            if one.eyes
            else one.observation
            for one in looked
        ]


@dataclass(frozen=True)
class _EyesToRead:
    """A face that looks at the camera."""

    picture: NDArray[np.uint8]
    points: NDArray[np.float32]
    pose: HeadPose


@dataclass(frozen=True)
class _Looked:
    """What a frame shows, and whose gaze is to be read still."""

    observation: Observation
    eyes: _EyesToRead | None = None


@dataclass(frozen=True)
class _Before:
    """What is still known of the frames before in the same bundle."""

    luma: NDArray[np.uint8] | None = None
    distant: Faces | None = None
    """The faces that only the fine scale found, in the last frame."""
    age: int = 0
    """How many frames ago the fine scale was searched."""
    student: NDArray[np.float32] | None = None
    """(4,) the main face's box, if the last frame had one."""
    shows_only_student: bool = False
    """Whether the last frame was searched for things, and showed none and one person at most."""

    def known_distant(self, search: Search) -> Faces | None:
        """Return the distant faces while they may stand in for a search of the fine scale."""
        if self.distant is None:
            return None
        most = FRAMES_A_FINE_LOOK if len(self.distant) else search.frames_a_fine_look
        return self.distant if self.age < most else None


def _describe_face(
    box: Box, score: np.float32, points: NDArray[np.float32]
) -> tuple[MainFace, HeadPose | None, str | None]:
    """Return the face without its gaze; the pose if its eyes can be read, or why they cannot."""
    face = MainFace(box, score=float(score), mouth=mouth_opening(points))
    pose = head_pose(points)
    if pose is None:
        return face, None, "pose_unclear"
    face = replace(face, yaw=pose.yaw, pitch=pose.pitch, roll=pose.roll)
    return (face, None, "head_turned") if is_turned_away(pose) else (face, pose, None)


def _add_gaze(observation: Observation, gaze: Gaze | None) -> Observation:
    if gaze is None or observation.face is None:
        return replace(observation, reason="eyes_closed")
    return replace(observation, face=replace(observation.face, gaze_x=gaze.x, gaze_y=gaze.y))


def _relative_boxes(boxes: NDArray[np.float32], *, width: int, height: int) -> list[Box]:
    """Return the part of each box (n, 4) that lies in the picture, in fractions of it."""
    corners = np.clip(boxes / [width, height, width, height], 0, 1)
    return [
        Box(float(left), float(top), float(right - left), float(bottom - top))
        for left, top, right, bottom in corners
    ]


def _is_only_student(objects: tuple[SeenObject, ...] | None) -> bool:
    return objects is not None and [seen.kind for seen in objects] in ([], ["person"])


def _open(content: bytes) -> NDArray[np.uint8] | str:
    """Return the picture, or why there is none."""
    try:
        return decode_frame(content)
    except UndecodableFrameError as error:
        return error.reason


def _thumbnail_of(content: bytes) -> NDArray[np.uint8] | None:
    picture = _open(content)
    return None if isinstance(picture, str) else thumbnail(picture)
