"""Between schemas and domain values, for reviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from chalicelib.api import review_schemas as schemas
from chalicelib.api.attempt_mapping import show_guardian, show_waiver
from chalicelib.api.judging_mapping import show_rules
from chalicelib.api.moments import to_milliseconds
from chalicelib.api.room_camera_mapping import show_crowd
from chalicelib.api.violation_schemas import Evidence
from chalicelib.domain import baseline as domain_baseline
from chalicelib.domain import reviews
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Box, Observation, ObservationBundle
from chalicelib.domain.policies import Policy
from chalicelib.domain.reviews import Reviewer
from chalicelib.domain.signals import looking_limits
from chalicelib.domain.violations import Violation
from chalicelib.services import explaining, ports, reviewing, reviewing_rooms

DIGITS_OF_ANGLES = 1
DIGITS = 3


def show_review(review: reviewing.AttemptReview, viewer: Reviewer) -> schemas.AttemptReview:
    """Show an attempt to who reviews it."""
    attempt, content = review.attempt, review.exam.content
    return schemas.AttemptReview(
        attempt_id=attempt.attempt_id,
        exam_id=attempt.exam_id,
        exam_title=content.title,
        time_zone=content.time_zone,
        student_name=attempt.student.name,
        student_number=attempt.student.number,
        state=attempt.state.value,
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        submitted_at=attempt.submitted_at,
        question_count=len(attempt.question_ids),
        score=attempt.score.points if attempt.score else None,
        max_score=attempt.score.maximum if attempt.score else None,
        receipt=attempt.receipt,
        agreement=schemas.Agreement(
            attempt.consent_version, attempt.agreed_at, show_guardian(attempt.guardian)
        ),
        card=_card_of(review),
        waivers=[show_waiver(one) for one in attempt.supervision.waivers],
        exempt=sorted(kind.value for kind in attempt.exempt),
        risk=review.risk,
        answers=_show_answers(review),
        policy=review.policy.name,
        rules=_show_rules(review.policy),
        ranges=_show_ranges(review),
        review_rules=show_rules(content.review_rules),
        violations=[show_violation(violation, viewer) for violation in review.violations],
        events=[
            schemas.AttemptEvent(
                event.at_ms,
                event.kind.value,
                event.source.value,
                event.lasted_ms,
                dict(event.details),
            )
            for event in review.events
        ],
        server_time_ms=to_milliseconds(review.now),
    )


def _card_of(review: reviewing.AttemptReview) -> Literal["not_asked", "missing", "kept"]:
    if review.attempt.card is not None:
        return "kept"
    return "missing" if review.exam.content.settings.student_card else "not_asked"


def show_camera_review(
    review: reviewing_rooms.CameraReview, viewer: Reviewer
) -> schemas.CameraReview:
    """Show a room camera to who reviews it."""
    camera, content = review.camera, review.exam.content
    return schemas.CameraReview(
        camera_id=camera.camera_id,
        exam_id=camera.exam_id,
        exam_title=content.title,
        time_zone=content.time_zone,
        name=camera.name,
        enrolled_at=camera.enrolled_at,
        removed=camera.removed,
        crowd=show_crowd(camera.crowd),
        rules=_show_rules(review.policy),
        review_rules=show_rules(content.review_rules),
        violations=[show_violation(violation, viewer) for violation in review.violations],
        server_time_ms=to_milliseconds(review.now),
    )


def _show_rules(policy: Policy) -> list[schemas.RuleInForce]:
    return [
        schemas.RuleInForce(
            kind.value, rule.minimum_ms / 1_000, rule.threshold, rule.severity.value
        )
        for kind, rule in policy.rules.items()
    ]


def _show_answers(review: reviewing.AttemptReview) -> list[schemas.AnswerTime]:
    answers = review.attempt.answers
    return [
        schemas.AnswerTime(
            number=number,
            question_id=question.question_id,
            answered_ms=answers[question.question_id].answered_ms,
            given=answers[question.question_id].response is not None,
        )
        for number, question in enumerate(review.paper, 1)
        if question.question_id in answers
    ]


def _show_ranges(review: reviewing.AttemptReview) -> list[schemas.SignalRange]:
    usual = review.baseline or domain_baseline.UNKNOWN
    rule = review.policy.rules.get(Kind.LOOKING_AWAY)
    limits = looking_limits(rule, usual) if rule else {}
    found = []
    for signal in domain_baseline.SIGNALS:
        known: domain_baseline.Range | None = getattr(usual, signal)
        low, high = limits.get(signal, (None, None))
        if known is not None or signal in limits:
            found.append(
                schemas.SignalRange(
                    signal=signal,
                    neutral=known.neutral if known else None,
                    low=known.low if known else None,
                    high=known.high if known else None,
                    lower_limit=low,
                    upper_limit=high,
                )
            )
    return found


def show_violation(
    reviewed: reviewing.ReviewedViolation, viewer: Reviewer
) -> schemas.ReviewedViolation:
    """Show a violation with its history to one of its reviewers."""
    violation = reviewed.violation
    return schemas.ReviewedViolation(
        violation_id=violation.violation_id,
        kind=violation.kind.value,
        detail=violation.detail.value if violation.detail else None,
        severity=violation.severity.value,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
        worst_ms=violation.worst_ms,
        peak=violation.peak,
        confidence=violation.confidence,
        policy=violation.policy,
        evidence=[Evidence(p.captured_ms, p.url) for p in reviewed.pictures],
        review=violation.review.value,
        proposed=reviews.proposed(violation.history).value,
        history=[_show_step(step) for step in violation.history],
        can_undo=reviews.can_undo(violation.history, viewer),
        explanation=show_explanation(violation.explanation),
    )


def _show_step(step: reviews.ReviewStep) -> schemas.ReviewStep:
    return schemas.ReviewStep(
        act=step.act.value,
        at_ms=step.at_ms,
        reviewer=step.reviewer.name,
        before=step.before.value,
        after=step.after.value,
        note=step.note,
    )


def show_explanation(said: reviews.Explanation | None) -> schemas.Explanation | None:
    """Show what a student said, and what was answered."""
    if said is None:
        return None
    return schemas.Explanation(
        text=said.text,
        at_ms=said.at_ms,
        reply=said.reply,
        replied_ms=said.replied_ms,
        replied_by=said.replied_by.name if said.replied_by else None,
    )


def show_observations(page: ports.Page[ObservationBundle]) -> schemas.ObservationColumns:
    """Show what was seen by signal; of several pictures of one moment, the first."""
    unique = {o.captured_ms: o for bundle in reversed(page.items) for o in bundle.observations}
    seen = [unique[moment] for moment in sorted(unique)]
    return schemas.ObservationColumns(
        captured_ms=[o.captured_ms for o in seen],
        faces=[o.faces for o in seen],
        yaw=_column(seen, "yaw", DIGITS_OF_ANGLES),
        pitch=_column(seen, "pitch", DIGITS_OF_ANGLES),
        roll=_column(seen, "roll", DIGITS_OF_ANGLES),
        gaze_x=_column(seen, "gaze_x", DIGITS),
        gaze_y=_column(seen, "gaze_y", DIGITS),
        mouth=_column(seen, "mouth", DIGITS),
        brightness=[round(o.scene.brightness, DIGITS) if o.scene else None for o in seen],
        face=[_show_box(o.face.box) if o.face else None for o in seen],
        others=[[_show_box(box) for box in o.others] for o in seen],
        objects=[
            [
                schemas.SeenThing(s.kind, round(s.score, 2), _show_box(s.box))
                for s in o.objects or ()
            ]
            for o in seen
        ],
        next_cursor=page.next_cursor,
    )


def _column(seen: Iterable[Observation], name: str, digits: int) -> list[float | None]:
    values: list[float | None] = [getattr(o.face, name) if o.face else None for o in seen]
    return [None if value is None else round(value, digits) for value in values]


def _show_box(box: Box) -> schemas.Rectangle:
    return (
        round(box.left, DIGITS),
        round(box.top, DIGITS),
        round(box.width, DIGITS),
        round(box.height, DIGITS),
    )


def show_flags(flags: explaining.ConfirmedFlags) -> schemas.FlagList:
    """Show a student what was confirmed."""
    return schemas.FlagList(
        shown=flags.shown,
        may_explain=flags.may_explain,
        items=[show_flag(violation) for violation in flags.items],
    )


def show_flag(violation: Violation) -> schemas.Flag:
    """Show a student one confirmed violation."""
    return schemas.Flag(
        violation_id=violation.violation_id,
        kind=violation.kind.value,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
        explanation=show_explanation(violation.explanation),
    )
