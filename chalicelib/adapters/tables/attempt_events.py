"""Events beside their attempts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.attempt_records import AttemptTableModel, presence_record
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    conditional_write,
)
from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.domain.attempts import Attempt, Presence
from chalicelib.domain.page_integrity import KIND_OF


class ByUnjudged(GlobalSecondaryIndex["UnjudgedEventRecord"]):
    """Events that wait to be judged: few, so that the sweep reads nothing of the others."""

    class Meta:
        index_name = "by_unjudged"
        projection = KeysOnlyProjection()

    unjudged_shard = UnicodeAttribute(hash_key=True)
    partition_key = UnicodeAttribute(range_key=True)


class AttemptEventRecord(AttemptTableModel, discriminator=keys.EVENT):
    """One event; without ``exam_id``, so that the room's list stays small."""

    exam_id = UnicodeAttribute(null=True)
    details = UnicodeAttribute()
    unjudged_shard = UnicodeAttribute(null=True)


class UnjudgedEventRecord(TableModel):
    """An event as its index shows it: by keys alone, apart for ``OpenAttemptRecord``'s reason."""

    class Meta(TableMeta):
        table = "attempts"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    unjudged_shard = UnicodeAttribute()
    by_unjudged = ByUnjudged()


class DynamoAttemptEventStore:
    """Events in DynamoDB; see ``chalicelib.services.ports.AttemptEventStore``."""

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        # One call for up to 25 records; a record that is written again stays the same.
        with AttemptEventRecord.batch_write() as batch:
            for record in _to_records(attempt_id, events):
                batch.save(record)

    def add_with_presence(
        self, attempt: Attempt, presence: Presence, events: Iterable[AttemptEvent]
    ) -> None:
        with AttemptTableModel.batch_write() as batch:
            batch.save(presence_record(attempt, presence))
            for record in _to_records(attempt.attempt_id, events):
                batch.save(record)

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        found = AttemptEventRecord.query(
            attempt_id, AttemptEventRecord.sort_key.startswith(keys.event("")), consistent_read=True
        )
        return tuple(_to_event(record) for record in found)

    def unjudged(self) -> Iterator[str]:
        for shard in keys.unjudged_shards():
            last = None
            for record in UnjudgedEventRecord.by_unjudged.query(shard):
                if record.partition_key != last:
                    last = record.partition_key
                    yield last

    def mark_judged(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        for event in events:
            if event.kind not in KIND_OF:
                continue
            with conditional_write():
                AttemptEventRecord(attempt_id, keys.event(event.name)).update(
                    actions=[AttemptEventRecord.unjudged_shard.remove()],
                    condition=AttemptEventRecord.details == _to_text(event),
                )


def _to_records(attempt_id: str, events: Iterable[AttemptEvent]) -> list[AttemptEventRecord]:
    """Return events as records, each once: a batch takes no record twice."""
    unique = {event.name: event for event in events}
    return [
        AttemptEventRecord(
            attempt_id,
            keys.event(name),
            details=_to_text(event),
            unjudged_shard=keys.unjudged_shard(attempt_id) if event.kind in KIND_OF else None,
        )
        for name, event in unique.items()
    ]


def _to_text(event: AttemptEvent) -> str:
    return json.dumps(
        dict(event.details), separators=(",", ":"), ensure_ascii=False, sort_keys=True
    )


def _to_event(record: AttemptEventRecord) -> AttemptEvent:
    at_ms, source, kind = record.sort_key.removeprefix(keys.event("")).split("-")
    return event_at(int(at_ms), EventKind(kind), EventSource(source), json.loads(record.details))
