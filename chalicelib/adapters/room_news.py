"""Changes of a room on the live queue, and how they read there."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final

from chalicelib.adapters import clients
from chalicelib.services.ports import RoomNews

MESSAGE_VERSION: Final = 1


class SqsRoomNewsQueue:
    """See ``chalicelib.services.ports.RoomNewsQueue``; the queue also brings violations."""

    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url

    def publish(self, exam_id: str, attempt_ids: Collection[str]) -> None:
        room = {"exam_id": exam_id, "attempt_ids": list(attempt_ids)}
        text = json.dumps({"version": MESSAGE_VERSION, "room": room})
        clients.sqs().send_message(QueueUrl=self._queue_url, MessageBody=text)

    def read(self, message: str) -> RoomNews:
        content = json.loads(message)
        if not isinstance(content, dict) or content.get("version") != MESSAGE_VERSION:
            raise ValueError(f"not a message of version {MESSAGE_VERSION}")
        if "room" not in content:
            raise ValueError("not a room's news")
        room = content["room"]
        return RoomNews(room["exam_id"], tuple(room["attempt_ids"]))
