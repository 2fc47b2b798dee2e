"""Who listens live to which exam."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import TableMeta, TableModel, condition_failed
from chalicelib.services.ports import LiveTicket

USED: Final = "used"


class ByConnection(GlobalSecondaryIndex["ConnectionRecord"]):
    """The channels of a connection, to forget them all when it closes."""

    class Meta:
        index_name = "by_connection"
        projection = KeysOnlyProjection()

    connection_id = UnicodeAttribute(hash_key=True)
    channel = UnicodeAttribute(range_key=True)


class ConnectionRecord(TableModel):
    """One connection on one channel, or one used ticket."""

    class Meta(TableMeta):
        table = "connections"

    channel = UnicodeAttribute(hash_key=True)
    connection_id = UnicodeAttribute(range_key=True)
    expires_at = TTLAttribute()
    by_connection = ByConnection()


class DynamoConnectionStore:
    """Connections in DynamoDB; see ``chalicelib.services.ports.ConnectionStore``."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        record = ConnectionRecord(keys.ticket(ticket.ticket_id), USED, expires_at=expires_at)
        try:
            record.save(condition=ConnectionRecord.channel.does_not_exist())
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def add(self, exam_id: str, connection_id: str, *, expires_at: datetime) -> None:
        ConnectionRecord(keys.exam_channel(exam_id), connection_id, expires_at=expires_at).save()

    def remove(self, connection_id: str) -> None:
        for record in list(ConnectionRecord.by_connection.query(connection_id)):
            ConnectionRecord(record.channel, connection_id).delete()

    def listening_to(self, exam_id: str) -> tuple[str, ...]:
        found = ConnectionRecord.query(keys.exam_channel(exam_id))
        return tuple(record.connection_id for record in found)
