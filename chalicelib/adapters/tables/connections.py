"""Who listens live to what."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    conditional_write,
)
from chalicelib.services.ports import Listener, LiveTicket

USED: Final = "used"
SIGNED_OUT: Final = "signed-out"


class ConnectionRecord(TableModel):
    """
    A listener on its exam's channel, the same under its connection, a used ticket, or a sign-out.

    A listener is kept under both names, because news go by exam and a connection that
    closes knows only itself; a lecturer's also among their own, to be found when they are
    signed out.  Records of earlier releases name no lecturer and have no third one.
    """

    class Meta(TableMeta):
        table = "connections"

    channel = UnicodeAttribute(hash_key=True)
    listener = UnicodeAttribute(range_key=True)
    connection_id = UnicodeAttribute(null=True)
    exam_id = UnicodeAttribute(null=True)
    attempt_id = UnicodeAttribute(null=True)
    lecturer_id = UnicodeAttribute(null=True)
    signed_out_at = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute()


class DynamoConnectionStore:
    """Connections in DynamoDB; see ``chalicelib.services.ports.ConnectionStore``."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        record = ConnectionRecord(keys.ticket(ticket.ticket_id), USED, expires_at=expires_at)
        with conditional_write() as written:
            record.save(condition=ConnectionRecord.channel.does_not_exist())
        return written.held

    def add(self, listener: Listener, *, expires_at: datetime) -> None:
        # First where the connection's end will look, so that nothing is left behind; then where a
        # sign-out will look, so that nobody hears news whom it would not find.
        for channel, name in _places(listener):
            ConnectionRecord(
                channel,
                name,
                connection_id=listener.connection_id,
                exam_id=listener.exam_id,
                attempt_id=listener.attempt_id,
                lecturer_id=listener.lecturer_id,
                expires_at=expires_at,
            ).save()

    def note_sign_out(self, lecturer_id: str, *, at: datetime, expires_at: datetime) -> None:
        channel = keys.lecturer_channel(lecturer_id)
        ConnectionRecord(channel, SIGNED_OUT, signed_out_at=at, expires_at=expires_at).save()

    def signed_out_at(self, lecturer_id: str) -> datetime | None:
        channel = keys.lecturer_channel(lecturer_id)
        try:
            noted = ConnectionRecord.get(channel, SIGNED_OUT, consistent_read=True)
        except DoesNotExist:
            return None
        at: datetime | None = noted.signed_out_at
        return at

    def remove(self, connection_id: str) -> None:
        for listener in self.of_connection(connection_id):
            for channel, name in reversed(_places(listener)):
                ConnectionRecord(channel, name).delete()

    def of_connection(self, connection_id: str) -> tuple[Listener, ...]:
        found = ConnectionRecord.query(keys.connection(connection_id), consistent_read=True)
        return tuple(_to_listener(record) for record in found)

    def of_lecturer(self, lecturer_id: str) -> tuple[Listener, ...]:
        return _listeners(keys.lecturer_channel(lecturer_id), keys.OWN_CONNECTIONS)

    def lecturers_of(self, exam_id: str) -> tuple[Listener, ...]:
        return _listeners(keys.exam_channel(exam_id), keys.LECTURERS)

    def students_of(self, exam_id: str, attempt_id: str | None = None) -> tuple[Listener, ...]:
        return _listeners(keys.exam_channel(exam_id), keys.students(attempt_id))


def _listeners(channel: str, prefix: str) -> tuple[Listener, ...]:
    found = ConnectionRecord.query(
        channel, ConnectionRecord.listener.startswith(prefix), consistent_read=True
    )
    return tuple(_to_listener(record) for record in found)


def _places(listener: Listener) -> tuple[tuple[str, str], ...]:
    """Return a listener's keys: under its connection, among its lecturer's, on its exam's."""
    exam_id, name = listener.exam_id, listener.connection_id
    channel = keys.exam_channel(exam_id)
    whose = keys.LECTURERS if listener.attempt_id is None else keys.students(listener.attempt_id)
    places = [(keys.connection(name), channel), (channel, f"{whose}{name}")]
    if listener.lecturer_id is not None:
        own = keys.lecturer_channel(listener.lecturer_id)
        places.insert(1, (own, keys.own_connection(exam_id, name)))
    return tuple(places)


def _to_listener(record: ConnectionRecord) -> Listener:
    return Listener(record.connection_id, record.exam_id, record.attempt_id, record.lecturer_id)
