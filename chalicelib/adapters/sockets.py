"""Messages to open WebSocket connections, and their end, by API Gateway's management API."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.adapters.live_messages import read_request, write_message
from chalicelib.services.ports import LiveMessage, LiveRequest

SIDE_BY_SIDE: Final = 10
"""How many messages are under way at once: botocore keeps as many connections."""


class GatewaySockets:
    """See ``chalicelib.services.ports.Sockets``."""

    def __init__(self, management_url: str) -> None:
        self._management_url = management_url

    def read(self, body: str) -> LiveRequest:
        return read_request(body)

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        return self._post(connection_id, write_message(message))

    def post_all(self, connection_ids: Sequence[str], message: LiveMessage) -> tuple[str, ...]:
        text = write_message(message)
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            there = pool.map(lambda connection: self._post(connection, text), connection_ids)
            reached = list(there)
        pairs = zip(connection_ids, reached, strict=True)
        return tuple(connection for connection, is_there in pairs if not is_there)

    def close(self, connection_id: str) -> None:
        client = clients.websocket_management(self._management_url)
        try:
            client.delete_connection(ConnectionId=connection_id)
        except ClientError as error:
            if error.response["Error"]["Code"] != "GoneException":
                raise

    def _post(self, connection_id: str, text: bytes) -> bool:
        client = clients.websocket_management(self._management_url)
        try:
            client.post_to_connection(ConnectionId=connection_id, Data=text)
        except ClientError as error:
            if error.response["Error"]["Code"] == "GoneException":
                return False
            raise
        return True
