"""Exams, their papers, and the room codes that open exams hold."""

from __future__ import annotations

import base64
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_failed,
    condition_raises,
    item_failed,
    transaction,
)
from chalicelib.adapters.tables.exam_settings import (
    exam_settings_from_text,
    exam_settings_to_text,
)
from chalicelib.adapters.tables.papers import paper_from_text, paper_to_text
from chalicelib.adapters.tables.policy_settings import settings_from_text, settings_to_text
from chalicelib.adapters.tables.reviews import rules_from_text, rules_to_text
from chalicelib.domain.errors import (
    ExamNotFoundError,
    InvalidError,
    Problem,
    RoomCodeTakenError,
    RoomNotFoundError,
    StaleVersionError,
)
from chalicelib.domain.exams import Exam, ExamContent, ExamState, Lecturer
from chalicelib.domain.questions import Paper
from chalicelib.domain.scoring import ScoringScheme
from chalicelib.services.ports import Page


class ByCreator(GlobalSecondaryIndex["ExamRecord"]):
    """A lecturer's exams in order of creation."""

    class Meta:
        index_name = "by_creator"
        projection = IncludeProjection(
            [
                "title",
                "subject",
                "room_name",
                "room_code",
                "starts_at",
                "ends_at",
                "duration_minutes",
                "time_zone",
                "policy",
                "question_count",
                "state",
                "creator_email",
                "creator_name",
                "version",
            ]
        )

    creator_id = UnicodeAttribute(hash_key=True)
    created_at = UTCDateTimeAttribute(range_key=True)


class ExamRecord(TableModel):
    """An exam without its questions; the version guards every change of both."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.EXAM)
    title = UnicodeAttribute()
    subject = UnicodeAttribute()
    room_name = UnicodeAttribute()
    room_code = UnicodeAttribute()
    starts_at = UTCDateTimeAttribute()
    ends_at = UTCDateTimeAttribute()
    duration_minutes = NumberAttribute()
    time_zone = UnicodeAttribute()
    settings = UnicodeAttribute(null=True)
    policy = UnicodeAttribute()
    policy_settings = UnicodeAttribute(null=True)
    review_rules = UnicodeAttribute(null=True)
    score_floor = NumberAttribute(null=True)
    score_scale = NumberAttribute(null=True)
    question_count = NumberAttribute()
    state = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    creator_email = UnicodeAttribute()
    creator_name = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    version = NumberAttribute()
    by_creator = ByCreator()


class PaperRecord(TableModel):
    """The questions of an exam with their keys."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.PAPER)
    questions = UnicodeAttribute()


