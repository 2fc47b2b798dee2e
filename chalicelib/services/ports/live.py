"""Open connections: who listens, what they ask, what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from chalicelib.domain.attempts import Student
from chalicelib.domain.ice import IceWays
from chalicelib.domain.violations import Violation
from chalicelib.services.ports.identity import LiveTicket


@dataclass(frozen=True, slots=True)
class Listener:
    """A connection that listens: a lecturer's to an exam, or a student's to their attempt."""

    connection_id: str
    exam_id: str
    attempt_id: str | None = None
    """None: a lecturer, who hears of the whole exam."""
    lecturer_id: str | None = None
    """Whose it is; None: a student's, or a lecturer's whose ticket named nobody yet."""


class SignalKind(StrEnum):
    """What one browser says to the other; the first four are WebRTC's (W3C, RFC 8829)."""

    OFFER = "offer"
    ANSWER = "answer"
    CANDIDATE = "candidate"
    BYE = "bye"
    LOOK = "look"
    """A lecturer has the student's card in sight, for the next half minute."""
    GLIMPSE = "glimpse"
    """A small picture of the student's camera, for who looks; it is kept nowhere."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What a lecturer's and a student's browser say to each other."""

    attempt_id: str
    kind: SignalKind
    content: str
    """A session description, a candidate, a picture: for the other browser alone to read."""


@dataclass(frozen=True, slots=True)
class SubscribeRequest:
    """A connection asks to listen."""

    ticket: str


@dataclass(frozen=True, slots=True)
class SignalRequest:
    """A connection asks to have a signal carried to the other side."""

    signal: Signal
    to: str | None = None
    """The connection it is for; None: every one on the other side."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A connection asks whether anybody is there, which also keeps it open."""


LiveRequest: TypeAlias = SubscribeRequest | SignalRequest | Ping
"""What a connection may ask."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Tells a connection that it listens now."""

    exam_id: str
    attempt_id: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Tells a connection that what it asked for was refused, and why."""

    code: str


@dataclass(frozen=True, slots=True)
class Pong:
    """Tells a connection that somebody is there."""


@dataclass(frozen=True, slots=True)
class ViolationNews:
    """Tells a lecturer of a new violation."""

    violation: Violation
    student: Student


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """Tells a lecturer that attempts are not what they were, by a lecturer's act."""

    exam_id: str


@dataclass(frozen=True, slots=True)
class AttemptChanged:
    """Tells a student that their attempt is not what it was, by a lecturer's act."""


@dataclass(frozen=True, slots=True)
class SignalNews:
    """Hands a signal to the other side."""

    signal: Signal
    sender: str
    """The connection it came from, to answer to."""


LiveMessage: TypeAlias = (
    Subscribed | Refused | Pong | ViolationNews | RoomChanged | AttemptChanged | SignalNews
)
"""What a connection may be told."""


class ConnectionStore(Protocol):
    """Who listens to what over a WebSocket."""

    def use_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> bool:
        """Use a ticket up; False when it was used before."""
        ...

    def add(self, listener: Listener, *, expires_at: datetime) -> None:
        """Let a connection listen."""
        ...

    def note_sign_out(self, lecturer_id: str, *, at: datetime, expires_at: datetime) -> None:
        """Remember when a lecturer was signed out everywhere, for tickets drawn before."""
        ...

    def signed_out_at(self, lecturer_id: str) -> datetime | None:
        """Return when a lecturer was last signed out everywhere; None: not of late."""
        ...

    def remove(self, connection_id: str) -> None:
        """Forget a connection, whatever it listens to."""
        ...

    def of_connection(self, connection_id: str) -> tuple[Listener, ...]:
        """Return what a connection listens to."""
        ...

    def of_lecturer(self, lecturer_id: str) -> tuple[Listener, ...]:
        """Return what a lecturer's connections listen to, over all exams."""
        ...

    def lecturers_of(self, exam_id: str) -> tuple[Listener, ...]:
        """Return the lecturers' connections that listen to an exam."""
        ...

    def students_of(self, exam_id: str, attempt_id: str | None = None) -> tuple[Listener, ...]:
        """Return the connections of an exam's students, or of one of them."""
        ...


class Sockets(Protocol):
    """Open WebSocket connections."""

    def read(self, body: str) -> LiveRequest:
        """Return what a connection sent; raises ValueError for anything else."""
        ...

    def post(self, connection_id: str, message: LiveMessage) -> bool:
        """Send a message; False when the connection is gone."""
        ...

    def post_all(self, connection_ids: Sequence[str], message: LiveMessage) -> tuple[str, ...]:
        """Send a message to many, side by side; return the connections that are gone."""
        ...

    def close(self, connection_id: str) -> None:
        """Close a connection; one that is gone already is fine."""
        ...


class Relays(Protocol):
    """What helps two browsers to find each other, lent to one page for a while."""

    def lend(self, holder: str, *, now: datetime) -> IceWays:
        """
        Return the servers for a page; without those that cannot be had now.

        Args:
            holder: Whom the credentials are for.
            now: The present.
        """
