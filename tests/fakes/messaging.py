"""The post and the live connections, in memory."""

from __future__ import annotations

from datetime import datetime

from chalicelib.services.ports import Email, LiveMessage, LiveTicket


class PostClosedError(RuntimeError):
    """Raised when the fake post is told to refuse an address."""


class FakeMailer:
    def __init__(self) -> None:
        self.sent: list[Email] = []
        self.refused: set[str] = set()
        """Addresses to which nothing can be sent."""

    def send(self, email: Email) -> None:
        if email.to in self.refused:
            raise PostClosedError(email.to)
        self.sent.append(email)


class FakeConnectionStore:
    def __init__(self) -> None:
        self._used: set[str] = set()
        self._listening: list[tuple[str, str]] = []

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        del expires_at
        if ticket.ticket_id in self._used:
            return False
        self._used.add(ticket.ticket_id)
        return True

    def add(self, exam_id: str, connection_id: str, *, expires_at: datetime) -> None:
        del expires_at
        self._listening.append((exam_id, connection_id))

    def remove(self, connection_id: str) -> None:
        self._listening = [pair for pair in self._listening if pair[1] != connection_id]

    def listening_to(self, exam_id: str) -> tuple[str, ...]:
        return tuple(connection for channel, connection in self._listening if channel == exam_id)


class FakeSockets:
    def __init__(self) -> None:
        self.posted: list[tuple[str, LiveMessage]] = []
        self.gone: set[str] = set()

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        if connection_id in self.gone:
            return False
        self.posted.append((connection_id, message))
        return True

    def heard_by(self, connection_id: str) -> list[LiveMessage]:
        return [message for listener, message in self.posted if listener == connection_id]
