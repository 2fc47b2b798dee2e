"""Violations without their frames."""

from __future__ import annotations

from typing import Any

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.violations import Reconciliation, Violation
from tests.fakes.samples import violation
from tests.integration.core.room import Attempt, Camera, now_ms


def record(
    world: Collaborators, watched: Attempt | Camera, exam_id: str, **changes: Any
) -> Violation:
    """Store a violation and tell of it, as detect_frames does."""
    watched_id = watched.camera_id if isinstance(watched, Camera) else watched.attempt_id
    found = violation(started_ms=now_ms(), attempt_id=watched_id, exam_id=exam_id, **changes)
    world.violations.apply(watched_id, Reconciliation(save=(found,)), version=0)
    world.topic.publish(found)
    return found
