"""Between schemas and domain values, once and explicitly."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import asdict

from chalicelib.api import schemas
from chalicelib.api.exam_settings import read_exam_settings
from chalicelib.api.judging_mapping import read_settings
from chalicelib.api.question_mapping import (
    read_questions,
    show_answer,
    show_content,
    show_paper_question,
)
from chalicelib.domain import attempt_events, calibration, page_integrity, templates
from chalicelib.domain import exams as domain_exams
from chalicelib.domain import questions as domain_questions
from chalicelib.domain import scoring as domain_scoring
from chalicelib.domain.consent import consent_version, may_be_heard
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.kinds import Kind
from chalicelib.domain.room_codes import normalise_room_code
from chalicelib.domain.violations import Violation
from chalicelib.services import admitting, joining, ports, taking, watching


def to_milliseconds(moment: datetime) -> int:
    """Return a moment as milliseconds since the epoch."""
    return round(moment.timestamp() * 1000)


def read_content(
    content: schemas.ExamContent, identifiers: ports.Identifiers
) -> tuple[ExamContent, domain_questions.Paper]:
    """Read what a lecturer wrote, and draw what was left out."""
    code = content.room_code and normalise_room_code(content.room_code)
    written = ExamContent(
        title=content.title.strip(),
        subject=content.subject.strip(),
        room_name=content.room_name.strip(),
        room_code=code or identifiers.new_room_code(),
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        duration_minutes=content.duration_minutes,
        time_zone=content.time_zone,
        policy=content.policy,
        policy_settings=read_settings(content.policy_settings or {}),
        scoring=domain_scoring.ScoringScheme(content.scoring.floor, content.scoring.scale),
        settings=read_exam_settings(content.settings),
    )
    return written, read_questions(content.questions, identifiers)


def unwritten(content: schemas.ExamContent) -> tuple[str, ...]:
    """Return the fields that a lecturer left out, and which an update must leave as they are."""
    optional = {"room_code": content.room_code, "policy_settings": content.policy_settings}
    # The rules of review are written by a route of their own.
    return ("review_rules", *(name for name, value in optional.items() if value is None))


def show_lecturer(lecturer: domain_exams.Lecturer) -> schemas.Lecturer:
    """Show a lecturer."""
    return schemas.Lecturer(lecturer.lecturer_id, lecturer.email, lecturer.name)


def show_session(session: ports.Session) -> schemas.Session:
    """Show a sign-in."""
    return schemas.Session(
        session.id_token,
        session.refresh_token,
        session.expires_in_s,
        show_lecturer(session.lecturer),
    )


def show_template(template: templates.ExamTemplate) -> schemas.ExamTemplate:
    """Show a ready format with its empty paper."""
    return schemas.ExamTemplate(
        template_id=template.template_id,
        subject=template.subject,
        duration_minutes=template.duration_minutes,
        scoring=show_scoring(template.scoring),
        parts=[
            schemas.TemplatePart(part.part.value, part.count, part.points)
            for part in template.parts
        ],
        questions=[show_content(question) for question in template.paper()],
    )


def show_scoring(scheme: domain_scoring.ScoringScheme) -> schemas.Scoring:
    """Show how points become a score."""
    return schemas.Scoring(scheme.floor, scheme.scale)


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
        sound=content.settings.student_sound,
        frame_days=content.settings.frame_days,
        evidence_until=content.evidence_until,
        has_roster=room.has_roster,
        needs_pin=room.needs_pin,
        server_time_ms=to_milliseconds(now),
    )


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
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        server_time_ms=to_milliseconds(page.now),
        paper=[show_paper_question(question) for question in page.paper],
        answers={key: show_answer(answer) for key, answer in attempt.answers.items()},
        upload=show_upload(page.upload) if page.upload else None,
        score=score.points if score else None,
        max_score=score.maximum if score else None,
        score_shown=settings.show_score.value,
        passed=_has_passed(score, settings.pass_mark),
        keys_shown=settings.show_keys.value,
        receipt=attempt.receipt,
        ended_for=attempt.supervision.ended_for,
        device=attempt.device,
        ordinal=attempt.ordinal,
        attempts_allowed=settings.attempts_allowed,
    )


def _has_passed(score: domain_scoring.Score | None, mark: float | None) -> bool | None:
    return None if score is None or mark is None else score.points >= mark


def _asks_full_screen(page: taking.AttemptPage) -> bool:
    content = page.exam.content
    rules = page_integrity.page_rules(
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
        notices=[
            schemas.Notice(key, notice.text, notice.sent_at)
            for key, notice in heartbeat.attempt.supervision.unread.items()
        ],
    )


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


def show_violation(watched: watching.WatchedViolation) -> schemas.Violation:
    """Show what was noticed to the lecturer."""
    violation = watched.violation
    return schemas.Violation(
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
        evidence=[schemas.Evidence(p.captured_ms, p.url) for p in watched.pictures],
        review=violation.review.value,
    )
