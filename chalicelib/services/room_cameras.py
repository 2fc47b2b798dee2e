"""Room cameras: draw a key, enrol, stay in touch, list, remove."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.callers import CameraClaim, Lecturer
from chalicelib.domain.errors import (
    CameraKeyUnknownError,
    CameraNotFoundError,
    ExamOverError,
    InvalidError,
    Problem,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.room_cameras import (
    KEY_LIFE,
    WATCHES_ON,
    CameraHealth,
    CameraKey,
    Crowd,
    RoomCamera,
    camera_id_of,
    check_crowd,
    check_name,
    key_digest,
)
from chalicelib.domain.room_codes import normalise_room_code
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    CameraStore,
    CameraTokens,
    Clock,
    ExamStore,
    FrameStore,
    Identifiers,
    UploadPolicy,
)

KEY_PARTS: Final = 3
"""Room codes in a key: 90 bits."""
TOKEN_LIFE: Final = timedelta(hours=24)
"""How long after the exam's end a camera's token is good, to be told that it is over."""
MAX_COUNT: Final = 10**9
_NONCE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A camera and the token that it works under."""

    camera: RoomCamera
    exam: Exam
    token: str


@dataclass(frozen=True, slots=True)
class CameraBeat:
    """What a camera's agent learns from a heartbeat."""

    ends_at: datetime
    upload: UploadPolicy
    now: datetime


@dataclass(frozen=True, slots=True)
class WatchedCamera:
    """A camera and the address of its newest upload, a bundle of pictures."""

    camera: RoomCamera
    latest_url: str | None


@dataclass(frozen=True, slots=True)
class ExamCameras:
    """The cameras of an exam by name: those that send, and those that were removed."""

    present: tuple[WatchedCamera, ...]
    removed: tuple[RoomCamera, ...]


def issue_camera_key(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    cameras: CameraStore,
    identifiers: Identifiers,
    clock: Clock,
) -> tuple[str, datetime]:
    """Return a key that enrols one camera, and until when; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    key = "-".join(identifiers.new_room_code() for _ in range(KEY_PARTS))
    expires_at = clock.now() + KEY_LIFE
    cameras.add_key(CameraKey(key_digest(key), exam_id, expires_at))
    return key, expires_at


def enrol_camera(
    room_code: str,
    key: str,
    name: str,
    nonce: str,
    *,
    exams: ExamStore,
    cameras: CameraStore,
    tokens: CameraTokens,
    clock: Clock,
) -> Enrolled:
    """
    Make a camera of whoever holds a key; the same nonce gets the same camera again.

    Raises:
        CameraKeyUnknownError: No such key, or it expired, or it is for another room.
        CameraKeyUsedError: Another camera was enrolled with it.
        ExamOverError: The exam has ended.
        InvalidError: The name or the nonce is malformed.
    """
    check_name(name)
    if not _NONCE.fullmatch(nonce):
        raise InvalidError((Problem("nonce", "malformed"),))
    now = clock.now()
    found = cameras.find_key(key_digest(key))
    if found is None or found.expires_at <= now:
        raise CameraKeyUnknownError
    exam = exams.get(found.exam_id)
    if exam.content.room_code != normalise_room_code(room_code):
        raise CameraKeyUnknownError
    if now >= watches_until(exam):
        raise ExamOverError
    camera = RoomCamera(camera_id_of(found.digest, nonce), exam.exam_id, name, now)
    cameras.enrol(found, camera)
    token = tokens.issue_camera(
        CameraClaim(camera.camera_id, exam.exam_id), expires_at=watches_until(exam) + TOKEN_LIFE
    )
    return Enrolled(camera, exam, token)


def record_camera_health(
    claim: CameraClaim,
    health: CameraHealth,
    *,
    exams: ExamStore,
    cameras: CameraStore,
    frames: FrameStore,
) -> CameraBeat:
    """
    Note how a camera is doing, and renew its upload policy.

    Raises:
        CameraNotFoundError: It was removed.
        InvalidError: A count is out of range, or the newest upload is not its own.
    """
    counts = {"sent": health.sent, "waiting": health.waiting, "lost": health.lost}
    problems = [Problem(n, "out_of_range") for n, c in counts.items() if not 0 <= c <= MAX_COUNT]
    if health.latest and health.latest.attempt_id != claim.camera_id:
        problems.append(Problem("latest", "malformed"))
    if problems:
        raise InvalidError(tuple(problems))
    camera = cameras.record_health(claim.camera_id, health)
    now = health.last_seen_at
    exam = exams.get(camera.exam_id)
    frame_days = exam.content.settings.frame_days
    upload = frames.sign_upload(camera.camera_id, now=now, frame_days=frame_days)
    return CameraBeat(watches_until(exam), upload, now)


def list_cameras(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    cameras: CameraStore,
    frames: FrameStore,
) -> ExamCameras:
    """Return an exam's cameras; raises ExamNotFoundError."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    found = sorted(cameras.list_of(exam_id), key=lambda c: (c.name, c.enrolled_at))
    return ExamCameras(
        present=tuple(
            WatchedCamera(camera, _latest_url(camera, frames=frames))
            for camera in found
            if not camera.removed
        ),
        removed=tuple(camera for camera in found if camera.removed),
    )


def expect_people(
    exam_id: str,
    camera_id: str,
    crowd: Crowd | None,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    cameras: CameraStore,
    frames: FrameStore,
) -> WatchedCamera:
    """Say how many people a camera should see; raises ExamNotFoundError, CameraNotFoundError."""
    check_crowd(crowd)
    own_camera(exam_id, camera_id, lecturer=lecturer, exams=exams, cameras=cameras)
    camera = cameras.expect(camera_id, crowd)
    return WatchedCamera(camera, _latest_url(camera, frames=frames))


def remove_camera(
    exam_id: str,
    camera_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    cameras: CameraStore,
) -> None:
    """Let a camera send nothing any more; raises ExamNotFoundError, CameraNotFoundError."""
    own_camera(exam_id, camera_id, lecturer=lecturer, exams=exams, cameras=cameras)
    cameras.remove(camera_id)


def own_camera(
    exam_id: str, camera_id: str, *, lecturer: Lecturer, exams: ExamStore, cameras: CameraStore
) -> RoomCamera:
    """Return a camera of an exam of the lecturer's; raises as ``remove_camera`` does."""
    _, camera = exam_camera(exam_id, camera_id, lecturer=lecturer, exams=exams, cameras=cameras)
    if camera.removed:
        raise CameraNotFoundError(camera_id=camera_id)
    return camera


def exam_camera(
    exam_id: str, camera_id: str, *, lecturer: Lecturer, exams: ExamStore, cameras: CameraStore
) -> tuple[Exam, RoomCamera]:
    """Return a camera with its exam, a removed one too; raises as ``remove_camera`` does."""
    exam, camera = own_exam(exam_id, lecturer=lecturer, exams=exams), cameras.get(camera_id)
    if camera.exam_id != exam_id:
        raise CameraNotFoundError(camera_id=camera_id)
    return exam, camera


def watches_until(exam: Exam) -> datetime:
    """Return when an exam's room cameras stop."""
    return exam.content.ends_at + WATCHES_ON


def _latest_url(camera: RoomCamera, *, frames: FrameStore) -> str | None:
    latest = camera.health and camera.health.latest
    return frames.sign_read(str(latest)) if latest else None
