"""Carry calls, looks and glimpses between an exam's lecturers and one of its students."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.services.ports import (
    ConnectionStore,
    Listener,
    Refused,
    SignalNews,
    SignalRequest,
    Sockets,
)


def relay_signal(
    request: SignalRequest,
    connection_id: str,
    *,
    connections: ConnectionStore,
    sockets: Sockets,
) -> int:
    """
    Hand a signal to the other side, and forget connections that are gone.

    A student speaks for their own attempt to the lecturers who listen to its exam; a lecturer
    speaks to the students of the exams they listen to.  Whoever asks for anything else, or for
    somebody who is not there, is told.

    Returns:
        How many connections it reached.
    """
    own = connections.of_connection(connection_id)
    if not own:
        sockets.post(connection_id, Refused("not_subscribed"))
        return 0
    news = SignalNews(request.signal, connection_id)
    listeners = _other_side(own, request.signal.attempt_id, connections=connections)
    addressed = [
        listener.connection_id
        for listener in listeners
        if request.to in (None, listener.connection_id)
    ]
    gone = sockets.post_all(addressed, news)
    for lost in gone:
        connections.remove(lost)
    reached = len(addressed) - len(gone)
    if not reached:
        sockets.post(connection_id, Refused("nobody_there"))
    return reached


def _other_side(
    own: Iterable[Listener], attempt_id: str, *, connections: ConnectionStore
) -> tuple[Listener, ...]:
    found: list[Listener] = []
    for listener in own:
        if listener.attempt_id is None:
            found.extend(connections.students_of(listener.exam_id, attempt_id))
        elif listener.attempt_id == attempt_id:
            found.extend(connections.lecturers_of(listener.exam_id))
    return tuple(found)
