"""Who looked at an attempt, beside it, and who looked at a whole room, beside its exam."""

from __future__ import annotations

from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.adapters import keys
from chalicelib.adapters.tables.attempt_records import AttemptTableModel
from chalicelib.adapters.tables.base import TableMeta, TableModel, conditional_write
from chalicelib.domain.accesses import Access, AccessKind, hour_of
from chalicelib.domain.callers import Lecturer


class AccessRecord(AttemptTableModel, discriminator=keys.ACCESS):
    """One access; without ``exam_id``, so that the room's list stays small."""

    exam_id = UnicodeAttribute(null=True)
    at = UTCDateTimeAttribute()
    lecturer_email = UnicodeAttribute()
    lecturer_name = UnicodeAttribute()


class RoomAccessRecord(TableModel):
    """One access to a whole room."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    lecturer_email = UnicodeAttribute()
    lecturer_name = UnicodeAttribute()


class DynamoAccessStore:
    """Accesses in DynamoDB; see ``chalicelib.services.ports.AccessStore``."""

    def note(self, attempt_id: str, access: Access) -> None:
        _note(AccessRecord, attempt_id, access)

    def list_of(self, attempt_id: str) -> tuple[Access, ...]:
        found = AccessRecord.query(
            attempt_id,
            AccessRecord.sort_key.startswith(f"{keys.ACCESS}#"),
            scan_index_forward=False,
            consistent_read=True,
        )
        return tuple(_to_access(record) for record in found)

    def note_room(self, exam_id: str, access: Access) -> None:
        _note(RoomAccessRecord, exam_id, access)

    def of_room(self, exam_id: str, *, since: datetime) -> tuple[Access, ...]:
        found = RoomAccessRecord.query(
            exam_id,
            RoomAccessRecord.sort_key.between(*keys.accesses_since(hour_of(since))),
            scan_index_forward=False,
            consistent_read=True,
        )
        return tuple(_to_access(record) for record in found)


def _note(model: type[AccessRecord | RoomAccessRecord], looked_at: str, access: Access) -> None:
    lecturer = access.lecturer
    record = model(
        looked_at,
        keys.access(hour_of(access.at), access.kind.value, lecturer.lecturer_id),
        at=access.at,
        lecturer_email=lecturer.email,
        lecturer_name=lecturer.name,
    )
    with conditional_write():
        record.save(condition=model.at.does_not_exist())


def _to_access(record: AccessRecord | RoomAccessRecord) -> Access:
    _, _, kind, lecturer_id = record.sort_key.split("#", 3)
    lecturer = Lecturer(lecturer_id, record.lecturer_email, record.lecturer_name)
    return Access(record.at, AccessKind(kind), lecturer)
