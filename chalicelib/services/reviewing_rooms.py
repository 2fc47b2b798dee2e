"""After the exam: read what a room camera saw, as an attempt is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.exams import Exam
from chalicelib.domain.policies import Policy
from chalicelib.domain.room_cameras import RoomCamera
from chalicelib.domain.room_policy import room_policy
from chalicelib.services.ports import (
    CameraStore,
    Clock,
    ExamStore,
    FrameStore,
    ViolationStore,
)
from chalicelib.services.reviewing import ReviewedViolation, with_pictures
from chalicelib.services.room_cameras import exam_camera


@dataclass(frozen=True, slots=True)
class CameraReview:
    """Everything about one room camera but what was seen second by second."""

    exam: Exam
    camera: RoomCamera
    policy: Policy
    """The rules in force for it now."""
    violations: tuple[ReviewedViolation, ...]
    """Those that stand, by their start."""
    now: datetime


def read_camera(
    exam_id: str,
    camera_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    cameras: CameraStore,
    violations: ViolationStore,
    frames: FrameStore,
    clock: Clock,
) -> CameraReview:
    """Return a camera, removed or not; raises ExamNotFoundError, CameraNotFoundError."""
    exam, camera = exam_camera(exam_id, camera_id, lecturer=lecturer, exams=exams, cameras=cameras)
    standing = [v for v in violations.read(camera_id).violations if v.stands]
    return CameraReview(
        exam=exam,
        camera=camera,
        policy=room_policy(camera.crowd),
        violations=tuple(
            with_pictures(v, frames=frames) for v in sorted(standing, key=lambda v: v.started_ms)
        ),
        now=clock.now(),
    )
