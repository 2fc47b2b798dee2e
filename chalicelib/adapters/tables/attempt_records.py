"""The records of an attempt: itself, its last heartbeat, who holds a student number."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    JSONAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.answers import answer_from_plain, answer_to_plain
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
)
from chalicelib.adapters.tables.supervision import (
    notices_from_plain,
    notices_to_plain,
    pauses_from_plain,
    pauses_to_plain,
    waivers_from_plain,
    waivers_to_plain,
)
from chalicelib.domain.attempts import (
    DEFAULT_GRACE_SECONDS,
    FIRST_DEVICE,
    Attempt,
    AttemptState,
    CameraState,
    OpenAttempt,
    Presence,
    Student,
)
from chalicelib.domain.calibration import Calibration, CalibrationStep, Target
from chalicelib.domain.cards import Card
from chalicelib.domain.guardians import Guardian, Relation
from chalicelib.domain.kinds import Kind
from chalicelib.domain.retention import USUAL_FRAME_DAYS
from chalicelib.domain.scoring import Score
from chalicelib.domain.supervision import Supervision
from chalicelib.services.ports import AttemptRow


class ByExam(GlobalSecondaryIndex["AttemptTableModel"]):
    """An exam's attempts and heartbeats, side by side for each attempt."""

    class Meta:
        index_name = "by_exam"
        projection = IncludeProjection(
            [
                "record_type",
                "student_name",
                "student_number",
                "state",
                "started_at",
                "deadline",
                "submitted_at",
                "question_count",
                "answered",
                "score",
                "max_score",
                "last_seen_at",
                "camera",
                "paused_at",
                "marked",
                "notices_read",
                "consent_version",
                "waivers",
            ]
        )

    exam_id = UnicodeAttribute(hash_key=True)
    partition_key = UnicodeAttribute(range_key=True)


class ByDeadline(GlobalSecondaryIndex["OpenAttemptRecord"]):
    """Attempts being written in order of their deadlines, spread over some partitions."""

    class Meta:
        index_name = "by_deadline"
        projection = IncludeProjection(["exam_id", "started_at", "accepts_until", "exempt"])

    open_shard = UnicodeAttribute(hash_key=True)
    deadline = UTCDateTimeAttribute(range_key=True)


class AttemptTableModel(TableModel):
    """Any record of the table."""

    class Meta(TableMeta):
        table = "attempts"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    record_type = DiscriminatorAttribute()
    exam_id = UnicodeAttribute()
    by_exam = ByExam()


class AttemptRecord(AttemptTableModel, discriminator=keys.ATTEMPT):
    """An attempt; each answer is an entry of one map, guarded by its own sequence."""

    sort_key = UnicodeAttribute(range_key=True, default=keys.ATTEMPT)
    student_name = UnicodeAttribute()
    student_number = UnicodeAttribute()
    consent_version = UnicodeAttribute()
    state = UnicodeAttribute()
    joined_at = UTCDateTimeAttribute()
    started_at = UTCDateTimeAttribute(null=True)
    deadline = UTCDateTimeAttribute()
    submitted_at = UTCDateTimeAttribute(null=True)
    question_ids = UnicodeSetAttribute(null=True)
    question_count = NumberAttribute()
    answered = NumberAttribute(null=True)
    answers: MapAttribute[str, Any] = MapAttribute(default=dict)
    revision = NumberAttribute(default=0)
    score = NumberAttribute(null=True)
    max_score = NumberAttribute(null=True)
    receipt = UnicodeAttribute(null=True)
    open_shard = UnicodeAttribute(null=True)
    exempt = UnicodeSetAttribute(null=True)
    calibration = UnicodeAttribute(null=True)
    paused_at = UTCDateTimeAttribute(null=True)
    stood = JSONAttribute(null=True)
    marked = BooleanAttribute(null=True)
    notices: MapAttribute[str, Any] = MapAttribute(default=dict)
    notices_read = UnicodeSetAttribute(null=True)
    ended_for = UnicodeAttribute(null=True)
    acts = NumberAttribute(null=True)
    ordinal = NumberAttribute(default=1)
    extra_seconds = NumberAttribute(default=0)
    grace_seconds = NumberAttribute(default=DEFAULT_GRACE_SECONDS)
    accepts_until = UTCDateTimeAttribute()
    """The deadline and the grace, because a condition cannot add."""
    device = NumberAttribute(default=FIRST_DEVICE)
    device_since = UTCDateTimeAttribute(null=True)
    entry_key = UnicodeAttribute(null=True)
    frame_days = NumberAttribute(default=USUAL_FRAME_DAYS)
    evidence_until = UTCDateTimeAttribute(null=True)
    agreed_anew_at = UTCDateTimeAttribute(null=True)
    guardian_name = UnicodeAttribute(null=True)
    waivers = JSONAttribute(null=True)
    extended = UnicodeSetAttribute(null=True)
    guardian_relation = UnicodeAttribute(null=True)
    card_digest = UnicodeAttribute(null=True)
    card_taken_ms = NumberAttribute(null=True)


