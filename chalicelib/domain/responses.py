"""What a student answers, one value for each way of answering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.errors import Problem

MAX_NAME: Final = 64
MAX_PARTS: Final = 10
MAX_TEXT: Final = 200
"""A short answer is a number or a few words.

With 200 questions an attempt stays far below DynamoDB's 400 KB a record.
"""


@dataclass(frozen=True, slots=True)
class ChoiceResponse:
    """One choice."""

    choice_id: str


@dataclass(frozen=True, slots=True)
class ChoicesResponse:
    """Several choices; their order says nothing."""

    choice_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class StatementsResponse:
    """Statements held to be true or false, by their names; the others are left open."""

    statements: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class TextResponse:
    """What was typed, as typed."""

    text: str


Response = ChoiceResponse | ChoicesResponse | StatementsResponse | TextResponse


def is_blank(response: Response) -> bool:
    """Say whether a response says nothing: no choice ticked, no statement judged, only spaces."""
    match response:
        case ChoicesResponse(choice_ids):
            return not choice_ids
        case StatementsResponse(statements):
            return not statements
        case TextResponse(text):
            return not text.strip()
        case ChoiceResponse():
            return False


def response_problems(response: Response) -> Iterator[Problem]:
    """Yield what is too large in a response; whether it fits its question is for the score."""
    match response:
        case ChoiceResponse(choice_id):
            if len(choice_id) > MAX_NAME:
                yield Problem("choice_id", "too_long")
        case ChoicesResponse(choice_ids):
            yield from _part_problems(choice_ids, "choice_ids")
        case StatementsResponse(statements):
            yield from _part_problems(frozenset(statements), "statements")
        case TextResponse(text):
            if len(text) > MAX_TEXT:
                yield Problem("text", "too_long")


def canonical(response: Response | None) -> tuple[str, ...]:
    """Return a response as words in a fixed order, the same for the same answer."""
    match response:
        case None:
            return ("",)
        case ChoiceResponse(choice_id):
            return (choice_id,)
        case ChoicesResponse(choice_ids):
            return ("choices", *sorted(choice_ids))
        case StatementsResponse(statements):
            return ("statements", *(f"{name}={statements[name]}" for name in sorted(statements)))
        case TextResponse(text):
            return ("text", text)


def _part_problems(names: frozenset[str], path: str) -> Iterator[Problem]:
    if len(names) > MAX_PARTS:
        yield Problem(path, "too_many")
    if any(len(name) > MAX_NAME for name in names):
        yield Problem(path, "too_long")
