"""Who may listen live: tickets drawn over HTTP, subscriptions over the WebSocket."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.errors import NotSignedInError
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    Clock,
    ConnectionStore,
    ExamStore,
    Identifiers,
    Listener,
    LiveTicket,
    Refused,
    Sockets,
    Subscribed,
    Tokens,
)

TICKET_LIFE: Final = timedelta(seconds=60)
CONNECTION_LIFE: Final = timedelta(hours=2)
"""API Gateway closes a WebSocket after two hours; the page then connects again."""


def issue_lecturer_ticket(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    tokens: Tokens,
    identifiers: Identifiers,
    clock: Clock,
) -> str:
    """Return a ticket to listen to an exam, good once and for a minute."""
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    ticket = LiveTicket(identifiers.new_id(), exam_id)
    return tokens.issue_ticket(ticket, expires_at=clock.now() + TICKET_LIFE)


def issue_student_ticket(
    claim: AttemptClaim, *, tokens: Tokens, identifiers: Identifiers, clock: Clock
) -> str:
    """Return a ticket to listen to one's own attempt, good once and for a minute."""
    ticket = LiveTicket(identifiers.new_id(), claim.exam_id, claim.attempt_id)
    return tokens.issue_ticket(ticket, expires_at=clock.now() + TICKET_LIFE)


def subscribe(
    token: str,
    connection_id: str,
    *,
    tokens: Tokens,
    connections: ConnectionStore,
    sockets: Sockets,
    clock: Clock,
) -> bool:
    """
    Let a connection listen to what its ticket names, and tell it so.

    What happened before is not told: the page reads it over HTTP once it listens.

    Returns:
        False when the ticket is not ours, has expired, or was used before.
    """
    expires_at = clock.now() + CONNECTION_LIFE
    try:
        ticket = tokens.verify_ticket(token)
    except NotSignedInError as error:
        sockets.post(connection_id, Refused(error.code))
        return False
    if not connections.use_ticket(ticket, expires_at=expires_at):
        sockets.post(connection_id, Refused("ticket_used"))
        return False
    listener = Listener(connection_id, ticket.exam_id, ticket.attempt_id)
    connections.add(listener, expires_at=expires_at)
    sockets.post(connection_id, Subscribed(ticket.exam_id, ticket.attempt_id))
    return True
