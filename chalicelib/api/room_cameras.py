"""Room cameras: lecturers draw keys and look after them, agents enrol and stay in touch."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from chalicelib.api import attempt_mapping as mapping
from chalicelib.api import room_camera_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.moments import to_milliseconds
from chalicelib.api.room_camera_mapping import show_crowd
from chalicelib.domain.attempts import CameraState
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_uploads import FrameKey, FrameUploadError
from chalicelib.domain.room_cameras import CameraHealth, Crowd, RoomCamera
from chalicelib.services import room_cameras
from chalicelib.services.room_cameras import WatchedCamera

resource = Resource()


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/camera-keys",
    access=Access.LECTURER,
    response=schemas.CameraKey,
    status=HTTPStatus.CREATED,
)
def issue_camera_key(call: Call[None]) -> schemas.CameraKey:
    """Draw a key that enrols one room camera, good once and for an hour."""
    key, expires_at = room_cameras.issue_camera_key(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        cameras=call.world.cameras,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return schemas.CameraKey(key, expires_at)


@resource.endpoint(
    "GET", "/exams/{exam_id}/cameras", access=Access.LECTURER, response=schemas.RoomCameraList
)
def list_room_cameras(call: Call[None]) -> schemas.RoomCameraList:
    """List the room's cameras and how they are doing, and those that were removed."""
    found = room_cameras.list_cameras(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        cameras=call.world.cameras,
        frames=call.world.frames,
    )
    now = call.world.clock.now()
    return schemas.RoomCameraList(
        [_show_camera(camera, now) for camera in found.present],
        [_show_removed(camera) for camera in found.removed],
        to_milliseconds(now),
    )


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}/cameras/{camera_id}",
    access=Access.LECTURER,
    request=schemas.RoomCameraChange,
    response=schemas.RoomCamera,
)
def change_room_camera(call: Call[schemas.RoomCameraChange]) -> schemas.RoomCamera:
    """Say how many people a camera should see."""
    crowd = call.body.crowd
    camera = room_cameras.expect_people(
        call.path["exam_id"],
        call.path["camera_id"],
        Crowd(crowd.expected, crowd.tolerance, crowd.fewer_too) if crowd else None,
        lecturer=call.lecturer,
        exams=call.world.exams,
        cameras=call.world.cameras,
        frames=call.world.frames,
    )
    return _show_camera(camera, call.world.clock.now())


@resource.endpoint(
    "DELETE",
    "/exams/{exam_id}/cameras/{camera_id}",
    access=Access.LECTURER,
    status=HTTPStatus.NO_CONTENT,
)
def remove_room_camera(call: Call[None]) -> None:
    """Let a camera send nothing any more."""
    room_cameras.remove_camera(
        call.path["exam_id"],
        call.path["camera_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        cameras=call.world.cameras,
    )


@resource.endpoint(
    "POST",
    "/rooms/{room_code}/cameras",
    access=Access.ANYBODY,
    request=schemas.CameraEnrolment,
    response=schemas.EnrolledCamera,
    status=HTTPStatus.CREATED,
)
def enrol_room_camera(call: Call[schemas.CameraEnrolment]) -> schemas.EnrolledCamera:
    """Enrol a camera with a one-time key."""
    enrolled = room_cameras.enrol_camera(
        call.path["room_code"],
        call.body.key,
        call.body.name.strip(),
        call.body.nonce,
        exams=call.world.exams,
        cameras=call.world.cameras,
        tokens=call.world.camera_tokens,
        clock=call.world.clock,
    )
    return schemas.EnrolledCamera(
        enrolled.camera.camera_id,
        enrolled.token,
        enrolled.exam.content.title,
        to_milliseconds(call.world.clock.now()),
    )


@resource.endpoint(
    "POST",
    "/cameras/{camera_id}/heartbeat",
    access=Access.CAMERA,
    request=schemas.CameraHealth,
    response=schemas.CameraHeartbeat,
)
def record_camera_health(call: Call[schemas.CameraHealth]) -> schemas.CameraHeartbeat:
    """Note how a camera is doing, and renew its upload policy."""
    beat = room_cameras.record_camera_health(
        call.camera,
        _read_health(call.body, call.world.clock.now()),
        exams=call.world.exams,
        cameras=call.world.cameras,
        frames=call.world.frames,
    )
    return schemas.CameraHeartbeat(
        beat.ends_at, to_milliseconds(beat.now), mapping.show_upload(beat.upload)
    )


def _read_health(body: schemas.CameraHealth, now: datetime) -> CameraHealth:
    try:
        latest = FrameKey.parse(body.latest) if body.latest else None
    except FrameUploadError as error:
        raise InvalidError((Problem("latest", "malformed"),)) from error
    return CameraHealth(now, CameraState(body.camera), body.sent, body.waiting, body.lost, latest)


def _show_camera(watched: WatchedCamera, now: datetime) -> schemas.RoomCamera:
    camera, health = watched.camera, watched.camera.health
    return schemas.RoomCamera(
        camera_id=camera.camera_id,
        name=camera.name,
        enrolled_at=camera.enrolled_at,
        crowd=show_crowd(camera.crowd),
        last_seen_at=health.last_seen_at if health else None,
        silent=health is None or health.is_silent(now),
        camera=health.camera.value if health else "unknown",
        sent=health.sent if health else 0,
        waiting=health.waiting if health else 0,
        lost=health.lost if health else 0,
        latest_ms=health.latest.captured_ms if health and health.latest else None,
        latest_url=watched.latest_url,
    )


def _show_removed(camera: RoomCamera) -> schemas.RemovedCamera:
    last_seen_at = camera.health.last_seen_at if camera.health else None
    return schemas.RemovedCamera(camera.camera_id, camera.name, camera.enrolled_at, last_seen_at)
