"""What lecturers did in a room, beside the exam; records are added, never changed."""

from __future__ import annotations

from typing import Final

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import TableMeta, TableModel
from chalicelib.domain.acts import Act, ActKind
from chalicelib.domain.callers import Lecturer
from chalicelib.services.ports import Page

PREFIX: Final = keys.act("")


class ActRecord(TableModel):
    """One act; its name sorts by time."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    # Not creator_id, which would put it among a lecturer's exams.
    lecturer_id = UnicodeAttribute()
    lecturer_email = UnicodeAttribute()
    lecturer_name = UnicodeAttribute()
    kind = UnicodeAttribute()
    everybody = BooleanAttribute()
    attempt_ids = JSONAttribute()
    text = UnicodeAttribute(null=True)
    minutes = NumberAttribute(null=True)
    concerning = UnicodeAttribute(null=True)


class DynamoActStore:
    """Acts in DynamoDB; see ``chalicelib.services.ports.ActStore``."""

    def add(self, act: Act) -> None:
        at_ms = round(act.at.timestamp() * 1_000)
        ActRecord(
            act.exam_id,
            keys.act(f"{at_ms:013d}-{act.act_id}"),
            at=act.at,
            lecturer_id=act.lecturer.lecturer_id,
            lecturer_email=act.lecturer.email,
            lecturer_name=act.lecturer.name,
            kind=act.kind.value,
            everybody=act.everybody,
            attempt_ids=list(act.attempt_ids),
            text=act.text or None,
            minutes=act.minutes or None,
            concerning=act.concerning,
        ).save()  # No condition: nobody else has its name, and a write sent again is the same.

    def list_of(self, exam_id: str, *, cursor: str | None, limit: int) -> Page[Act]:
        # A cursor names the first act of its page.
        until = keys.act(cursor or "~")
        found = list(
            ActRecord.query(
                exam_id,
                ActRecord.sort_key.between(PREFIX, until),
                scan_index_forward=False,
                limit=limit + 1,
                consistent_read=True,
            )
        )
        following = found[limit].sort_key.removeprefix(PREFIX) if len(found) > limit else None
        return Page(tuple(_to_act(record) for record in found[:limit]), following)


def _to_act(record: ActRecord) -> Act:
    attempt_ids: list[str] = record.attempt_ids
    return Act(
        act_id=record.sort_key.rpartition("-")[2],
        exam_id=record.partition_key,
        at=record.at,
        lecturer=Lecturer(record.lecturer_id, record.lecturer_email, record.lecturer_name),
        kind=ActKind(record.kind),
        everybody=record.everybody,
        attempt_ids=tuple(attempt_ids),
        text=record.text or "",
        minutes=int(record.minutes or 0),
        concerning=record.concerning,
    )
