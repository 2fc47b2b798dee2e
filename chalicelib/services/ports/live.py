"""Open connections and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.attempts import Student
from chalicelib.domain.violations import Violation
from chalicelib.services.ports.identity import LiveTicket


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Tells a connection that it listens now."""

    exam_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Tells a connection that what it asked for was refused, and why."""

    code: str


@dataclass(frozen=True, slots=True)
class ViolationNews:
    """Tells a connection of a new violation."""

    violation: Violation
    student: Student


class ConnectionStore(Protocol):
    """Who listens to what over a WebSocket."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        """Use a ticket up; False when it was used before."""
        ...

    def add(self, exam_id: str, connection_id: str, *, expires_at: datetime) -> None:
        """Subscribe a connection to an exam."""
        ...

    def remove(self, connection_id: str) -> None:
        """Forget a connection."""
        ...

    def listening_to(self, exam_id: str) -> tuple[str, ...]:
        """Return the connections subscribed to an exam."""
        ...


class Sockets(Protocol):
    """Open WebSocket connections."""

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        """Send a message; False when the connection is gone."""
        ...


LiveMessage = Subscribed | Refused | ViolationNews
"""What a connection may be told."""
