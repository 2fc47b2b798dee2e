"""The records of an exam: itself, its paper, who teaches it, its room code."""

from __future__ import annotations

import json
from dataclasses import asdict

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import TableMeta, TableModel
from chalicelib.adapters.tables.exam_settings import (
    exam_settings_from_text,
    exam_settings_to_text,
)
from chalicelib.adapters.tables.papers import paper_to_text
from chalicelib.adapters.tables.policy_settings import settings_from_text, settings_to_text
from chalicelib.adapters.tables.reviews import rules_from_text, rules_to_text
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.domain.scoring import ScoringScheme


class ByLecturer(GlobalSecondaryIndex["TeacherRecord"]):
    """The exams that a lecturer teaches, in order of creation."""

    class Meta:
        index_name = "by_lecturer"
        projection = KeysOnlyProjection()

    lecturer_id = UnicodeAttribute(hash_key=True)
    created_at = UTCDateTimeAttribute(range_key=True)


class TeacherRecord(TableModel):
    """That a lecturer teaches an exam, the creator too; its list is made of these."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    lecturer_id = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    """The exam's creation."""
    by_lecturer = ByLecturer()


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
    settings = UnicodeAttribute()
    policy = UnicodeAttribute()
    policy_settings = UnicodeAttribute(null=True)
    review_rules = UnicodeAttribute(null=True)
    score_floor = NumberAttribute(null=True)
    score_scale = NumberAttribute(null=True)
    question_count = NumberAttribute()
    stage = UnicodeAttribute()
    creator_id = UnicodeAttribute()
    creator_email = UnicodeAttribute()
    creator_name = UnicodeAttribute()
    co_lecturers = UnicodeAttribute(null=True)
    """As JSON."""
    created_at = UTCDateTimeAttribute()
    version = NumberAttribute()


class PaperRecord(TableModel):
    """The questions of an exam with their keys."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.PAPER)
    questions = UnicodeAttribute()


class RoomRecord(TableModel):
    """A room code, held by one published exam until its end."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True, default=keys.CLAIM)
    exam_id = UnicodeAttribute()
    ends_at = UTCDateTimeAttribute()
    """From then on, any exam may take the code."""


def to_next_record(exam: Exam) -> ExamRecord:
    """Return an exam's record under the next version."""
    record = to_record(exam)
    record.version = exam.version + 1
    return record


def to_record(exam: Exam) -> ExamRecord:
    """Return an exam's record."""
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
        stage=exam.stage.value,
        creator_id=exam.creator.lecturer_id,
        creator_email=exam.creator.email,
        creator_name=exam.creator.name,
        co_lecturers=_lecturers_to_text(exam.co_lecturers),
        created_at=exam.created_at,
        version=exam.version,
    )


def to_exam(record: ExamRecord) -> Exam:
    """Return the exam that a record holds."""
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
        stage=ExamStage(record.stage),
        creator=Lecturer(record.creator_id, record.creator_email, record.creator_name),
        created_at=record.created_at,
        version=int(record.version),
        co_lecturers=_lecturers_from_text(record.co_lecturers),
    )


def _lecturers_to_text(lecturers: tuple[Lecturer, ...]) -> str | None:
    plain = [asdict(lecturer) for lecturer in lecturers]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")) if plain else None


def _lecturers_from_text(text: str | None) -> tuple[Lecturer, ...]:
    return tuple(Lecturer(**plain) for plain in json.loads(text or "[]"))


def paper_record(exam: Exam, paper: Paper) -> PaperRecord:
    """Return the record of an exam's questions."""
    return PaperRecord(exam.exam_id, questions=paper_to_text(paper))


def room_record(exam: Exam) -> RoomRecord:
    """Return the record by which an exam holds its code."""
    return RoomRecord(
        keys.room(exam.content.room_code), exam_id=exam.exam_id, ends_at=exam.content.ends_at
    )


def teacher_record(exam: Exam, lecturer_id: str) -> TeacherRecord:
    """Return the record that puts an exam into a lecturer's list."""
    return TeacherRecord(
        exam.exam_id,
        keys.teacher(lecturer_id),
        lecturer_id=lecturer_id,
        created_at=exam.created_at,
    )
