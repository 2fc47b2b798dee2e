"""Between a student's schemas and the domain's attempts, once and explicitly."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import asdict

from chalicelib.api import attempt_schemas as schemas
from chalicelib.api.moments import to_milliseconds
from chalicelib.api.question_mapping import show_answer, show_paper_question
from chalicelib.domain import attempt_events, calibration, guardians, page_policy, supervision
from chalicelib.domain.consent import consent_version, may_be_heard
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import clean_line
from chalicelib.services import admitting, joining, ports, taking


def show_room(room: admitting.Room, now: datetime) -> schemas.RoomView:
    """Show an open exam to whoever has its code."""
    exam, content = room.exam, room.exam.content
    return schemas.RoomView(
        exam_id=exam.exam_id,
        title=content.title,
        subject=content.subject,
        room_name=content.room_name,
        room_code=content.room_code,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        duration_minutes=content.duration_minutes,
        time_zone=content.time_zone,
        instructions=content.settings.instructions,
        question_count=exam.question_count,
        consent_version=consent_version(content.settings),
        consent_version_without_camera=consent_version(content.settings, camera=False),
        sound=content.settings.student_sound,
        card=content.settings.student_card,
        guardian=content.settings.guardian_consent,
        frame_days=content.settings.frame_days,
        evidence_until=content.evidence_until,
        has_roster=room.has_roster,
        needs_pin=room.needs_pin,
        server_time_ms=to_milliseconds(now),
    )


def read_guardian(guardian: schemas.Guardian | None) -> guardians.Guardian | None:
    """Read who agreed for a student."""
    if guardian is None:
        return None
    return guardians.Guardian(clean_line(guardian.name), guardians.Relation(guardian.relation))


def show_waiver(waiver: supervision.Waiver) -> schemas.Waiver:
    """Show that a student goes without a camera."""
    return schemas.Waiver(waiver.at, waiver.by, waiver.reason, waiver.until)


def show_guardian(guardian: guardians.Guardian | None) -> schemas.Guardian | None:
    """Show who agreed for a student."""
    return schemas.Guardian(guardian.name, guardian.relation.value) if guardian else None


def show_page(page: taking.AttemptPage) -> schemas.AttemptView:
    """Show an attempt to its student."""
    attempt, settings = page.attempt, page.exam.content.settings
    score = attempt.score if page.exam.reveals(settings.show_score, page.now) else None
    return schemas.AttemptView(
        attempt_id=attempt.attempt_id,
        exam_id=attempt.exam_id,
        title=page.exam.content.title,
        room_name=page.exam.content.room_name,
        student_name=attempt.student.name,
        student_number=attempt.student.number,
        state=attempt.state.value,
        starts_at=page.exam.content.starts_at,
        ends_at=page.exam.content.ends_at,
        time_zone=page.exam.content.time_zone,
        full_screen=_asks_full_screen(page),
        sound=may_be_heard(settings, attempt.consent_version),
        camera_rule=attempt.camera_rule.value,
        card=attempt.card_step(settings).value,
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        server_time_ms=to_milliseconds(page.now),
        paper=[show_paper_question(question) for question in page.paper],
        answers={key: show_answer(answer) for key, answer in attempt.answers.items()},
        upload=show_upload(page.upload) if page.upload else None,
        score=score.points if score else None,
        max_score=score.maximum if score else None,
        score_shown=settings.show_score.value,
        passed=settings.has_passed(score.points if score else None),
        keys_shown=settings.show_keys.value,
        receipt=attempt.receipt,
        ended_for=attempt.supervision.ended_for,
        device=attempt.device,
        ordinal=attempt.ordinal,
        attempts_allowed=settings.attempts_allowed,
    )


def _asks_full_screen(page: taking.AttemptPage) -> bool:
    content = page.exam.content
    rules = page_policy.page_rules(
        content.policy, content.policy_settings, exempt=page.attempt.exempt
    )
    return Kind.LEFT_FULLSCREEN in rules


def show_joined(joined: joining.Joined) -> schemas.JoinedAttempt:
    """Show an attempt to its student who just came in."""
    return schemas.JoinedAttempt(**asdict(show_page(joined.page)), attempt_token=joined.token)


def read_page_event(event: schemas.PageEvent) -> attempt_events.AttemptEvent:
    """Read what a page noticed of itself; what says nothing is left out."""
    said: dict[str, attempt_events.Detail] = {
        "lasted_ms": event.lasted_ms,
        "label": event.label,
        "count": event.count,
    }
    return attempt_events.event_at(
        event.at_ms,
        attempt_events.EventKind(event.kind),
        attempt_events.EventSource.PAGE,
        {name: value for name, value in said.items() if value},
    )


def read_calibration(steps: list[schemas.CalibrationStep]) -> calibration.Calibration:
    """Read when a student was asked to look where."""
    return tuple(
        calibration.CalibrationStep(calibration.Target(step.target), step.from_ms, step.to_ms)
        for step in steps
    )


def show_upload(policy: ports.UploadPolicy) -> schemas.UploadPolicy:
    """Show a permission to upload."""
    return schemas.UploadPolicy(
        url=policy.url,
        fields=dict(policy.fields),
        key_prefix=policy.key_prefix,
        content_type=policy.content_type,
        max_bytes=policy.max_bytes,
        max_frames=policy.max_frames,
        expires_at=policy.expires_at,
    )


def show_heartbeat(heartbeat: taking.Heartbeat) -> schemas.Heartbeat:
    """Show what the page learns every few seconds."""
    return schemas.Heartbeat(
        state=heartbeat.attempt.state.value,
        deadline=heartbeat.attempt.deadline,
        server_time_ms=to_milliseconds(heartbeat.now),
        upload=show_upload(heartbeat.upload) if heartbeat.upload else None,
        paused_at=heartbeat.attempt.supervision.paused_at,
        earlier_answers={
            question_id: show_answer(answer)
            for question_id, answer in heartbeat.attempt.answers_of_earlier_devices.items()
        },
        camera_rule=heartbeat.attempt.camera_rule.value,
        notices=[
            schemas.Notice(key, notice.text, notice.sent_at)
            for key, notice in heartbeat.attempt.supervision.unread.items()
        ],
    )
