"""The questions of an exam and what a good one is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.responses import MAX_TEXT as MAX_ANSWER

MAX_QUESTIONS: Final = 200
MIN_CHOICES: Final = 2
MAX_CHOICES: Final = 10
MAX_STATEMENTS: Final = 10
MAX_SPELLINGS: Final = 20
MAX_TEXT: Final = 5_000
MAX_PART: Final = 200
MAX_POINTS: Final = 100.0
MAX_NUMBER: Final = 1e15
"""Beyond it a double no longer holds every whole number with a digit to spare."""
GRADUATION_STATEMENTS: Final = 4
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""A question's or choice's name stands in addresses and in DynamoDB's document paths,
where brackets and dots mean something."""


UNFINISHED: Final = frozenset(
    {"required", "no_such_choice", "wrong_count", "wrong_statement_count", "not_four_statements"}
)
"""Problems of a question that is still being written; a draft may have them."""


class Credit(StrEnum):
    """What a partly right answer is worth."""

    PARTIAL = "partial"
    """In proportion to what is right."""
    ALL = "all"
    """Nothing."""
    GRADUATION = "graduation"
    """By the steps of the graduation exam; for four statements."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    choice_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to be judged."""

    statement_id: str
    text: str
    correct: bool
    """Whether the sentence is true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What every question has."""

    question_id: str
    text: str
    points: float
    penalty: float = 0.0
    """Points taken away for a wrong answer; none for a blank one."""
    explanation: str = ""
    """The worked solution; never shown beside the open question."""
    part: str = ""
    """The name of the part it belongs to; "": it stands in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoiceQuestion(_Question):
    """A question with exactly one right choice."""

    choices: tuple[Choice, ...]
    correct_choice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralChoicesQuestion(_Question):
    """A question with one or more right choices, all of them to be ticked."""

    choices: tuple[Choice, ...]
    correct_choice_ids: frozenset[str]
    credit: Credit = Credit.PARTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseQuestion(_Question):
    """A group of statements, each to be judged right or wrong."""

    statements: tuple[Statement, ...]
    credit: Credit = Credit.PARTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(_Question):
    """A question answered by a number."""

    number: float | None = None
    """None: not written yet."""
    tolerance: float = 0.0
    """How far off an answer may be and still be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextQuestion(_Question):
    """A question answered by a few words."""

    accepted: tuple[str, ...]
    """The spellings that are right; case, spaces and Unicode composition say nothing."""


Question = (
    SingleChoiceQuestion
    | SeveralChoicesQuestion
    | TrueFalseQuestion
    | NumberQuestion
    | ShortTextQuestion
)
Paper = tuple[Question, ...]


def texts_of(question: Question, *, with_solution: bool = True) -> Iterator[str]:
    """Yield every text of a question that may hold formulas and pictures."""
    yield question.text
    match question:
        case SingleChoiceQuestion() | SeveralChoicesQuestion():
            yield from (choice.text for choice in question.choices)
        case TrueFalseQuestion():
            yield from (statement.text for statement in question.statements)
    if with_solution:
        yield question.explanation


def find_problems(paper: Paper, path: str = "questions") -> Iterator[Problem]:
    """Yield what is wrong with a paper, each problem with its place."""
    if len(paper) > MAX_QUESTIONS:
        yield Problem(path, "too_many")
    if len({question.question_id for question in paper}) < len(paper):
        yield Problem(path, "duplicate_ids")
    for index, question in enumerate(paper):
        yield from question_problems(question, f"{path}[{index}]")


def question_problems(question: Question, path: str) -> Iterator[Problem]:
    """Yield what is wrong with one question, each problem with its place."""
    yield from _common_problems(question, path)
    match question:
        case SingleChoiceQuestion():
            yield from _single_choice_problems(question, path)
        case SeveralChoicesQuestion():
            yield from _several_choices_problems(question, path)
        case TrueFalseQuestion():
            yield from _true_false_problems(question, path)
        case NumberQuestion():
            yield from _number_problems(question, path)
        case ShortTextQuestion():
            yield from _spelling_problems(question.accepted, f"{path}.accepted")


