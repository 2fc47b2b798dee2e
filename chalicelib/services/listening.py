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
    OwnAccount,
    Refused,
    SignedOut,
    Sockets,
    Subscribed,
    Tokens,
)

SIGNED_OUT: Final = "signed_out"
"""Why a connection is refused or closed whose lecturer was signed out everywhere."""
TICKET_LIFE: Final = timedelta(seconds=60)
CONNECTION_LIFE: Final = timedelta(hours=2)
"""API Gateway closes a WebSocket after two hours; the page then connects again."""


def issue_lecturer_ticket(
    exam_id: str,
    access_token: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    own: OwnAccount,
    tokens: Tokens,
    identifiers: Identifiers,
    clock: Clock,
) -> str:
    """
    Return a ticket to listen to an exam, good once and for a minute.

    A connection outlives the token that asked for it by far, so the session is asked for, too.

    Raises:
        ExamNotFoundError: It is not the lecturer's.
        NotSignedInError: The session was signed out, or is another's.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    now = clock.now()  # before it is asked: a sign-out in between makes the ticket an old one
    if own.owner_of(access_token) != lecturer.lecturer_id:
        raise NotSignedInError
    ticket = LiveTicket(
        identifiers.new_id(), exam_id, lecturer_id=lecturer.lecturer_id, drawn_at=now
    )
    return tokens.issue_ticket(ticket, expires_at=now + TICKET_LIFE)


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
        False when the ticket is not ours, has expired, was used before, or its lecturer was signed
        out meanwhile.
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
    listener = Listener(connection_id, ticket.exam_id, ticket.attempt_id, ticket.lecturer_id)
    connections.add(listener, expires_at=expires_at)
    # Asked for once it can be found: a sign-out is noted before connections are looked for, so
    # that one of the two sees the other.
    if _is_signed_out(ticket, connections=connections):
        connections.remove(connection_id)
        sockets.post(connection_id, Refused(SIGNED_OUT))
        return False
    sockets.post(connection_id, Subscribed(ticket.exam_id, ticket.attempt_id))
    return True


def hang_up(
    news: SignedOut, *, connections: ConnectionStore, sockets: Sockets, clock: Clock
) -> int:
    """
    Tell a lecturer's connections that they were signed out, close them and forget them.

    Returns:
        How many there were.
    """
    now = clock.now()
    connections.note_sign_out(news.lecturer_id, at=now, expires_at=now + CONNECTION_LIFE)
    found = connections.of_lecturer(news.lecturer_id)
    names = tuple(dict.fromkeys(listener.connection_id for listener in found))
    sockets.post_all(names, Refused(SIGNED_OUT))
    for name in names:
        sockets.close(name)
        connections.remove(name)
    return len(names)


def _is_signed_out(ticket: LiveTicket, *, connections: ConnectionStore) -> bool:
    if ticket.lecturer_id is None or ticket.drawn_at is None:
        return False
    at = connections.signed_out_at(ticket.lecturer_id)
    return at is not None and ticket.drawn_at <= at
