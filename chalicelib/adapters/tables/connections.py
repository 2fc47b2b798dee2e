"""Who listens live to what."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pynamodb.attributes import TTLAttribute, UnicodeAttribute

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    conditional_write,
)
from chalicelib.services.ports import Listener, LiveTicket

USED: Final = "used"


class ConnectionRecord(TableModel):
    """
    A listener on its exam's channel, the same under its connection, or a used ticket.

    A listener is kept under both names, because news go by exam and a connection that
    closes knows only itself.
    """

    class Meta(TableMeta):
        table = "connections"

    channel = UnicodeAttribute(hash_key=True)
    listener = UnicodeAttribute(range_key=True)
    connection_id = UnicodeAttribute(null=True)
    exam_id = UnicodeAttribute(null=True)
    attempt_id = UnicodeAttribute(null=True)
    expires_at = TTLAttribute()


class DynamoConnectionStore:
    """Connections in DynamoDB; see ``chalicelib.services.ports.ConnectionStore``."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        record = ConnectionRecord(keys.ticket(ticket.ticket_id), USED, expires_at=expires_at)
        with conditional_write() as written:
            record.save(condition=ConnectionRecord.channel.does_not_exist())
        return written.held

    def add(self, listener: Listener, *, expires_at: datetime) -> None:
        # First where the connection's end will look, so that nothing is left behind.
        for channel, name in _places(listener):
            ConnectionRecord(
                channel,
                name,
                connection_id=listener.connection_id,
                exam_id=listener.exam_id,
                attempt_id=listener.attempt_id,
                expires_at=expires_at,
            ).save()

    def remove(self, connection_id: str) -> None:
        for listener in self.of_connection(connection_id):
            for channel, name in reversed(_places(listener)):
                ConnectionRecord(channel, name).delete()

    def of_connection(self, connection_id: str) -> tuple[Listener, ...]:
        found = ConnectionRecord.query(keys.connection(connection_id), consistent_read=True)
        return tuple(_to_listener(record) for record in found)

    def lecturers_of(self, exam_id: str) -> tuple[Listener, ...]:
        return self._on_channel(exam_id, keys.LECTURERS)

    def students_of(self, exam_id: str, attempt_id: str | None = None) -> tuple[Listener, ...]:
        return self._on_channel(exam_id, keys.students(attempt_id))

    @staticmethod
    def _on_channel(exam_id: str, prefix: str) -> tuple[Listener, ...]:
        found = ConnectionRecord.query(
            keys.exam_channel(exam_id),
            ConnectionRecord.listener.startswith(prefix),
            consistent_read=True,
        )
        return tuple(_to_listener(record) for record in found)


def _places(listener: Listener) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the two keys of a listener: under its connection, and on its exam's channel."""
    channel = keys.exam_channel(listener.exam_id)
    lecturer = listener.attempt_id is None
    prefix = keys.LECTURERS if lecturer else keys.students(listener.attempt_id)
    name = f"{prefix}{listener.connection_id}"
    return (keys.connection(listener.connection_id), channel), (channel, name)


def _to_listener(record: ConnectionRecord) -> Listener:
    return Listener(record.connection_id, record.exam_id, record.attempt_id)
