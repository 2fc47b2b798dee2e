"""Violations without their frames."""

from __future__ import annotations

from typing import Any

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.violations import Reconciliation, Violation
from tests.fakes.samples import violation
from tests.integration.core.room import Attempt, now_ms


def record(world: Collaborators, student: Attempt, exam_id: str, **changes: Any) -> Violation:
    """Store a violation and tell of it, as detect_frames does."""
    found = violation(
        started_ms=now_ms(), attempt_id=student.attempt_id, exam_id=exam_id, **changes
    )
    world.violations.apply(student.attempt_id, Reconciliation(save=(found,)), version=0)
    world.topic.publish(found)
    return found
