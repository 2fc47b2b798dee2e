"""Exams, their papers, who teaches them, and the room codes that published exams hold."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pynamodb.attributes import UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    condition_failed,
    condition_raises,
    conditional_write,
    item_failed,
    transaction,
)
from chalicelib.adapters.tables.corrections import (
    CorrectionRecord,
    correction_record,
    to_correction,
)
from chalicelib.adapters.tables.exam_records import (
    ExamRecord,
    PaperRecord,
    RoomRecord,
    TeacherRecord,
    paper_record,
    room_record,
    teacher_record,
    to_exam,
    to_next_record,
    to_record,
)
from chalicelib.adapters.tables.papers import paper_from_text
from chalicelib.domain.corrections import Correction
from chalicelib.domain.errors import (
    ExamNotFoundError,
    InvalidError,
    Problem,
    RoomCodeTakenError,
    RoomNotFoundError,
    StaleVersionError,
)
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Page


class DynamoExamStore:
    """Exams in DynamoDB; see ``chalicelib.services.ports.ExamStore``."""

    def add(self, exam: Exam, paper: Paper) -> bool:
        with conditional_write() as written, transaction() as write:
            write.save(to_record(exam), condition=ExamRecord.partition_key.does_not_exist())
            write.save(paper_record(exam, paper))
            for lecturer_id in _teachers(exam):
                write.save(teacher_record(exam, lecturer_id))
        return written.held

    def get(self, exam_id: str) -> Exam:
        try:
            return to_exam(ExamRecord.get(exam_id, keys.EXAM, consistent_read=True))
        except DoesNotExist as error:
            raise ExamNotFoundError(exam_id=exam_id) from error

    def get_paper(self, exam_id: str) -> Paper:
        try:
            # Consistent: a page that shows old questions under a new version saves them back.
            record = PaperRecord.get(exam_id, keys.PAPER, consistent_read=True)
            return paper_from_text(record.questions)
        except DoesNotExist as error:
            raise ExamNotFoundError(exam_id=exam_id) from error

    def replace(
        self,
        before: Exam,
        after: Exam,
        *,
        now: datetime,
        paper: Paper | None = None,
        correction: Correction | None = None,
    ) -> Exam:
        record = to_next_record(after)
        freed = _freed_room(before, after, now)
        removed = set(_teachers(before)) - set(_teachers(after))
        added = set(_teachers(after)) - set(_teachers(before))
        try:
            # Whole or not at all: a code taken for an exam that then did not open would
            # stay taken.
            with transaction() as write:
                if freed is not None:
                    write.delete(freed)
                for lecturer_id in removed:
                    write.delete(teacher_record(after, lecturer_id))
                if after.holds_code(now):
                    write.save(room_record(after), condition=_free_room(after, now))
                write.save(record, condition=_unchanged(before))
                if paper is not None:
                    write.save(paper_record(after, paper))
                if correction is not None:
                    write.save(correction_record(after, correction))
                for lecturer_id in added:
                    write.save(teacher_record(after, lecturer_id))
        except TransactWriteError as failure:
            if not condition_failed(failure):
                raise
            first_save = (freed is not None) + len(removed)
            if after.holds_code(now) and item_failed(failure, first_save):
                raise RoomCodeTakenError(room_code=after.content.room_code) from failure
            raise StaleVersionError from failure
        return to_exam(record)

    def corrections(self, exam_id: str) -> tuple[Correction, ...]:
        found = CorrectionRecord.query(
            exam_id, CorrectionRecord.sort_key.startswith(keys.CORRECTIONS), consistent_read=True
        )
        return tuple(to_correction(record) for record in found)

    def delete(self, exam: Exam) -> None:
        with condition_raises(StaleVersionError()), transaction() as write:
            write.delete(ExamRecord(exam.exam_id), condition=_unchanged(exam))
            write.delete(PaperRecord(exam.exam_id))
            for lecturer_id in _teachers(exam):
                write.delete(teacher_record(exam, lecturer_id))

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        found = TeacherRecord.by_lecturer.query(
            lecturer_id,
            scan_index_forward=False,
            limit=limit,
            last_evaluated_key=_read_cursor(cursor, lecturer_id),
        )
        names = [record.partition_key for record in found]
        records = ExamRecord.batch_get([(name, keys.EXAM) for name in names]) if names else ()
        exams = {record.partition_key: to_exam(record) for record in records}
        # An exam deleted in between is in the index for a moment longer.
        items = tuple(exams[name] for name in names if name in exams)
        return Page(items, _writtencursor(found.last_evaluated_key))

    def find_by_code(self, room_code: str) -> Exam:
        try:
            exam = self.get(RoomRecord.get(keys.room(room_code), keys.CLAIM).exam_id)
        except (DoesNotExist, ExamNotFoundError) as error:
            raise RoomNotFoundError(room_code=room_code) from error
        if exam.stage is not ExamStage.PUBLISHED or exam.content.room_code != room_code:
            raise RoomNotFoundError(room_code=room_code)
        return exam


def _free_room(exam: Exam, now: datetime) -> Condition:
    """A code is free when nobody holds it, or the exam itself, or one that has ended."""
    free: Condition = RoomRecord.exam_id.does_not_exist()
    free |= RoomRecord.exam_id == exam.exam_id
    free |= RoomRecord.ends_at <= now
    return free


def _freed_room(before: Exam, after: Exam, now: datetime) -> RoomRecord | None:
    """Return the code that an exam gives back; one that has lapsed may be another's by now."""
    goes_on = after.holds_code(now) and after.content.room_code == before.content.room_code
    return room_record(before) if before.holds_code(now) and not goes_on else None


def _teachers(exam: Exam) -> Iterator[str]:
    """Yield who teaches an exam, each once."""
    yield from dict.fromkeys(one.lecturer_id for one in (exam.creator, *exam.co_lecturers))


def _unchanged(exam: Exam) -> Condition:
    return ExamRecord.version == exam.version


def _writtencursor(key: dict[str, Any] | None) -> str | None:
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
        "sort_key": {"S": keys.teacher(lecturer_id)},
        "lecturer_id": {"S": lecturer_id},
        "created_at": {"S": created_at},
    }
