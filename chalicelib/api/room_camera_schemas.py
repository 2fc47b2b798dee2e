"""What goes over the wire about room cameras."""

from __future__ import annotations

from msgspec import Struct

from chalicelib.api.attempt_schemas import CameraName, UploadPolicy
from chalicelib.api.question_schemas import Line
from chalicelib.api.schemas import Instant, Whole


class CameraKey(Struct, frozen=True):
    """A key that enrols one camera, once."""

    key: str
    expires_at: Instant


class Crowd(Struct, frozen=True):
    """How many people a camera should see; ``fewer_too``: whether fewer are worth telling."""

    expected: Whole
    tolerance: Whole = 0
    fewer_too: bool = False


class RoomCamera(Struct, frozen=True):
    """A room camera as its lecturer sees it; the counts are pictures since its agent started."""

    camera_id: str
    name: str
    enrolled_at: Instant
    crowd: Crowd | None
    last_seen_at: Instant | None
    silent: bool
    """Whether its agent has not been heard of for a while."""
    camera: CameraName
    sent: int
    waiting: int
    lost: int
    latest_ms: int | None
    """When the newest upload begins, milliseconds since the epoch."""
    latest_url: str | None
    """The newest upload: JPEG pictures, one after the other; works for some minutes."""


class RemovedCamera(Struct, frozen=True):
    """A camera that sends nothing any more; what it saw is still to be reviewed."""

    camera_id: str
    name: str
    enrolled_at: Instant
    last_seen_at: Instant | None


class RoomCameraList(Struct, frozen=True):
    """An exam's room cameras, by name; ``items`` are those that send."""

    items: list[RoomCamera]
    removed: list[RemovedCamera]
    server_time_ms: int


class RoomCameraChange(Struct, frozen=True):
    """What a lecturer sets of a camera; null: the number of people is not judged."""

    crowd: Crowd | None


class CameraEnrolment(Struct, frozen=True):
    """An agent's request; a nonce of 32 hexadecimal digits makes it safe to repeat."""

    key: Line
    name: Line
    nonce: Line


class EnrolledCamera(Struct, frozen=True):
    """``camera_token`` is the bearer token of the camera's routes."""

    camera_id: str
    camera_token: str
    exam_title: str
    server_time_ms: int


class CameraHealth(Struct, frozen=True):
    """What an agent says every few seconds; ``latest`` is the key of its newest upload."""

    camera: CameraName
    sent: Whole = 0
    waiting: Whole = 0
    lost: Whole = 0
    latest: Line | None = None


class CameraHeartbeat(Struct, frozen=True):
    """What the agent learns in return."""

    ends_at: Instant
    """When the exam's cameras stop."""
    server_time_ms: int
    upload: UploadPolicy
