"""The post and the live connections, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.adapters.live_messages import read_request
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.services.ports import Email, Listener, LiveMessage, LiveRequest, LiveTicket


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

    def troubles_in(self, report: str) -> tuple[MailTrouble, ...]:
        """No report is ever written here: how SES's read is its adapter's matter."""
        raise ValueError(report)


class FakeConnectionStore:
    def __init__(self) -> None:
        self._used: set[str] = set()
        self._listening: list[Listener] = []
        self._signed_out: dict[str, datetime] = {}

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        del expires_at
        if ticket.ticket_id in self._used:
            return False
        self._used.add(ticket.ticket_id)
        return True

    def add(self, listener: Listener, *, expires_at: datetime) -> None:
        del expires_at
        self._listening.append(listener)

    def note_sign_out(self, lecturer_id: str, *, at: datetime, expires_at: datetime) -> None:
        del expires_at
        self._signed_out[lecturer_id] = at

    def signed_out_at(self, lecturer_id: str) -> datetime | None:
        return self._signed_out.get(lecturer_id)

    def remove(self, connection_id: str) -> None:
        self._listening = [one for one in self._listening if one.connection_id != connection_id]

    def of_connection(self, connection_id: str) -> tuple[Listener, ...]:
        return tuple(one for one in self._listening if one.connection_id == connection_id)

    def of_lecturer(self, lecturer_id: str) -> tuple[Listener, ...]:
        return tuple(one for one in self._listening if one.lecturer_id == lecturer_id)

    def lecturers_of(self, exam_id: str) -> tuple[Listener, ...]:
        return tuple(
            one for one in self._listening if one.exam_id == exam_id and one.attempt_id is None
        )

    def students_of(self, exam_id: str, attempt_id: str | None = None) -> tuple[Listener, ...]:
        return tuple(
            one
            for one in self._listening
            if one.exam_id == exam_id
            and one.attempt_id is not None
            and attempt_id in (None, one.attempt_id)
        )


class FakeSockets:
    def __init__(self) -> None:
        self.posted: list[tuple[str, LiveMessage]] = []
        self.gone: set[str] = set()
        self.closed: list[str] = []

    def read(self, body: str) -> LiveRequest:
        return read_request(body)

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        if connection_id in self.gone:
            return False
        self.posted.append((connection_id, message))
        return True

    def post_all(self, connection_ids: Sequence[str], message: LiveMessage) -> tuple[str, ...]:
        return tuple(one for one in connection_ids if not self.post(one, message))

    def close(self, connection_id: str) -> None:
        if connection_id not in self.gone:
            self.closed.append(connection_id)
            self.gone.add(connection_id)

    def heard_by(self, connection_id: str) -> list[LiveMessage]:
        return [message for listener, message in self.posted if listener == connection_id]
