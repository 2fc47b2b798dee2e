"""A lecturer's bank of questions."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from chalicelib.api import bank_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Parameter, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, read_version
from chalicelib.api.question_mapping import read_questions, show_question
from chalicelib.api.repeating import IDEMPOTENCY_KEY, read_repeatable
from chalicelib.domain.bank import BankQuestion, BankSearch, Labels, Level, fold
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.questions import Question
from chalicelib.services import bank
from chalicelib.services.ports import Identifiers

resource = Resource()


@resource.endpoint(
    "GET",
    "/bank-questions",
    access=Access.LECTURER,
    response=schemas.BankPage,
    parameters=(
        CURSOR,
        Parameter("search", "query", "Words of the question or its labels."),
        Parameter("subject", "query", "The subject, as it was written."),
        Parameter("chapter", "query", "The chapter, as it was written."),
        Parameter("tag", "query", "One of the tags."),
        Parameter("level", "query", "What the question asks of a student."),
        Parameter("type", "query", "The question's type."),
    ),
)
def find_bank_questions(call: Call[None]) -> schemas.BankPage:
    """Find questions of the lecturer's bank, newest first."""
    page = bank.find_in_bank(
        _read_search(call.query),
        lecturer=call.lecturer,
        cursor=call.query.get("cursor"),
        bank=call.world.bank,
    )
    return schemas.BankPage([_show(question) for question in page.items], page.next_cursor)


@resource.endpoint(
    "POST",
    "/bank-questions",
    access=Access.LECTURER,
    request=schemas.BankContent,
    response=schemas.BankPage,
    status=HTTPStatus.CREATED,
    parameters=(IDEMPOTENCY_KEY,),
)
def save_bank_questions(call: Call[schemas.BankContent]) -> schemas.BankPage:
    """Save questions in the bank, all or none; returns them with their names."""
    saved = bank.save_in_bank(
        [_read(content, call.world.identifiers) for content in call.body.items],
        lecturer=call.lecturer,
        bank=call.world.bank,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
        repeatable=read_repeatable(call),
    )
    return schemas.BankPage([_show(question) for question in saved], None)


@resource.endpoint(
    "GET",
    "/bank-questions/{question_id}",
    access=Access.LECTURER,
    response=schemas.BankQuestion,
)
def read_bank_question(call: Call[None]) -> Reply:
    """Return a question of the bank."""
    found = bank.read_in_bank(
        call.path["question_id"], lecturer=call.lecturer, bank=call.world.bank
    )
    return _with_version(found)


@resource.endpoint(
    "PUT",
    "/bank-questions/{question_id}",
    access=Access.LECTURER,
    request=schemas.BankQuestionContent,
    response=schemas.BankQuestion,
    parameters=(IF_MATCH,),
)
def change_bank_question(call: Call[schemas.BankQuestionContent]) -> Reply:
    """Write a question anew; ``If-Match`` names the version that was edited."""
    question, labels = _read(call.body, call.world.identifiers)
    changed = bank.change_in_bank(
        call.path["question_id"],
        question,
        labels,
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        bank=call.world.bank,
        clock=call.world.clock,
    )
    return _with_version(changed)


@resource.endpoint(
    "DELETE",
    "/bank-questions/{question_id}",
    access=Access.LECTURER,
    status=HTTPStatus.NO_CONTENT,
)
def remove_bank_question(call: Call[None]) -> None:
    """Remove a question; exams that took a copy of it keep theirs."""
    bank.remove_from_bank(call.path["question_id"], lecturer=call.lecturer, bank=call.world.bank)


def _read_search(query: Mapping[str, str]) -> BankSearch:
    level = query.get("level", "")
    if level and level not in set(Level):
        raise InvalidError((Problem("level", "unknown"),))
    return BankSearch(
        words=tuple(fold(query.get("search", "")).split()),
        subject=query.get("subject", "").strip(),
        chapter=query.get("chapter", "").strip(),
        tag=query.get("tag", "").strip(),
        level=Level(level) if level else None,
        kind=query.get("type", ""),
    )


def _read(
    content: schemas.BankQuestionContent, identifiers: Identifiers
) -> tuple[Question, Labels]:
    [question] = read_questions([content.question], identifiers)
    labels = Labels(
        content.subject.strip(),
        content.chapter.strip(),
        Level(content.level) if content.level else None,
        tuple(dict.fromkeys(tag.strip() for tag in content.tags)),
    )
    return question, labels


def _show(found: BankQuestion) -> schemas.BankQuestion:
    labels = found.labels
    return schemas.BankQuestion(
        question=show_question(found.question),
        subject=labels.subject,
        chapter=labels.chapter,
        level=labels.level.value if labels.level else None,
        tags=list(labels.tags),
        saved_at=found.saved_at,
        version=found.version,
    )


def _with_version(found: BankQuestion) -> Reply:
    return Reply(_show(found), headers={"ETag": f'"{found.version}"'})
