"""The questions of an exam and what a good one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.errors import Problem

MAX_QUESTIONS: Final = 200
MIN_CHOICES: Final = 2
MAX_CHOICES: Final = 10
MAX_TEXT: Final = 5_000
MAX_POINTS: Final = 100.0
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""A question's or choice's name stands in addresses and in DynamoDB's document paths,
where brackets and dots mean something."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    choice_id: str
    text: str


@dataclass(frozen=True, slots=True)
class SingleChoiceQuestion:
    """A question with exactly one right choice."""

    question_id: str
    text: str
    points: float
    choices: tuple[Choice, ...]
    correct_choice_id: str

    def has_choice(self, choice_id: str) -> bool:
        """Say whether the question offers this choice."""
        return any(choice.choice_id == choice_id for choice in self.choices)


Question = SingleChoiceQuestion
Paper = tuple[Question, ...]


def find_problems(paper: Paper, path: str = "questions") -> Iterator[Problem]:
    """Yield what is wrong with a paper, each problem with its place."""
    if len(paper) > MAX_QUESTIONS:
        yield Problem(path, "too_many")
    if len({question.question_id for question in paper}) < len(paper):
        yield Problem(path, "duplicate_ids")
    for index, question in enumerate(paper):
        yield from _problems_of(question, f"{path}[{index}]")


def _problems_of(question: Question, path: str) -> Iterator[Problem]:
    if not IDENTIFIER.fullmatch(question.question_id):
        yield Problem(f"{path}.question_id", "malformed")
    yield from text_problems(question.text, f"{path}.text", MAX_TEXT)
    if not 0 < question.points <= MAX_POINTS:
        yield Problem(f"{path}.points", "out_of_range")
    if not MIN_CHOICES <= len(question.choices) <= MAX_CHOICES:
        yield Problem(f"{path}.choices", "wrong_count")
    if len({choice.choice_id for choice in question.choices}) < len(question.choices):
        yield Problem(f"{path}.choices", "duplicate_ids")
    for index, choice in enumerate(question.choices):
        if not IDENTIFIER.fullmatch(choice.choice_id):
            yield Problem(f"{path}.choices[{index}].choice_id", "malformed")
        yield from text_problems(choice.text, f"{path}.choices[{index}].text", MAX_TEXT)
    if not question.has_choice(question.correct_choice_id):
        yield Problem(f"{path}.correct_choice", "no_such_choice")


def text_problems(text: str, path: str, longest: int) -> Iterator[Problem]:
    """Yield what is wrong with a text that must say something."""
    if not text.strip():
        yield Problem(path, "required")
    elif len(text) > longest:
        yield Problem(path, "too_long")
