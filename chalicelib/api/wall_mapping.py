"""How a room is shown to those who watch it."""

from __future__ import annotations

from chalicelib.api import violation_schemas
from chalicelib.api import wall_schemas as schemas
from chalicelib.api.attempt_mapping import show_waiver
from chalicelib.domain.violations import Violation
from chalicelib.services import watching


def show_attempt(watched: watching.WatchedAttempt) -> schemas.AttemptSummary:
    """Show a student in the room to the lecturer."""
    row = watched.row
    return schemas.AttemptSummary(
        attempt_id=row.attempt_id,
        student_name=row.student.name,
        student_number=row.student.number,
        state=row.state.value,
        started_at=row.started_at,
        deadline=row.deadline,
        submitted_at=row.submitted_at,
        answered=row.answered,
        question_count=row.question_count,
        score=row.score.points if row.score else None,
        max_score=row.score.maximum if row.score else None,
        last_seen_at=row.presence.last_seen_at if row.presence else None,
        camera=row.presence.camera.value if row.presence else "unknown",
        camera_rule=row.camera_rule.value,
        waiver=show_waiver(row.supervision.waiver) if row.supervision.waiver else None,
        violations=watched.violations,
        risk=watched.risk,
        paused_at=row.supervision.paused_at,
        marked=row.supervision.marked,
        notices_read=sorted(row.supervision.read),
        flags=[_show_flag(violation) for violation in watched.flags],
    )


def _show_flag(violation: Violation) -> schemas.LiveFlag:
    return schemas.LiveFlag(
        violation_id=violation.violation_id,
        kind=violation.kind.value,
        severity=violation.severity.value,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
        review=violation.review.value,
    )


def show_violation(watched: watching.WatchedViolation) -> violation_schemas.Violation:
    """Show what was noticed to the lecturer."""
    violation = watched.violation
    return violation_schemas.Violation(
        violation_id=violation.violation_id,
        attempt_id=violation.attempt_id,
        exam_id=violation.exam_id,
        student_name=watched.student.name,
        student_number=watched.student.number,
        kind=violation.kind.value,
        detail=violation.detail.value if violation.detail else None,
        severity=violation.severity.value,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
        confidence=violation.confidence,
        policy=violation.policy,
        evidence=[violation_schemas.Evidence(p.captured_ms, p.url) for p in watched.pictures],
        review=violation.review.value,
    )
