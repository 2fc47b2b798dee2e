"""Live news to whoever listens to an exam."""

from __future__ import annotations

from chalicelib.domain.errors import NotSignedInError
from chalicelib.domain.violations import Violation
from chalicelib.services.ports import (
    AttemptStore,
    Clock,
    ConnectionStore,
    Refused,
    Sockets,
    Subscribed,
    Tokens,
    ViolationNews,
)
from chalicelib.services.watching import CONNECTION_LIFE


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
    Let a connection listen to the exam its ticket names, and tell it so.

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
    connections.add(ticket.exam_id, connection_id, expires_at=expires_at)
    sockets.post(connection_id, Subscribed(ticket.exam_id))
    return True


def push_violation(
    violation: Violation,
    *,
    attempts: AttemptStore,
    connections: ConnectionStore,
    sockets: Sockets,
) -> int:
    """
    Send a violation to every listener, and forget listeners that are gone.

    Returns:
        How many it reached.
    """
    listeners = connections.listening_to(violation.exam_id)
    if not listeners:
        return 0
    news = ViolationNews(violation, attempts.get(violation.attempt_id).student)
    reached = 0
    for connection_id in listeners:
        if sockets.post(connection_id, news):
            reached += 1
        else:
            connections.remove(connection_id)
    return reached
