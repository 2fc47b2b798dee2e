"""A lecturer's bank of questions: save, find, change, remove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.bank import (
    MAX_AT_ONCE,
    BankQuestion,
    BankSearch,
    Labels,
    bank_name,
    bank_problems,
)
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem, StaleVersionError
from chalicelib.domain.identifiers import derived_id
from chalicelib.domain.questions import Question
from chalicelib.services.exams import Repeatable
from chalicelib.services.ports import Clock, Identifiers, Page, QuestionBank

PAGE_SIZE: Final = 20


def save_in_bank(
    contents: Iterable[tuple[Question, Labels]],
    *,
    lecturer: Lecturer,
    bank: QuestionBank,
    identifiers: Identifiers,
    clock: Clock,
    repeatable: Repeatable | None = None,
) -> tuple[BankQuestion, ...]:
    """
    Store questions under new names, all or none, or return those that the same request stored.

    Raises:
        InvalidError: A question or its labels break the rules, or they are too many at once.
    """
    now, given = clock.now(), list(contents)
    questions = tuple(
        BankQuestion(
            lecturer_id=lecturer.lecturer_id,
            question=replace(question, question_id=_name(now, len(given) - place, identifiers)),
            labels=labels,
            saved_at=now,
            version=1,
        )
        for place, (question, labels) in enumerate(given)
    )
    problems = [
        problem
        for place, one in enumerate(questions)
        for problem in bank_problems(one.question, one.labels, f"items[{place}]")
    ]
    if not 1 <= len(questions) <= MAX_AT_ONCE:
        problems.append(Problem("items", "too_many" if questions else "required"))
    if problems:
        raise InvalidError(tuple(problems))
    return bank.add(questions, request=_name_of_request(lecturer, repeatable))


def _name_of_request(lecturer: Lecturer, repeatable: Repeatable | None) -> str:
    if repeatable is None:
        return ""
    return derived_id("save", lecturer.lecturer_id, repeatable.key, repeatable.body)


def _name(now: datetime, place_from_end: int, identifiers: Identifiers) -> str:
    """Name a question so that those saved together are found in the order they came in."""
    return bank_name(now + timedelta(milliseconds=place_from_end), identifiers.new_id())


def find_in_bank(
    search: BankSearch, *, lecturer: Lecturer, cursor: str | None, bank: QuestionBank
) -> Page[BankQuestion]:
    """Return a page of the lecturer's questions that are looked for, newest first."""
    return bank.find(lecturer.lecturer_id, search, cursor=cursor, limit=PAGE_SIZE)


def read_in_bank(question_id: str, *, lecturer: Lecturer, bank: QuestionBank) -> BankQuestion:
    """Return one of the lecturer's questions; raises BankQuestionNotFoundError."""
    return bank.get(lecturer.lecturer_id, question_id)


def change_in_bank(
    question_id: str,
    question: Question,
    labels: Labels,
    *,
    version: int,
    lecturer: Lecturer,
    bank: QuestionBank,
    clock: Clock,
) -> BankQuestion:
    """
    Store a question anew.

    Exams that took a copy of it keep theirs.

    Raises:
        BankQuestionNotFoundError: The lecturer has no such question.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The question or its labels break the rules.
    """
    stored = bank.get(lecturer.lecturer_id, question_id)
    if stored.version != version:
        raise StaleVersionError(stored=stored.version)
    changed = replace(
        stored,
        question=replace(question, question_id=question_id),
        labels=labels,
        saved_at=clock.now(),
    )
    problems = [
        replace(problem, path=problem.path.removeprefix("."))
        for problem in bank_problems(changed.question, labels, "")
    ]
    if problems:
        raise InvalidError(tuple(problems))
    return bank.replace(changed)


def remove_from_bank(question_id: str, *, lecturer: Lecturer, bank: QuestionBank) -> None:
    """Remove a question; exams that took a copy of it keep theirs."""
    bank.remove(lecturer.lecturer_id, question_id)
