"""Events beside their attempts."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pynamodb.attributes import UnicodeAttribute

from chalicelib.adapters import keys
from chalicelib.adapters.tables.attempts import AttemptTableModel
from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at


class AttemptEventRecord(AttemptTableModel, discriminator=keys.EVENT):
    """One event; without ``exam_id``, so that the room's list stays small."""

    exam_id = UnicodeAttribute(null=True)
    details = UnicodeAttribute()


class DynamoAttemptEventStore:
    """Events in DynamoDB; see ``chalicelib.services.ports.AttemptEventStore``."""

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        # One call for up to 25 records; a record that is written again stays the same.
        with AttemptEventRecord.batch_write() as batch:
            for record in event_records(attempt_id, events):
                batch.save(record)

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        found = AttemptEventRecord.query(
            attempt_id, AttemptEventRecord.sort_key.startswith(keys.event("")), consistent_read=True
        )
        return tuple(_to_event(record) for record in found)


def event_records(attempt_id: str, events: Iterable[AttemptEvent]) -> list[AttemptEventRecord]:
    """Return events as records, each once: a batch takes no record twice."""
    unique = {event.name: event for event in events}
    return [
        AttemptEventRecord(attempt_id, keys.event(name), details=_to_text(event))
        for name, event in unique.items()
    ]


def _to_text(event: AttemptEvent) -> str:
    return json.dumps(dict(event.details), separators=(",", ":"), ensure_ascii=False)


def _to_event(record: AttemptEventRecord) -> AttemptEvent:
    at_ms, source, kind = record.sort_key.removeprefix(keys.event("")).split("-")
    return event_at(int(at_ms), EventKind(kind), EventSource(source), json.loads(record.details))