def _common_problems(question: Question, path: str) -> Iterator[Problem]:
    if not IDENTIFIER.fullmatch(question.question_id):
        yield Problem(f"{path}.question_id", "malformed")
    yield from text_problems(question.text, f"{path}.text", MAX_TEXT)
    if not 0 < question.points <= MAX_POINTS:
        yield Problem(f"{path}.points", "out_of_range")
    if not 0 <= question.penalty <= MAX_POINTS:
        yield Problem(f"{path}.penalty", "out_of_range")
    if len(question.explanation) > MAX_TEXT:
        yield Problem(f"{path}.explanation", "too_long")
    if len(question.part) > MAX_PART:
        yield Problem(f"{path}.part", "too_long")


def _single_choice_problems(question: SingleChoiceQuestion, path: str) -> Iterator[Problem]:
    yield from _choice_problems(question.choices, path)
    if question.correct_choice_id not in {choice.choice_id for choice in question.choices}:
        yield Problem(f"{path}.correct_choice", "no_such_choice")


def _several_choices_problems(question: SeveralChoicesQuestion, path: str) -> Iterator[Problem]:
    yield from _choice_problems(question.choices, path)
    offered = {choice.choice_id for choice in question.choices}
    if not question.correct_choice_ids or not question.correct_choice_ids <= offered:
        yield Problem(f"{path}.correct_choices", "no_such_choice")
    if question.credit is Credit.GRADUATION:
        yield Problem(f"{path}.credit", "unknown")


def _choice_problems(choices: Sequence[Choice], path: str) -> Iterator[Problem]:
    if not MIN_CHOICES <= len(choices) <= MAX_CHOICES:
        yield Problem(f"{path}.choices", "wrong_count")
    if len({choice.choice_id for choice in choices}) < len(choices):
        yield Problem(f"{path}.choices", "duplicate_ids")
    for index, choice in enumerate(choices):
        if not IDENTIFIER.fullmatch(choice.choice_id):
            yield Problem(f"{path}.choices[{index}].choice_id", "malformed")
        yield from text_problems(choice.text, f"{path}.choices[{index}].text", MAX_TEXT)


def _true_false_problems(question: TrueFalseQuestion, path: str) -> Iterator[Problem]:
    statements = question.statements
    if not 1 <= len(statements) <= MAX_STATEMENTS:
        yield Problem(f"{path}.statements", "wrong_statement_count")
    if len({statement.statement_id for statement in statements}) < len(statements):
        yield Problem(f"{path}.statements", "duplicate_ids")
    for index, statement in enumerate(statements):
        place = f"{path}.statements[{index}]"
        if not IDENTIFIER.fullmatch(statement.statement_id):
            yield Problem(f"{place}.statement_id", "malformed")
        yield from text_problems(statement.text, f"{place}.text", MAX_TEXT)
    if question.credit is Credit.GRADUATION and len(statements) != GRADUATION_STATEMENTS:
        yield Problem(f"{path}.credit", "not_four_statements")


def _number_problems(question: NumberQuestion, path: str) -> Iterator[Problem]:
    if question.number is None:
        yield Problem(f"{path}.number", "required")
    elif not abs(question.number) <= MAX_NUMBER:
        yield Problem(f"{path}.number", "out_of_range")
    if not 0 <= question.tolerance < math.inf:
        yield Problem(f"{path}.tolerance", "out_of_range")


def _spelling_problems(accepted: Sequence[str], path: str) -> Iterator[Problem]:
    if not accepted:
        yield Problem(path, "required")
    if len(accepted) > MAX_SPELLINGS:
        yield Problem(path, "too_many")
    for index, spelling in enumerate(accepted):
        yield from text_problems(spelling, f"{path}[{index}]", MAX_ANSWER)


def text_problems(text: str, path: str, longest: int) -> Iterator[Problem]:
    """Yield what is wrong with a text that must say something."""
    if not text.strip():
        yield Problem(path, "required")
    elif len(text) > longest:
        yield Problem(path, "too_long")
