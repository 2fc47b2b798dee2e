"""The audit trail and the room's news, in memory."""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.domain.acts import Act
from chalicelib.services.ports import Page, RoomNews, SignedOut


class FakeActStore:
    def __init__(self) -> None:
        self.acts: list[Act] = []

    def add(self, act: Act) -> None:
        self.acts.append(act)

    def list_of(self, exam_id: str, *, cursor: str | None, limit: int) -> Page[Act]:
        own = [act for act in reversed(self.acts) if act.exam_id == exam_id]
        start = int(cursor or 0)
        following = start + limit
        return Page(tuple(own[start:following]), str(following) if following < len(own) else None)


class FakeRoomNewsQueue:
    def __init__(self) -> None:
        self.told: list[RoomNews | SignedOut] = []

    def publish(self, exam_id: str, attempt_ids: Collection[str]) -> None:
        self.told.append(RoomNews(exam_id, tuple(attempt_ids)))

    def publish_sign_out(self, lecturer_id: str) -> None:
        self.told.append(SignedOut(lecturer_id))

    def read(self, message: str) -> RoomNews | SignedOut:
        raise ValueError(message)
