"""Room cameras, and the keys that enrol them."""

from __future__ import annotations

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_failed,
    condition_raises,
    item_failed,
    transaction,
)
from chalicelib.domain.attempts import CameraState
from chalicelib.domain.errors import CameraKeyUsedError, CameraNotFoundError
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.room_cameras import CameraHealth, CameraKey, Crowd, RoomCamera


class ByExam(GlobalSecondaryIndex["CameraRecord"]):
    """An exam's cameras."""

    class Meta:
        index_name = "by_exam"
        projection = AllProjection()

    exam_id = UnicodeAttribute(hash_key=True)
    partition_key = UnicodeAttribute(range_key=True)


class CameraRecord(TableModel):
    """A room camera and its last heartbeat: one record, as both are small and read together."""

    class Meta(TableMeta):
        table = "cameras"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.CAMERA)
    exam_id = UnicodeAttribute()
    name = UnicodeAttribute()
    enrolled_at = UTCDateTimeAttribute()
    removed = BooleanAttribute(null=True)
    expected = NumberAttribute(null=True)
    tolerance = NumberAttribute(null=True)
    fewer_too = BooleanAttribute(null=True)
    last_seen_at = UTCDateTimeAttribute(null=True)
    camera = UnicodeAttribute(null=True)
    sent = NumberAttribute(null=True)
    waiting = NumberAttribute(null=True)
    lost = NumberAttribute(null=True)
    latest = UnicodeAttribute(null=True)
    by_exam = ByExam()


class CameraKeyRecord(TableModel):
    """A key that enrols one camera; not in the exam's index, so its exam has another name."""

    class Meta(TableMeta):
        table = "cameras"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.CLAIM)
    for_exam = UnicodeAttribute()
    camera_id = UnicodeAttribute(null=True)
    expires_at = TTLAttribute()


class DynamoCameraStore:
    """Cameras in DynamoDB; see ``chalicelib.services.ports.CameraStore``."""

    def add_key(self, key: CameraKey) -> None:
        _key_record(key).save()

    def find_key(self, digest: str) -> CameraKey | None:
        try:
            found = CameraKeyRecord.get(keys.camera_key(digest), keys.CLAIM, consistent_read=True)
        except DoesNotExist:
            return None
        return CameraKey(digest, found.for_exam, found.expires_at, found.camera_id)

    def enrol(self, key: CameraKey, camera: RoomCamera) -> None:
        used = _key_record(key)
        used.camera_id = camera.camera_id
        mine = CameraKeyRecord.camera_id.does_not_exist() | (
            CameraKeyRecord.camera_id == camera.camera_id
        )
        record = CameraRecord(
            camera.camera_id,
            exam_id=camera.exam_id,
            name=camera.name,
            enrolled_at=camera.enrolled_at,
        )
        try:
            with transaction() as write:
                write.save(used, condition=CameraKeyRecord.for_exam.exists() & mine)
                write.save(record, condition=CameraRecord.partition_key.does_not_exist())
        except TransactWriteError as failure:
            if not condition_failed(failure):
                raise
            if item_failed(failure, 0):
                raise CameraKeyUsedError from failure
            # Enrolled already: the agent did not hear of it, and asks again.

    def get(self, camera_id: str) -> RoomCamera:
        try:
            return _to_camera(CameraRecord.get(camera_id, keys.CAMERA, consistent_read=True))
        except DoesNotExist as error:
            raise CameraNotFoundError(camera_id=camera_id) from error

    def list_of(self, exam_id: str) -> tuple[RoomCamera, ...]:
        return tuple(_to_camera(record) for record in CameraRecord.by_exam.query(exam_id))

    def expect(self, camera_id: str, crowd: Crowd | None) -> RoomCamera:
        fields = (CameraRecord.expected, CameraRecord.tolerance, CameraRecord.fewer_too)
        if crowd is None:
            return _update(camera_id, *(field.remove() for field in fields))
        return _update(
            camera_id,
            CameraRecord.expected.set(crowd.expected),
            CameraRecord.tolerance.set(crowd.tolerance),
            CameraRecord.fewer_too.set(crowd.fewer_too),
        )

    def record_health(self, camera_id: str, health: CameraHealth) -> RoomCamera:
        latest = CameraRecord.latest
        return _update(
            camera_id,
            CameraRecord.last_seen_at.set(health.last_seen_at),
            CameraRecord.camera.set(health.camera.value),
            CameraRecord.sent.set(health.sent),
            CameraRecord.waiting.set(health.waiting),
            CameraRecord.lost.set(health.lost),
            latest.set(str(health.latest)) if health.latest else latest.remove(),
            condition=CameraRecord.removed.does_not_exist(),
        )

    def remove(self, camera_id: str) -> None:
        _update(camera_id, CameraRecord.removed.set(True))


def _update(camera_id: str, *actions: Action, condition: Condition | None = None) -> RoomCamera:
    """Change a camera that is there and meets the condition; raises CameraNotFoundError."""
    record, known = CameraRecord(camera_id), CameraRecord.exam_id.exists()
    with condition_raises(CameraNotFoundError(camera_id=camera_id)):
        record.update(
            actions=list(actions), condition=known if condition is None else known & condition
        )
    return _to_camera(record)


def _key_record(key: CameraKey) -> CameraKeyRecord:
    return CameraKeyRecord(
        keys.camera_key(key.digest), for_exam=key.exam_id, expires_at=key.expires_at
    )


def _to_camera(record: CameraRecord) -> RoomCamera:
    crowd = None
    if record.expected is not None:
        crowd = Crowd(int(record.expected), int(record.tolerance or 0), bool(record.fewer_too))
    return RoomCamera(
        camera_id=record.partition_key,
        exam_id=record.exam_id,
        name=record.name,
        enrolled_at=record.enrolled_at,
        crowd=crowd,
        health=_to_health(record),
        removed=bool(record.removed),
    )


def _to_health(record: CameraRecord) -> CameraHealth | None:
    if record.last_seen_at is None:
        return None
    return CameraHealth(
        last_seen_at=record.last_seen_at,
        camera=CameraState(record.camera or CameraState.UNKNOWN),
        sent=int(record.sent or 0),
        waiting=int(record.waiting or 0),
        lost=int(record.lost or 0),
        latest=FrameKey.parse(record.latest) if record.latest else None,
    )
