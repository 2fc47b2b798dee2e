"""Live news to whoever listens to an exam."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.violations import Violation
from chalicelib.services.ports import (
    AttemptChanged,
    AttemptStore,
    CameraStore,
    ConnectionStore,
    Listener,
    LiveMessage,
    RoomChanged,
    RoomNews,
    Sockets,
    ViolationNews,
)
from chalicelib.services.watching import student_shown


def push_violation(
    violation: Violation,
    *,
    attempts: AttemptStore,
    cameras: CameraStore,
    connections: ConnectionStore,
    sockets: Sockets,
) -> int:
    """
    Send a violation to every lecturer who listens, and forget connections that are gone.

    Returns:
        How many it reached.
    """
    listeners = connections.lecturers_of(violation.exam_id)
    if not listeners:
        return 0
    whose = student_shown(violation.attempt_id, attempts=attempts, cameras=cameras)
    news = ViolationNews(violation, whose)
    return _post(listeners, news, connections=connections, sockets=sockets)


def push_room_news(news: RoomNews, *, connections: ConnectionStore, sockets: Sockets) -> int:
    """
    Tell lecturers and the students concerned that attempts changed; forget who is gone.

    Returns:
        How many it reached.
    """
    lecturers = connections.lecturers_of(news.exam_id)
    reached = _post(lecturers, RoomChanged(news.exam_id), connections=connections, sockets=sockets)
    students = _concerned(news, connections=connections)
    return reached + _post(students, AttemptChanged(), connections=connections, sockets=sockets)


def _concerned(news: RoomNews, *, connections: ConnectionStore) -> list[Listener]:
    if len(news.attempt_ids) == 1:
        return list(connections.students_of(news.exam_id, news.attempt_ids[0]))
    changed = set(news.attempt_ids)
    return [one for one in connections.students_of(news.exam_id) if one.attempt_id in changed]


def _post(
    listeners: Sequence[Listener],
    message: LiveMessage,
    *,
    connections: ConnectionStore,
    sockets: Sockets,
) -> int:
    gone = sockets.post_all([listener.connection_id for listener in listeners], message)
    for connection_id in gone:
        connections.remove(connection_id)
    return len(listeners) - len(gone)