class OpenAttemptRecord(TableModel):
    """
    An attempt as its deadline's index shows it: what the sweep needs, so that it reads no more.

    Apart from ``AttemptTableModel``, whose queries filter by the record type: the index
    does not hold it, and nothing would ever be found.
    """

    class Meta(TableMeta):
        table = "attempts"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    open_shard = UnicodeAttribute()
    deadline = UTCDateTimeAttribute()
    exam_id = UnicodeAttribute()
    started_at = UTCDateTimeAttribute()
    accepts_until = UTCDateTimeAttribute()
    exempt = UnicodeSetAttribute(null=True)
    by_deadline = ByDeadline()


class PresenceRecord(AttemptTableModel, discriminator=keys.PRESENCE):
    """The last heartbeat; apart from the attempt, because it is small and often written."""

    sort_key = UnicodeAttribute(range_key=True, default=keys.PRESENCE)
    last_seen_at = UTCDateTimeAttribute()
    camera = UnicodeAttribute()
    answered = NumberAttribute()


class StudentRecord(AttemptTableModel, discriminator=keys.CLAIM):
    """The last attempt of a student number; without ``exam_id``, so in no index."""

    sort_key = UnicodeAttribute(range_key=True, default=keys.CLAIM)
    exam_id = UnicodeAttribute(null=True)
    attempt_id = UnicodeAttribute()


def presence_record(attempt: Attempt, presence: Presence) -> PresenceRecord:
    """Return the last heartbeat as a record."""
    return PresenceRecord(
        attempt.attempt_id,
        exam_id=attempt.exam_id,
        last_seen_at=presence.last_seen_at,
        camera=presence.camera.value,
        answered=presence.answered,
    )


def to_record(attempt: Attempt) -> AttemptRecord:
    """Return an attempt as a record."""
    writing = attempt.state is AttemptState.WRITING
    done = attempt.state is AttemptState.SUBMITTED
    supervision = attempt.supervision
    paused = supervision.paused_at is not None
    return AttemptRecord(
        attempt.attempt_id,
        exam_id=attempt.exam_id,
        student_name=attempt.student.name,
        student_number=attempt.student.number,
        consent_version=attempt.consent_version,
        state=attempt.state.value,
        joined_at=attempt.joined_at,
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        submitted_at=attempt.submitted_at,
        question_ids=set(attempt.question_ids) or None,
        question_count=len(attempt.question_ids),
        answered=attempt.answered if done else None,
        answers={key: answer_to_plain(answer) for key, answer in attempt.answers.items()},
        revision=attempt.revision,
        score=attempt.score and attempt.score.points,
        max_score=attempt.score and attempt.score.maximum,
        receipt=attempt.receipt,
        # Nothing is overdue while the clock stands.
        open_shard=keys.open_shard(attempt.attempt_id) if writing and not paused else None,
        exempt={kind.value for kind in attempt.exempt} or None,
        calibration=_calibration_to_text(attempt.calibration),
        paused_at=supervision.paused_at,
        stood=pauses_to_plain(supervision.stood),
        marked=supervision.marked or None,
        notices=notices_to_plain(supervision.notices),
        notices_read=set(supervision.read) or None,
        ended_for=supervision.ended_for,
        waivers=waivers_to_plain(supervision.waivers),
        extended=set(supervision.extended) or None,
        acts=supervision.version or None,
        ordinal=attempt.ordinal,
        extra_seconds=attempt.extra_time.total_seconds(),
        grace_seconds=attempt.grace_seconds,
        accepts_until=attempt.accepts_until,
        device=attempt.device,
        device_since=attempt.device_since,
        entry_key=attempt.entry_key or None,
        frame_days=attempt.frame_days,
        evidence_until=attempt.evidence_until,
        agreed_anew_at=attempt.agreed_anew_at,
        guardian_name=attempt.guardian and attempt.guardian.name,
        guardian_relation=attempt.guardian and attempt.guardian.relation.value,
        card_digest=attempt.card and attempt.card.digest,
        card_taken_ms=attempt.card and attempt.card.taken_ms,
    )


