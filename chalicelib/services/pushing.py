"""Live news to whoever listens to an exam."""

from __future__ import annotations

from chalicelib.domain.violations import Violation
from chalicelib.services.ports import (
    AttemptStore,
    CameraStore,
    ConnectionStore,
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
    gone = sockets.post_all([listener.connection_id for listener in listeners], news)
    for connection_id in gone:
        connections.remove(connection_id)
    return len(listeners) - len(gone)
