"""Messages to open WebSocket connections, by API Gateway's management API."""

from __future__ import annotations

import json
from typing import Final

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.services.ports import LiveMessage, Refused, Subscribed

MESSAGE_VERSION: Final = 1


class GatewaySockets:
    """See ``chalicelib.services.ports.Sockets``."""

    def __init__(self, management_url: str) -> None:
        self._management_url = management_url

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        client = clients.websocket_management(self._management_url)
        try:
            client.post_to_connection(
                ConnectionId=connection_id, Data=write_message(message).encode()
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "GoneException":
                return False
            raise
        return True


def write_message(message: LiveMessage) -> str:
    """Write a message as the page reads it (``web/src/lecturer/live.ts``)."""
    return json.dumps({"version": MESSAGE_VERSION, **_to_plain(message)}, ensure_ascii=False)


def _to_plain(message: LiveMessage) -> dict[str, object]:
    if isinstance(message, Subscribed):
        return {"type": "subscribed", "exam_id": message.exam_id}
    if isinstance(message, Refused):
        return {"type": "error", "code": message.code}
    violation = message.violation
    return {
        "type": "violation",
        "violation_id": violation.violation_id,
        "attempt_id": violation.attempt_id,
        "exam_id": violation.exam_id,
        "student_name": message.student.name,
        "kind": violation.kind.value,
        "severity": violation.severity.value,
        "started_ms": violation.started_ms,
        "ended_ms": violation.ended_ms,
    }
