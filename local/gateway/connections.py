"""The open WebSocket connections, as API Gateway's management API sees them."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocketState

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.websockets import WebSocket

LARGEST_MESSAGE_BYTES: Final = 128 * 1024
_ID_BYTES: Final = 11


def new_connection_id() -> str:
    """Return an id like API Gateway's: its ``=`` must be escaped in an address."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_ID_BYTES)).decode()


@dataclass(slots=True)
class Connection:
    """One browser's open connection."""

    socket: WebSocket
    source_ip: str
    user_agent: str
    connection_id: str = field(default_factory=new_connection_id)
    connected_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    last_active_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_open(self) -> bool:
        """Whether both ends are there."""
        both = (self.socket.client_state, self.socket.application_state)
        return both == (WebSocketState.CONNECTED, WebSocketState.CONNECTED)


class Connections:
    """A registry of connections with the three calls of ``@connections``."""

    def __init__(self) -> None:
        self._open: dict[str, Connection] = {}

    def add(self, connection: Connection) -> None:
        """Make a connection reachable; API Gateway does so after ``$connect`` succeeded."""
        self._open[connection.connection_id] = connection

    def remove(self, connection: Connection) -> None:
        """Forget a connection."""
        self._open.pop(connection.connection_id, None)

    async def manage(self, request: Request) -> Response:
        """Serve POST (send), GET (describe) and DELETE (close) for one connection."""
        connection = self._open.get(request.path_params["connection_id"])
        if connection is None or not connection.is_open:
            return _refusal(HTTPStatus.GONE, "GoneException", "Gone")
        if request.method == "POST":
            return await _send(connection, await request.body())
        if request.method == "DELETE":
            self.remove(connection)
            await connection.socket.close(1000)
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return JSONResponse(
            {
                "connectedAt": connection.connected_at.isoformat(),
                "identity": {
                    "sourceIp": connection.source_ip,
                    "userAgent": connection.user_agent,
                },
                "lastActiveAt": connection.last_active_at.isoformat(),
            }
        )


async def _send(connection: Connection, body: bytes) -> Response:
    if len(body) > LARGEST_MESSAGE_BYTES:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return _refusal(status, "PayloadTooLargeException", "Payload is too large")
    try:
        await connection.socket.send_text(body.decode())
    except (RuntimeError, OSError):
        # The browser went between the look-up and the sending.
        return _refusal(HTTPStatus.GONE, "GoneException", "Gone")
    connection.last_active_at = datetime.now(UTC)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _refusal(status: HTTPStatus, error_type: str, message: str) -> Response:
    return JSONResponse({"message": message}, status, headers={"x-amzn-ErrorType": error_type})
