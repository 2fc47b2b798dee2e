"""The lecturers' banks of questions in DynamoDB."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import reduce
from typing import Any, Final

from pynamodb.attributes import (
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_raises,
    conditional_write,
    transaction,
)
from chalicelib.adapters.tables.papers import paper_from_text, paper_to_text, type_name
from chalicelib.domain.bank import BankQuestion, BankSearch, Labels, Level, search_text
from chalicelib.domain.errors import (
    BankQuestionNotFoundError,
    InvalidError,
    Problem,
    StaleVersionError,
)
from chalicelib.services.ports import Page

MAX_TOGETHER: Final = 3_500_000
"""DynamoDB takes 4 MB a transaction."""
LOOKED_THROUGH: Final = 1_000
"""Records a call looks through, as long as they fill no megabyte."""
REPEATABLE_FOR: Final = timedelta(days=1)
"""A page that lost the answer tries again within minutes."""
_NAME: Final = re.compile(r"[0-9a-f]{32}")


class BankRecord(TableModel):
    """One question of one lecturer's."""

    class Meta(TableMeta):
        table = "questions"

    lecturer_id = UnicodeAttribute(hash_key=True)
    question_id = UnicodeAttribute(range_key=True)
    content = UnicodeAttribute()
    kind = UnicodeAttribute()
    subject = UnicodeAttribute()
    chapter = UnicodeAttribute()
    level = UnicodeAttribute(null=True)
    tags = UnicodeSetAttribute(null=True)
    search = UnicodeAttribute()
    saved_at = UTCDateTimeAttribute()
    version = NumberAttribute()


class SavedRecord(TableModel):
    """What one request saved, until nobody sends it again any more."""

    class Meta(TableMeta):
        table = "questions"

    lecturer_id = UnicodeAttribute(hash_key=True)
    """``saved#`` and the lecturer: no search meets it among the questions."""
    request = UnicodeAttribute(range_key=True, attr_name="question_id")
    names = UnicodeAttribute()
    """Those of the questions, in their order, with spaces between."""
    expires_at = TTLAttribute()


class DynamoQuestionBank:
    """Banks in DynamoDB; see ``chalicelib.services.ports.QuestionBank``."""

    def add(
        self, questions: Sequence[BankQuestion], *, request: str = ""
    ) -> tuple[BankQuestion, ...]:
        records = [_to_record(question) for question in questions]
        size = sum(len((r.content + r.search).encode()) for r in records)
        if size > MAX_TOGETHER:
            raise InvalidError((Problem("items", "too_large"),))
        with conditional_write() as written, transaction() as write:
            for record in records:
                write.save(record, condition=BankRecord.question_id.does_not_exist())
            if request:
                write.save(
                    _saved_record(questions, request),
                    condition=SavedRecord.request.does_not_exist(),
                )
        return tuple(questions) if written.held else self._saved(questions[0].lecturer_id, request)

    def _saved(self, lecturer_id: str, request: str) -> tuple[BankQuestion, ...]:
        """Return what a request saved, as it is by now."""
        try:
            saved = SavedRecord.get(keys.saved(lecturer_id), request, consistent_read=True)
        except DoesNotExist as error:
            raise StaleVersionError from error  # the same request is at work beside this one
        places = {name: place for place, name in enumerate(saved.names.split())}
        found = BankRecord.batch_get(((lecturer_id, name) for name in places), consistent_read=True)
        return tuple(
            _to_question(record)
            for record in sorted(found, key=lambda record: places[record.question_id])
        )

    def get(self, lecturer_id: str, question_id: str) -> BankQuestion:
        try:
            return _to_question(BankRecord.get(lecturer_id, question_id, consistent_read=True))
        except DoesNotExist as error:
            raise BankQuestionNotFoundError(question_id=question_id) from error

    def replace(self, question: BankQuestion) -> BankQuestion:
        record = _to_record(question)
        record.version = question.version + 1
        with condition_raises(StaleVersionError()):
            record.save(condition=BankRecord.version == question.version)
        return _to_question(record)

    def remove(self, lecturer_id: str, question_id: str) -> None:
        BankRecord(lecturer_id, question_id).delete()

    def find(
        self, lecturer_id: str, search: BankSearch, *, cursor: str | None, limit: int
    ) -> Page[BankQuestion]:
        # Consistent: whoever has just saved a question looks for it here.
        found = BankRecord.query(
            lecturer_id,
            filter_condition=_filter(search),
            scan_index_forward=False,
            consistent_read=True,
            limit=limit,
            # Else pynamodb looks through no more than ``limit`` records a call.
            page_size=LOOKED_THROUGH,
            last_evaluated_key=_read_cursor(cursor, lecturer_id),
        )
        items = tuple(_to_question(record) for record in found)
        return Page(items, _write_cursor(found.last_evaluated_key))


def _filter(search: BankSearch) -> Condition | None:
    conditions = list(_conditions(search))
    return reduce(lambda one, other: one & other, conditions) if conditions else None


def _conditions(search: BankSearch) -> Iterator[Condition]:
    for word in search.words:
        yield BankRecord.search.contains(word)
    if search.subject:
        yield BankRecord.subject == search.subject
    if search.chapter:
        yield BankRecord.chapter == search.chapter
    if search.tag:
        yield BankRecord.tags.contains(search.tag)
    if search.level:
        yield BankRecord.level == search.level.value
    if search.kind:
        yield BankRecord.kind == search.kind


def _saved_record(questions: Sequence[BankQuestion], request: str) -> SavedRecord:
    first = questions[0]
    return SavedRecord(
        keys.saved(first.lecturer_id),
        request,
        names=" ".join(question.question_id for question in questions),
        expires_at=first.saved_at + REPEATABLE_FOR,
    )


def _to_record(question: BankQuestion) -> BankRecord:
    labels = question.labels
    return BankRecord(
        question.lecturer_id,
        question.question_id,
        content=paper_to_text((question.question,)),
        kind=type_name(question.question),
        subject=labels.subject,
        chapter=labels.chapter,
        level=labels.level.value if labels.level else None,
        tags=set(labels.tags) or None,
        search=search_text(question.question, labels),
        saved_at=question.saved_at,
        version=question.version,
    )


def _to_question(record: BankRecord) -> BankQuestion:
    [question] = paper_from_text(record.content)
    level = Level(record.level) if record.level else None
    return BankQuestion(
        lecturer_id=record.lecturer_id,
        question=question,
        labels=Labels(record.subject, record.chapter, level, tuple(sorted(record.tags or ()))),
        saved_at=record.saved_at,
        version=int(record.version),
    )


def _write_cursor(key: dict[str, Any] | None) -> str | None:
    if key is None:
        return None
    return base64.urlsafe_b64encode(key["question_id"]["S"].encode()).decode()


def _read_cursor(cursor: str | None, lecturer_id: str) -> dict[str, Any] | None:
    """Return the key after which to go on, always among the lecturer's own questions."""
    if not cursor:
        return None
    try:
        question_id = base64.urlsafe_b64decode(cursor).decode()
    except ValueError as error:
        raise InvalidError((Problem("cursor", "malformed"),)) from error
    if not _NAME.fullmatch(question_id):
        raise InvalidError((Problem("cursor", "malformed"),))
    return {"lecturer_id": {"S": lecturer_id}, "question_id": {"S": question_id}}
