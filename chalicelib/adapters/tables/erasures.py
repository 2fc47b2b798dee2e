"""What is still to be erased, and the receipts, beside the exams."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.update import Action

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_raises,
    conditional_write,
    transaction,
)
from chalicelib.adapters.tables.exam_records import ExamRecord, teacher_record
from chalicelib.domain.attempts import Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.erasures import Erased, Erasure, ErasureScope, ErasureState, ErasureTask
from chalicelib.domain.errors import ErasureNotFoundError, StaleVersionError
from chalicelib.domain.exams import Exam
from chalicelib.services.ports import Page, recipients_of

LAST: Final = "~"
"""Sorts behind every erasure's name."""


class ErasureTaskRecord(TableModel):
    """A task; 10,000 attempts by name fill 350 of the 400 KB that a record holds."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True, default=keys.ERASURES)
    sort_key = UnicodeAttribute(range_key=True)
    about = UnicodeAttribute()
    """What it is about, as JSON; never changed."""
    done = NumberAttribute(default=0)
    look_again_at = UTCDateTimeAttribute(null=True)


class ErasureRecord(TableModel):
    """A receipt; its lecturer is named by the partition."""

    class Meta(TableMeta):
        table = "exams"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    scope = UnicodeAttribute()
    exam_title = UnicodeAttribute()
    fingerprint = UnicodeAttribute()
    by_email = UnicodeAttribute()
    by_name = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    total = NumberAttribute()
    done = NumberAttribute(default=0)
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    observations = NumberAttribute(default=0)
    violations = NumberAttribute(default=0)
    pictures = NumberAttribute(default=0)
    others = NumberAttribute(default=0)
    finished_at = UTCDateTimeAttribute(null=True)


class DynamoErasureStore:
    """Erasures in DynamoDB; see ``chalicelib.services.ports.ErasureStore``."""

    def begin(self, receipt: Erasure, task: ErasureTask, *, gone: Exam | None) -> None:
        with condition_raises(StaleVersionError()), transaction() as write:
            write.save(_to_record(receipt))
            write.save(_to_task_record(task))
            if gone is None:
                return
            write.delete(
                ExamRecord(gone.exam_id, keys.EXAM), condition=ExamRecord.version == gone.version
            )
            for lecturer_id in {one.lecturer_id for one in recipients_of(gone)}:
                write.delete(teacher_record(gone, lecturer_id))

    def tasks(self) -> tuple[ErasureTask, ...]:
        found = ErasureTaskRecord.query(keys.ERASURES, consistent_read=True)
        return tuple(_to_task(record) for record in found)

    def advance(self, task: ErasureTask, erased: Erased) -> None:
        first_look = task.look_again_at is None
        state = ErasureState.ERASING if first_look else ErasureState.CHECKING
        done = [ErasureRecord.done.set(task.done)] if first_look else []
        with transaction() as write:
            write.update(
                ErasureTaskRecord(keys.ERASURES, task.erasure_id),
                actions=[
                    ErasureTaskRecord.done.set(task.done),
                    *_look_again(task.look_again_at),
                ],
                condition=ErasureTaskRecord.about.exists(),
            )
            write.update(
                ErasureRecord(keys.erasures_of(task.lecturer_id), task.erasure_id),
                actions=[ErasureRecord.state.set(state.value), *done, *_added(erased)],
            )

    def finish(self, task: ErasureTask, erased: Erased, *, at: datetime) -> None:
        with conditional_write(), transaction() as write:
            write.delete(
                ErasureTaskRecord(keys.ERASURES, task.erasure_id),
                condition=ErasureTaskRecord.about.exists(),
            )
            write.update(
                ErasureRecord(keys.erasures_of(task.lecturer_id), task.erasure_id),
                actions=[
                    ErasureRecord.state.set(ErasureState.DONE.value),
                    ErasureRecord.finished_at.set(at),
                    *_added(erased),
                ],
            )

    def get(self, lecturer_id: str, erasure_id: str) -> Erasure:
        partition = keys.erasures_of(lecturer_id)
        try:
            record = ErasureRecord.get(partition, erasure_id, consistent_read=True)
        except DoesNotExist as error:
            raise ErasureNotFoundError(erasure_id=erasure_id) from error
        return _to_erasure(record, lecturer_id)

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Erasure]:
        # A cursor names the first receipt of its page.
        found = list(
            ErasureRecord.query(
                keys.erasures_of(lecturer_id),
                ErasureRecord.sort_key <= (cursor or LAST),
                scan_index_forward=False,
                limit=limit + 1,
                consistent_read=True,
            )
        )
        following = found[limit].sort_key if len(found) > limit else None
        return Page(tuple(_to_erasure(one, lecturer_id) for one in found[:limit]), following)


def _look_again(at: datetime | None) -> list[Action]:
    return [] if at is None else [ErasureTaskRecord.look_again_at.set(at)]


def _added(erased: Erased) -> list[Action]:
    return [
        ErasureRecord.attempts.add(erased.attempts),
        ErasureRecord.observations.add(erased.observations),
        ErasureRecord.violations.add(erased.violations),
        ErasureRecord.pictures.add(erased.pictures),
        ErasureRecord.others.add(erased.others),
    ]


def _to_record(receipt: Erasure) -> ErasureRecord:
    return ErasureRecord(
        keys.erasures_of(receipt.by.lecturer_id),
        receipt.erasure_id,
        scope=receipt.scope.value,
        exam_title=receipt.exam_title,
        fingerprint=receipt.fingerprint,
        by_email=receipt.by.email,
        by_name=receipt.by.name,
        asked_at=receipt.asked_at,
        total=receipt.total,
        state=receipt.state.value,
    )


def _to_erasure(record: ErasureRecord, lecturer_id: str) -> Erasure:
    return Erasure(
        erasure_id=record.sort_key,
        scope=ErasureScope(record.scope),
        exam_title=record.exam_title,
        fingerprint=record.fingerprint,
        by=Lecturer(lecturer_id, record.by_email, record.by_name),
        asked_at=record.asked_at,
        total=int(record.total),
        done=int(record.done),
        state=ErasureState(record.state),
        erased=Erased(
            int(record.attempts),
            int(record.observations),
            int(record.violations),
            int(record.pictures),
            int(record.others),
        ),
        finished_at=record.finished_at,
    )


def _to_task_record(task: ErasureTask) -> ErasureTaskRecord:
    student = task.student
    about = {
        "lecturer_id": task.lecturer_id,
        "scope": task.scope.value,
        "exam_id": task.exam_id,
        "subjects": task.subjects,
        "student": student and [student.name, student.number],
        "room_code": task.room_code,
    }
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
    return ErasureTaskRecord(keys.ERASURES, task.erasure_id, about=text)


def _to_task(record: ErasureTaskRecord) -> ErasureTask:
    about: dict[str, Any] = json.loads(record.about)
    return ErasureTask(
        erasure_id=record.sort_key,
        lecturer_id=about["lecturer_id"],
        scope=ErasureScope(about["scope"]),
        exam_id=about["exam_id"],
        subjects=tuple(about["subjects"]),
        student=Student(*about["student"]) if about["student"] else None,
        room_code=about["room_code"],
        done=int(record.done),
        look_again_at=record.look_again_at,
    )
