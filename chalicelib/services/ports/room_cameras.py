"""Room cameras and the keys that enrol them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.callers import CameraClaim
from chalicelib.domain.room_cameras import CameraHealth, CameraKey, Crowd, RoomCamera


class CameraTokens(Protocol):
    """Tokens of room cameras."""

    def issue_camera(self, claim: CameraClaim, *, expires_at: datetime) -> str:
        """Return a token for one camera."""
        ...

    def verify_camera(self, token: str) -> CameraClaim:
        """Return what a token speaks for; raises NotSignedInError."""
        ...


class CameraStore(Protocol):
    """Room cameras and the keys that enrol them."""

    def add_key(self, key: CameraKey) -> None:
        """Store a new key."""
        ...

    def find_key(self, digest: str) -> CameraKey | None:
        """Return a key; None when there is none, or not any more."""
        ...

    def enrol(self, key: CameraKey, camera: RoomCamera) -> None:
        """
        Store a new camera and use its key up; once it is stored, doing it again changes nothing.

        Raises:
            CameraKeyUsedError: Another camera was enrolled with the key.
        """
        ...

    def get(self, camera_id: str) -> RoomCamera:
        """Return a camera, also one that was removed; raises CameraNotFoundError."""
        ...

    def list_of(self, exam_id: str) -> tuple[RoomCamera, ...]:
        """Return every camera of an exam, also those that were removed."""
        ...

    def expect(self, camera_id: str, crowd: Crowd | None) -> RoomCamera:
        """Store how many people a camera should see; raises CameraNotFoundError."""
        ...

    def record_health(self, camera_id: str, health: CameraHealth) -> RoomCamera:
        """Store a heartbeat; raises CameraNotFoundError, also for a removed camera."""
        ...

    def remove(self, camera_id: str) -> None:
        """Let a camera send nothing any more; raises CameraNotFoundError."""
        ...