class RoomRecord(TableModel):
    """A room code, held by one open exam."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.CLAIM)
    exam_id = UnicodeAttribute()


class DynamoExamStore:
    """Exams in DynamoDB; see ``chalicelib.services.ports.ExamStore``."""

    def add(self, exam: Exam, paper: Paper) -> None:
        with transaction() as write:
            write.save(_to_record(exam), condition=ExamRecord.partition_key.does_not_exist())
            write.save(_paper_record(exam, paper))

    def get(self, exam_id: str) -> Exam:
        try:
            return _to_exam(ExamRecord.get(exam_id, keys.EXAM, consistent_read=True))
        except DoesNotExist as error:
            raise ExamNotFoundError(exam_id=exam_id) from error

    def get_paper(self, exam_id: str) -> Paper:
        try:
            # Consistent: a page that shows old questions under a new version saves them back.
            record = PaperRecord.get(exam_id, keys.PAPER, consistent_read=True)
            return paper_from_text(record.questions)
        except DoesNotExist as error:
            raise ExamNotFoundError(exam_id=exam_id) from error

    def replace(self, exam: Exam, paper: Paper) -> Exam:
        record = _to_next_record(exam)
        with condition_raises(StaleVersionError()), transaction() as write:
            write.save(record, condition=_unchanged(exam))
            write.save(_paper_record(exam, paper))
        return _to_exam(record)

    def open_room(self, exam: Exam) -> Exam:
        room = RoomRecord(keys.room(exam.content.room_code), exam_id=exam.exam_id)
        free = RoomRecord.exam_id.does_not_exist() | (RoomRecord.exam_id == exam.exam_id)
        record = _to_next_record(exam)
        try:
            # Whole or not at all: a code taken for an exam that then did not open would
            # stay taken.
            with transaction() as write:
                write.save(room, condition=free)
                write.save(record, condition=_unchanged(exam))
        except TransactWriteError as failure:
            if not condition_failed(failure):
                raise
            if item_failed(failure, 0):
                raise RoomCodeTakenError(room_code=exam.content.room_code) from failure
            raise StaleVersionError from failure
        return _to_exam(record)

    def close_room(self, exam: Exam) -> Exam:
        record = _to_next_record(exam)
        with condition_raises(StaleVersionError()), transaction() as write:
            write.save(record, condition=_unchanged(exam))
            write.delete(RoomRecord(keys.room(exam.content.room_code)))
        return _to_exam(record)

    def delete(self, exam: Exam) -> None:
        with condition_raises(StaleVersionError()), transaction() as write:
            write.delete(ExamRecord(exam.exam_id), condition=_unchanged(exam))
            write.delete(PaperRecord(exam.exam_id))

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        found = ExamRecord.by_creator.query(
            lecturer_id,
            scan_index_forward=False,
            limit=limit,
            last_evaluated_key=_read_cursor(cursor, lecturer_id),
        )
        items = tuple(_to_exam(record) for record in found)
        return Page(items, _write_cursor(found.last_evaluated_key))

    def find_open(self, room_code: str) -> Exam:
        try:
            exam = self.get(RoomRecord.get(keys.room(room_code), keys.CLAIM).exam_id)
        except (DoesNotExist, ExamNotFoundError) as error:
            raise RoomNotFoundError(room_code=room_code) from error
        if exam.state is not ExamState.OPEN:
            raise RoomNotFoundError(room_code=room_code)
        return exam


def _unchanged(exam: Exam) -> Condition:
    return ExamRecord.version == exam.version


def _to_next_record(exam: Exam) -> ExamRecord:
    record = _to_record(exam)
    record.version = exam.version + 1
    return record


def _to_record(exam: Exam) -> ExamRecord:
    content = exam.content
    return ExamRecord(
        exam.exam_id,
        title=content.title,
        subject=content.subject,
        room_name=content.room_name,
        room_code=content.room_code,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        duration_minutes=content.duration_minutes,
        time_zone=content.time_zone,
        settings=exam_settings_to_text(content.settings),
        policy=content.policy,
        policy_settings=settings_to_text(content.policy_settings),
        review_rules=rules_to_text(content.review_rules),
        score_floor=content.scoring.floor,
        score_scale=content.scoring.scale,
        question_count=exam.question_count,
        state=exam.state.value,
        creator_id=exam.creator.lecturer_id,
        creator_email=exam.creator.email,
        creator_name=exam.creator.name,
        created_at=exam.created_at,
        version=exam.version,
    )


def _to_exam(record: ExamRecord) -> Exam:
    return Exam(
        exam_id=record.partition_key,
        content=ExamContent(
            title=record.title,
            subject=record.subject,
            room_name=record.room_name,
            room_code=record.room_code,
            starts_at=record.starts_at,
            ends_at=record.ends_at,
            duration_minutes=int(record.duration_minutes),
            time_zone=record.time_zone,
            settings=exam_settings_from_text(record.settings),
            policy=record.policy,
            policy_settings=settings_from_text(record.policy_settings),
            review_rules=rules_from_text(record.review_rules),
            scoring=ScoringScheme(record.score_floor or 0.0, record.score_scale),
        ),
        question_count=int(record.question_count),
        state=ExamState(record.state),
        creator=Lecturer(record.creator_id, record.creator_email, record.creator_name),
        created_at=record.created_at,
        version=int(record.version),
    )


def _paper_record(exam: Exam, paper: Paper) -> PaperRecord:
    return PaperRecord(exam.exam_id, questions=paper_to_text(paper))


def _write_cursor(key: dict[str, Any] | None) -> str | None:
    if key is None:
        return None
    text = f"{key['partition_key']['S']} {key['created_at']['S']}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_cursor(cursor: str | None, lecturer_id: str) -> dict[str, Any] | None:
    """Return the index key after which to go on, always among the lecturer's own exams."""
    if not cursor:
        return None
    try:
        exam_id, created_at = base64.urlsafe_b64decode(cursor).decode().split(" ")
        UTCDateTimeAttribute().deserialize(created_at)
    except ValueError as error:
        raise InvalidError((Problem("cursor", "malformed"),)) from error
    return {
        "partition_key": {"S": exam_id},
        "sort_key": {"S": keys.EXAM},
        "creator_id": {"S": lecturer_id},
        "created_at": {"S": created_at},
    }
