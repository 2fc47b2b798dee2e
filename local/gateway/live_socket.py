"""The WebSocket, every event of it handed to the function that API Gateway would call."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
from starlette.websockets import WebSocketDisconnect, WebSocketState

from local.gateway.connections import Connection, Connections
from local.gateway.socket_events import connect_event, disconnect_event, message_event

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

Invoke = Callable[[dict[str, Any]], Any]
_logger = logging.getLogger(__name__)
_UNSUPPORTED_DATA: Final = 1003
_FIRST_REFUSAL: Final = 300


class LiveSocket:
    """
    Starlette endpoint that turns a connection into events.

    Messages of one connection are handled in their order; API Gateway promises no order.
    """

    def __init__(self, invoke: Invoke, connections: Connections) -> None:
        self._invoke = invoke
        self._connections = connections

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from its request to its end."""
        connection = Connection(
            socket,
            source_ip=socket.client.host if socket.client else "",
            user_agent=socket.headers.get("user-agent", ""),
        )
        if not await self._admits(connection):
            await socket.close()  # before it was accepted: the browser sees HTTP 403
            return
        await socket.accept()
        self._connections.add(connection)
        code, reason = 1006, ""
        try:
            code, reason = await self._serve_messages(connection)
        finally:
            self._connections.remove(connection)
            event = disconnect_event(connection, socket.headers, code, reason)
            await self._call(event)

    async def _admits(self, connection: Connection) -> bool:
        socket = connection.socket
        answer = await self._call(connect_event(connection, socket.headers, socket.query_params))
        return answer is not None and int(answer.get("statusCode", 500)) < _FIRST_REFUSAL

    async def _serve_messages(self, connection: Connection) -> tuple[int, str]:
        """Hand over messages until the connection closes; return its code and reason."""
        socket = connection.socket
        while socket.application_state is WebSocketState.CONNECTED:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                return message.get("code", 1005), message.get("reason") or ""
            text = message.get("text")
            if text is None:
                await socket.close(_UNSUPPORTED_DATA, "API Gateway takes text only")
                return _UNSUPPORTED_DATA, "Binary is not supported"
            event = message_event(connection, text)
            if await self._call(event) is None:
                await _report_fault(connection, event)
        return 1000, "Closed by the server"

    async def _call(self, event: dict[str, Any]) -> dict[str, Any] | None:
        """Call the function; ``None`` when it raised."""
        try:
            answer = await anyio.to_thread.run_sync(self._invoke, event)
        except Exception:
            _logger.exception("live_socket failed on %s", event["requestContext"]["routeKey"])
            return None
        return answer if isinstance(answer, dict) else {}


async def _report_fault(connection: Connection, event: dict[str, Any]) -> None:
    """Tell the browser as API Gateway does when the function fails."""
    context = event["requestContext"]
    notice = {
        "message": "Internal server error",
        "connectionId": context["connectionId"],
        "requestId": context["requestId"],
    }
    try:
        await connection.socket.send_text(json.dumps(notice))
    except (RuntimeError, WebSocketDisconnect):
        _logger.info("connection %s closed meanwhile", context["connectionId"])
