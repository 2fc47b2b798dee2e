"""API Gateway's WebSocket events."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from starlette.datastructures import Headers, QueryParams

    from local.gateway.connections import Connection

STAGE: Final = "local"
_API_ID: Final = "giamthilocal"
_EVENT_TYPES: Final = {"$connect": "CONNECT", "$disconnect": "DISCONNECT", "$default": "MESSAGE"}

Route = Literal["$connect", "$disconnect", "$default"]


def connect_event(connection: Connection, headers: Headers, query: QueryParams) -> dict[str, Any]:
    """Build the event of a browser that asks to connect; only this one carries headers."""
    event = _event("$connect", connection, headers)
    if query:
        event["queryStringParameters"] = dict(query)
        event["multiValueQueryStringParameters"] = {name: query.getlist(name) for name in query}
    return event


def message_event(connection: Connection, body: str) -> dict[str, Any]:
    """Build the event of a message from the browser."""
    event = _event("$default", connection)
    event["requestContext"]["messageId"] = uuid.uuid4().hex[:16]
    event["body"] = body
    return event


def disconnect_event(
    connection: Connection, headers: Headers, code: int, reason: str
) -> dict[str, Any]:
    """Build the event after the connection closed, for whatever reason."""
    event = _event("$disconnect", connection, headers)
    event["requestContext"]["disconnectStatusCode"] = code
    event["requestContext"]["disconnectReason"] = reason
    return event


def _event(route: Route, connection: Connection, headers: Headers | None = None) -> dict[str, Any]:
    now = datetime.now(UTC)
    request_id = uuid.uuid4().hex[:16]
    event: dict[str, Any] = {
        "requestContext": {
            "routeKey": route,
            "eventType": _EVENT_TYPES[route],
            "messageDirection": "IN",
            "connectionId": connection.connection_id,
            "connectedAt": round(connection.connected_at.timestamp() * 1000),
            "requestId": request_id,
            "extendedRequestId": request_id,
            "requestTime": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "requestTimeEpoch": round(now.timestamp() * 1000),
            "domainName": connection.socket.url.netloc,
            "stage": STAGE,
            "apiId": _API_ID,
            "identity": {
                "sourceIp": connection.source_ip,
                "userAgent": connection.user_agent,
            },
        },
        "isBase64Encoded": False,
    }
    if headers is not None:
        event["headers"] = dict(headers)
        event["multiValueHeaders"] = {name: headers.getlist(name) for name in headers}
    return event
