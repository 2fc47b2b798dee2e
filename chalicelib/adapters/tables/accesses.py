"""Who looked at an attempt, beside it."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.adapters import keys
from chalicelib.adapters.tables.attempt_records import AttemptTableModel
from chalicelib.adapters.tables.base import conditional_write
from chalicelib.domain.accesses import Access, AccessKind
from chalicelib.domain.callers import Lecturer

SECONDS_AN_HOUR: Final = 3_600


class AccessRecord(AttemptTableModel, discriminator=keys.ACCESS):
    """One access; without ``exam_id``, so that the room's list stays small."""

    exam_id = UnicodeAttribute(null=True)
    at = UTCDateTimeAttribute()
    lecturer_email = UnicodeAttribute()
    lecturer_name = UnicodeAttribute()


class DynamoAccessStore:
    """Accesses in DynamoDB; see ``chalicelib.services.ports.AccessStore``."""

    def note(self, attempt_id: str, access: Access) -> None:
        hour = int(access.at.timestamp()) // SECONDS_AN_HOUR
        lecturer = access.lecturer
        record = AccessRecord(
            attempt_id,
            keys.access(hour, access.kind.value, lecturer.lecturer_id),
            at=access.at,
            lecturer_email=lecturer.email,
            lecturer_name=lecturer.name,
        )
        with conditional_write():
            record.save(condition=AccessRecord.at.does_not_exist())

    def list_of(self, attempt_id: str) -> tuple[Access, ...]:
        found = AccessRecord.query(
            attempt_id,
            AccessRecord.sort_key.startswith(f"{keys.ACCESS}#"),
            scan_index_forward=False,
            consistent_read=True,
        )
        return tuple(_to_access(record) for record in found)


def _to_access(record: AccessRecord) -> Access:
    _, _, kind, lecturer_id = record.sort_key.split("#", 3)
    lecturer = Lecturer(lecturer_id, record.lecturer_email, record.lecturer_name)
    return Access(record.at, AccessKind(kind), lecturer)