def to_attempt(record: AttemptRecord) -> Attempt:
    """Return the attempt of a whole record."""
    return Attempt(
        attempt_id=record.partition_key,
        exam_id=record.exam_id,
        student=Student(record.student_name, record.student_number),
        consent_version=record.consent_version,
        joined_at=record.joined_at,
        started_at=record.started_at,
        deadline=record.deadline,
        question_ids=tuple(sorted(record.question_ids or ())),
        state=AttemptState(record.state),
        answers={key: answer_from_plain(plain) for key, plain in record.answers.as_dict().items()},
        revision=int(record.revision),
        submitted_at=record.submitted_at,
        score=_to_score(record),
        receipt=record.receipt,
        exempt=frozenset(Kind(kind) for kind in record.exempt or ()),
        calibration=_calibration_from_text(record.calibration or "[]"),
        supervision=_to_supervision(record),
        ordinal=int(record.ordinal),
        extra_time=timedelta(seconds=record.extra_seconds),
        grace_seconds=int(record.grace_seconds),
        device=int(record.device),
        device_since=record.device_since,
        entry_key=record.entry_key or "",
        frame_days=int(record.frame_days),
        evidence_until=record.evidence_until,
        agreed_anew_at=record.agreed_anew_at,
        guardian=_to_guardian(record),
        card=_to_card(record),
    )


def _to_guardian(record: AttemptRecord) -> Guardian | None:
    if record.guardian_name is None or record.guardian_relation is None:
        return None
    return Guardian(record.guardian_name, Relation(record.guardian_relation))


def _to_card(record: AttemptRecord) -> Card | None:
    if record.card_digest is None or record.card_taken_ms is None:
        return None
    return Card(record.card_digest, int(record.card_taken_ms))


def _calibration_to_text(calibration: Calibration) -> str:
    steps = [(step.target.value, step.from_ms, step.to_ms) for step in calibration]
    return json.dumps(steps, separators=(",", ":"))


def _calibration_from_text(text: str) -> Calibration:
    return tuple(
        CalibrationStep(Target(target), from_ms, to_ms)
        for target, from_ms, to_ms in json.loads(text)
    )


def _to_supervision(record: AttemptRecord) -> Supervision:
    return Supervision(
        paused_at=record.paused_at,
        stood=pauses_from_plain(record.stood),
        marked=bool(record.marked),
        notices=notices_from_plain(record.notices.as_dict() if record.notices else {}),
        read=frozenset(record.notices_read or ()),
        ended_for=record.ended_for,
        waivers=waivers_from_plain(record.waivers),
        extended=frozenset(record.extended or ()),
        version=int(record.acts or 0),
    )


def to_open_attempt(record: OpenAttemptRecord) -> OpenAttempt:
    """Return what the deadline's index tells of an attempt."""
    return OpenAttempt(
        attempt_id=record.partition_key,
        exam_id=record.exam_id,
        started_at=record.started_at,
        deadline=record.deadline,
        accepts_until=record.accepts_until,
        exempt=frozenset(Kind(kind) for kind in record.exempt or ()),
    )


def _to_score(record: AttemptRecord) -> Score | None:
    if record.score is None or record.max_score is None:
        return None
    return Score(record.score, record.max_score)


def to_presence(record: PresenceRecord) -> Presence:
    """Return the last heartbeat of a record."""
    return Presence(record.last_seen_at, CameraState(record.camera), int(record.answered))


def to_row(record: AttemptRecord, presence: Presence | None) -> AttemptRow:
    """Return the attempt as the exam's index shows it, beside its last heartbeat."""
    answered = record.answered if record.answered is not None else presence and presence.answered
    return AttemptRow(
        attempt_id=record.partition_key,
        student=Student(record.student_name, record.student_number),
        state=AttemptState(record.state),
        started_at=record.started_at,
        deadline=record.deadline,
        submitted_at=record.submitted_at,
        question_count=int(record.question_count),
        answered=int(answered or 0),
        score=_to_score(record),
        presence=presence,
        supervision=_to_supervision(record),
        consent_version=record.consent_version,
    )
