"""Attempts with their answers, their heartbeats, and who holds which student number."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist, PynamoDBException
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.answers import answer_from_plain, answer_to_plain
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_failed,
    transaction,
)
from chalicelib.adapters.tables.supervision import notices_from_plain, notices_to_plain
from chalicelib.domain.attempts import (
    DEFAULT_GRACE_SECONDS,
    FIRST_DEVICE,
    Answer,
    Attempt,
    AttemptState,
    CameraState,
    OpenAttempt,
    Presence,
    Student,
    newest,
)
from chalicelib.domain.calibration import Calibration, CalibrationStep, Target
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptNotStartedError,
    AttemptOverError,
    AttemptPausedError,
    AttemptTakenOverError,
    ConflictError,
    NoticeNotFoundError,
    QuestionNotFoundError,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.scoring import Score
from chalicelib.domain.supervision import Supervision
from chalicelib.services.ports import AttemptRow

JOINED: Final = AttemptState.JOINED.value
WRITING: Final = AttemptState.WRITING.value
MAX_TRIES: Final = 5


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


class DynamoAttemptStore:
    """Attempts in DynamoDB; see ``chalicelib.services.ports.AttemptStore``."""

    def add(self, attempt: Attempt) -> Attempt:
        claim_key = keys.student(attempt.exam_id, attempt.student.number)
        claim = StudentRecord(claim_key, attempt_id=attempt.attempt_id)
        for _ in range(MAX_TRIES):
            try:
                with transaction() as write:
                    write.save(claim, condition=StudentRecord.attempt_id.does_not_exist())
                    write.save(_to_record(attempt))
            except PynamoDBException as failure:
                if not condition_failed(failure):
                    raise
            else:
                return attempt
            # None while the transaction that we lost against is not finished.
            if held := _find_claim(claim_key):
                return self.get(held.attempt_id)
        raise ConflictError(exam_id=attempt.exam_id)

    def add_further(self, attempt: Attempt, *, after: Attempt) -> bool:
        claim_key = keys.student(attempt.exam_id, attempt.student.number)
        claim = StudentRecord(claim_key, attempt_id=attempt.attempt_id)
        try:
            with transaction() as write:
                write.save(claim, condition=StudentRecord.attempt_id == after.attempt_id)
                write.save(_to_record(attempt))
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def last_of(self, exam_id: str, student_number: str) -> Attempt | None:
        held = _find_claim(keys.student(exam_id, student_number))
        return self.get(held.attempt_id) if held else None

    def take_over(self, attempt: Attempt) -> bool:
        try:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    AttemptRecord.device.set(attempt.device),
                    AttemptRecord.device_since.set(attempt.device_since or attempt.joined_at),
                    # A hand-in that read the attempt before must not write the old device back.
                    AttemptRecord.revision.add(1),
                ],
                condition=AttemptRecord.device == attempt.device - 1,
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def get(self, attempt_id: str) -> Attempt:
        try:
            return _to_attempt(AttemptRecord.get(attempt_id, keys.ATTEMPT, consistent_read=True))
        except DoesNotExist as error:
            raise AttemptNotFoundError(attempt_id=attempt_id) from error

    def start(self, attempt: Attempt) -> Attempt:
        record = _to_record(attempt)
        try:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    AttemptRecord.state.set(WRITING),
                    AttemptRecord.started_at.set(record.started_at),
                    AttemptRecord.deadline.set(record.deadline),
                    AttemptRecord.accepts_until.set(record.accepts_until),
                    AttemptRecord.grace_seconds.set(record.grace_seconds),
                    AttemptRecord.question_ids.set(record.question_ids),
                    AttemptRecord.question_count.set(record.question_count),
                    AttemptRecord.open_shard.set(record.open_shard),
                    AttemptRecord.calibration.set(record.calibration),
                ],
                condition=AttemptRecord.state == JOINED,
            )
        except PynamoDBException as failure:
            if not condition_failed(failure):
                raise
            return self.get(attempt.attempt_id)
        return attempt

    def save_answer(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        place = AttemptRecord.answers[question_id]
        answered_at = datetime.fromtimestamp(answer.answered_ms / 1000, UTC)
        try:
            AttemptRecord(attempt_id).update(
                actions=[place.set(answer_to_plain(answer)), AttemptRecord.revision.add(1)],
                condition=(AttemptRecord.state == WRITING)
                & AttemptRecord.paused_at.does_not_exist()
                & (AttemptRecord.accepts_until >= now)
                & (AttemptRecord.deadline >= answered_at)
                & (
                    (AttemptRecord.device == answer.device)
                    | (AttemptRecord.device_since >= answered_at)
                )
                & AttemptRecord.question_ids.contains(question_id)
                & _is_older(place, answer),
            )
        except PynamoDBException as failure:
            if not condition_failed(failure):
                raise
            return self._explain(attempt_id, question_id, answer, now=now)
        return answer

    def record_presence(self, attempt: Attempt, presence: Presence) -> None:
        presence_record(attempt, presence).save()

    def submit(self, attempt: Attempt) -> bool:
        record = _to_record(attempt)
        try:
            record.save(
                condition=(AttemptRecord.state == WRITING)
                & (AttemptRecord.revision == attempt.revision)
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def list_of(self, exam_id: str) -> tuple[AttemptRow, ...]:
        attempts: list[AttemptRecord] = []
        presences: dict[str, Presence] = {}
        for record in AttemptTableModel.by_exam.query(exam_id):
            if isinstance(record, AttemptRecord):
                attempts.append(record)
            elif isinstance(record, PresenceRecord):
                presences[record.partition_key] = _to_presence(record)
        return tuple(_to_row(record, presences.get(record.partition_key)) for record in attempts)

    def read_all(self, attempt_ids: Collection[str]) -> tuple[Attempt, ...]:
        wanted = [(attempt_id, keys.ATTEMPT) for attempt_id in attempt_ids]
        return tuple(_to_attempt(record) for record in AttemptRecord.batch_get(wanted))

    def rescore(self, attempt: Attempt, score: Score) -> bool:
        if attempt.score is None:
            return False
        try:
            AttemptRecord(attempt.attempt_id).update(
                actions=[
                    AttemptRecord.score.set(score.points),
                    AttemptRecord.max_score.set(score.maximum),
                ],
                condition=(AttemptRecord.score == attempt.score.points)
                & (AttemptRecord.max_score == attempt.score.maximum),
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def exempt(self, attempt_id: str, kinds: Collection[Kind]) -> None:
        # An empty set cannot be stored.  The revision makes a hand-in that read the attempt
        # before be done again, so that it does not write the old ones back.
        named = {kind.value for kind in kinds}
        change = AttemptRecord.exempt.set(named) if named else AttemptRecord.exempt.remove()
        try:
            AttemptRecord(attempt_id).update(
                actions=[change, AttemptRecord.revision.add(1)],
                condition=AttemptRecord.state.exists(),
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                raise AttemptNotFoundError(attempt_id=attempt_id) from failure
            raise

    def supervise(self, attempt: Attempt, *, after: Attempt) -> bool:
        # The revision makes a hand-in that read the attempt before be done again.
        known = after.supervision.version
        unchanged = AttemptRecord.acts == known if known else AttemptRecord.acts.does_not_exist()
        try:
            AttemptRecord(attempt.attempt_id).update(
                actions=[*_supervised(_to_record(attempt)), AttemptRecord.revision.add(1)],
                condition=(AttemptRecord.state == after.state.value) & unchanged,
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                return False
            raise
        return True

    def read_notice(self, attempt_id: str, notice_id: str) -> None:
        try:
            AttemptRecord(attempt_id).update(
                actions=[
                    AttemptRecord.notices_read.add({notice_id}),
                    AttemptRecord.revision.add(1),
                ],
                condition=AttemptRecord.notices[notice_id].exists(),
            )
        except PynamoDBException as failure:
            if condition_failed(failure):
                raise NoticeNotFoundError(notice_id=notice_id) from failure
            raise

    def give_time(self, attempt_id: str, extra_time: timedelta) -> None:
        try:
            AttemptRecord(attempt_id).update(
                actions=[AttemptRecord.extra_seconds.set(extra_time.total_seconds())],
                condition=AttemptRecord.state == JOINED,
            )
        except PynamoDBException as failure:
            if not condition_failed(failure):
                raise

    def open(self) -> Iterator[OpenAttempt]:
        for shard in keys.open_shards():
            for record in OpenAttemptRecord.by_deadline.query(shard):
                yield _to_open_attempt(record)

    def seen_in(self, exam_id: str, attempt_ids: Collection[str]) -> frozenset[str]:
        # The heartbeats, because they are small: an attempt is read with all its answers.
        named = [(attempt_id, keys.PRESENCE) for attempt_id in set(attempt_ids)]
        found = PresenceRecord.batch_get(named)
        return frozenset(one.partition_key for one in found if one.exam_id == exam_id)

    def with_answers(self, exam_id: str) -> tuple[Attempt, ...]:
        listed = [(row.attempt_id, keys.ATTEMPT) for row in self.list_of(exam_id)]
        return tuple(_to_attempt(record) for record in AttemptRecord.batch_get(listed))

    def _explain(
        self, attempt_id: str, question_id: str, answer: Answer, *, now: datetime
    ) -> Answer:
        """Say why an answer was not written: a newer one stands, or it may not be."""
        attempt = self.get(attempt_id)
        if attempt.state is AttemptState.JOINED:
            raise AttemptNotStartedError(attempt_id=attempt_id)
        if not attempt.takes(answer, now):
            raise AttemptOverError(attempt_id=attempt_id)
        if not attempt.heeds(answer):
            raise AttemptTakenOverError(attempt_id=attempt_id)
        if question_id not in attempt.question_ids:
            raise QuestionNotFoundError(question_id=question_id)
        if attempt.supervision.paused_at is not None:
            raise AttemptPausedError(attempt_id=attempt_id)
        return newest(attempt.answers.get(question_id), answer)


def presence_record(attempt: Attempt, presence: Presence) -> PresenceRecord:
    """Return the last heartbeat as a record."""
    return PresenceRecord(
        attempt.attempt_id,
        exam_id=attempt.exam_id,
        last_seen_at=presence.last_seen_at,
        camera=presence.camera.value,
        answered=presence.answered,
    )


def _is_older(place: Path, answer: Answer) -> Condition:
    """Say that the answer in a place, if there is one, comes before another."""
    same_device: Condition = place["device"] == answer.device
    older: Condition = place["device"] < answer.device
    absent: Condition = place.does_not_exist()
    earlier: Condition = place["sequence"] < answer.sequence
    newer_than_kept: Condition = absent | older | (same_device & earlier)
    return newer_than_kept


def _find_claim(claim_key: str) -> StudentRecord | None:
    try:
        return StudentRecord.get(claim_key, keys.CLAIM, consistent_read=True)
    except DoesNotExist:
        return None


def _supervised(record: AttemptRecord) -> list[Action]:
    """Write what acts change, from a record that holds it, and leave alone all else."""
    changed = (
        AttemptRecord.deadline,
        AttemptRecord.accepts_until,
        AttemptRecord.paused_at,
        AttemptRecord.marked,
        AttemptRecord.notices,
        AttemptRecord.ended_for,
        AttemptRecord.acts,
        AttemptRecord.open_shard,
    )
    return [
        attribute.remove() if value is None else attribute.set(value)
        for attribute in changed
        for value in (getattr(record, attribute.attr_name),)
    ]


def _to_record(attempt: Attempt) -> AttemptRecord:
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
        marked=supervision.marked or None,
        notices=notices_to_plain(supervision.notices),
        notices_read=set(supervision.read) or None,
        ended_for=supervision.ended_for,
        acts=supervision.version or None,
        ordinal=attempt.ordinal,
        extra_seconds=attempt.extra_time.total_seconds(),
        grace_seconds=attempt.grace_seconds,
        accepts_until=attempt.accepts_until,
        device=attempt.device,
        device_since=attempt.device_since,
    )


def _to_attempt(record: AttemptRecord) -> Attempt:
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
    )


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
        marked=bool(record.marked),
        notices=notices_from_plain(record.notices.as_dict() if record.notices else {}),
        read=frozenset(record.notices_read or ()),
        ended_for=record.ended_for,
        version=int(record.acts or 0),
    )


def _to_open_attempt(record: OpenAttemptRecord) -> OpenAttempt:
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


def _to_presence(record: PresenceRecord) -> Presence:
    return Presence(record.last_seen_at, CameraState(record.camera), int(record.answered))


def _to_row(record: AttemptRecord, presence: Presence | None) -> AttemptRow:
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
    )
