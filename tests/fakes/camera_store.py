"""Room cameras in memory."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.errors import CameraKeyUsedError, CameraNotFoundError
from chalicelib.domain.room_cameras import CameraHealth, CameraKey, Crowd, RoomCamera


class FakeCameraStore:
    def __init__(self, *cameras: RoomCamera) -> None:
        self._keys: dict[str, CameraKey] = {}
        self._cameras = {camera.camera_id: camera for camera in cameras}

    def add(self, camera: RoomCamera) -> None:
        self._cameras[camera.camera_id] = camera

    def add_key(self, key: CameraKey) -> None:
        self._keys[key.digest] = key

    def find_key(self, digest: str) -> CameraKey | None:
        return self._keys.get(digest)

    def enrol(self, key: CameraKey, camera: RoomCamera) -> None:
        if self._keys[key.digest].camera_id not in {None, camera.camera_id}:
            raise CameraKeyUsedError
        self._keys[key.digest] = replace(key, camera_id=camera.camera_id)
        self._cameras.setdefault(camera.camera_id, camera)

    def get(self, camera_id: str) -> RoomCamera:
        try:
            return self._cameras[camera_id]
        except KeyError:
            raise CameraNotFoundError(camera_id=camera_id) from None

    def list_of(self, exam_id: str) -> tuple[RoomCamera, ...]:
        return tuple(camera for camera in self._cameras.values() if camera.exam_id == exam_id)

    def expect(self, camera_id: str, crowd: Crowd | None) -> RoomCamera:
        return self._change(camera_id, crowd=crowd)

    def record_health(self, camera_id: str, health: CameraHealth) -> RoomCamera:
        if self.get(camera_id).removed:
            raise CameraNotFoundError(camera_id=camera_id)
        return self._change(camera_id, health=health)

    def remove(self, camera_id: str) -> None:
        self._change(camera_id, removed=True)

    def _change(self, camera_id: str, **changes: object) -> RoomCamera:
        self._cameras[camera_id] = replace(self.get(camera_id), **changes)  # type: ignore[arg-type]
        return self._cameras[camera_id]
