"""Changes of a room and sign-outs on the live queue, and how they read there."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Final

from chalicelib.adapters import clients
from chalicelib.services.ports import RoomNews, SignedOut

MESSAGE_VERSION: Final = 1


class SqsRoomNewsQueue:
    """See ``chalicelib.services.ports.RoomNewsQueue``; the queue also brings violations."""

    def __init__(self, queue_url: str) -> None:
        self._queue_url = queue_url

    def publish(self, exam_id: str, attempt_ids: Collection[str]) -> None:
        self._send({"room": {"exam_id": exam_id, "attempt_ids": list(attempt_ids)}})

    def publish_sign_out(self, lecturer_id: str) -> None:
        self._send({"signed_out": {"lecturer_id": lecturer_id}})

    def read(self, message: str) -> RoomNews | SignedOut:
        content = json.loads(message)
        if not isinstance(content, dict) or content.get("version") != MESSAGE_VERSION:
            raise ValueError(f"not a message of version {MESSAGE_VERSION}")
        match content:
            case {"room": {"exam_id": exam_id, "attempt_ids": attempt_ids}}:
                return RoomNews(exam_id, tuple(attempt_ids))
            case {"signed_out": {"lecturer_id": lecturer_id}}:
                return SignedOut(lecturer_id)
        raise ValueError("neither a room's news nor a sign-out")

    def _send(self, news: Mapping[str, object]) -> None:
        text = json.dumps({"version": MESSAGE_VERSION, **news})
        clients.sqs().send_message(QueueUrl=self._queue_url, MessageBody=text)
