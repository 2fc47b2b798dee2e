"""A paper as text: the questions of an exam in one attribute, each tagged by its type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.questions import (
    Choice,
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    Statement,
    TrueFalseQuestion,
)

MAX_BYTES: Final = 350 * 1024
"""DynamoDB takes 400 KB a record, names and keys included."""

Plain = dict[str, Any]


def paper_to_text(paper: Paper) -> str:
    """Write a paper as JSON; raises InvalidError when it is too large to store."""
    text = json.dumps([_to_plain(q) for q in paper], ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > MAX_BYTES:
        raise InvalidError((Problem("questions", "too_large"),))
    return text


def paper_from_text(text: str) -> Paper:
    """Read what ``paper_to_text`` wrote."""
    return tuple(_from_plain(plain) for plain in json.loads(text))


def type_name(question: Question) -> str:
    """Return the name of a question's type, as it is stored and goes over the wire."""
    return str(_key_to_plain(question)["type"])


def _to_plain(question: Question) -> Plain:
    plain = {**_key_to_plain(question), **_common_to_plain(question)}
    if question.penalty:
        plain["penalty"] = question.penalty
    if question.explanation:
        plain["explanation"] = question.explanation
    if question.part:
        plain["part"] = question.part
    return plain


def _common_to_plain(question: Question) -> Plain:
    return {
        "question_id": question.question_id,
        "text": question.text,
        "points": question.points,
    }


def _key_to_plain(question: Question) -> Plain:
    """Write what is a type's own."""
    match question:
        case SingleChoiceQuestion():
            return {
                "type": "single_choice",
                "choices": _choices_to_plain(question.choices),
                "correct": question.correct_choice_id,
            }
        case SeveralChoicesQuestion():
            return {
                "type": "several_choices",
                "choices": _choices_to_plain(question.choices),
                "correct": sorted(question.correct_choice_ids),
                "credit": question.credit.value,
            }
        case TrueFalseQuestion():
            return {
                "type": "true_false",
                "statements": [[s.statement_id, s.text, s.correct] for s in question.statements],
                "credit": question.credit.value,
            }
        case NumberQuestion():
            return {
                "type": "number",
                "number": question.number,
                "tolerance": question.tolerance,
            }
        case ShortTextQuestion():
            return {"type": "short_text", "accepted": list(question.accepted)}


def _choices_to_plain(choices: tuple[Choice, ...]) -> list[list[str]]:
    return [[choice.choice_id, choice.text] for choice in choices]


def _from_plain(plain: Plain) -> Question:
    common = {
        "question_id": plain["question_id"],
        "text": plain["text"],
        "points": plain["points"],
        "penalty": plain.get("penalty", 0.0),
        "explanation": plain.get("explanation", ""),
        "part": plain.get("part", ""),
    }
    return _READERS[plain["type"]](plain, common)


def _choices_from_plain(plain: Plain) -> tuple[Choice, ...]:
    return tuple(Choice(choice_id, text) for choice_id, text in plain["choices"])


def _read_single_choice(plain: Plain, common: Plain) -> Question:
    return SingleChoiceQuestion(
        **common, choices=_choices_from_plain(plain), correct_choice_id=plain["correct"]
    )


def _read_several_choices(plain: Plain, common: Plain) -> Question:
    return SeveralChoicesQuestion(
        **common,
        choices=_choices_from_plain(plain),
        correct_choice_ids=frozenset(plain["correct"]),
        credit=Credit(plain["credit"]),
    )


def _read_true_false(plain: Plain, common: Plain) -> Question:
    return TrueFalseQuestion(
        **common,
        statements=tuple(Statement(*statement) for statement in plain["statements"]),
        credit=Credit(plain["credit"]),
    )


def _read_number(plain: Plain, common: Plain) -> Question:
    return NumberQuestion(**common, number=plain["number"], tolerance=plain["tolerance"])


def _read_short_text(plain: Plain, common: Plain) -> Question:
    return ShortTextQuestion(**common, accepted=tuple(plain["accepted"]))


_READERS: Final[Mapping[str, Callable[[Plain, Plain], Question]]] = {
    "single_choice": _read_single_choice,
    "several_choices": _read_several_choices,
    "true_false": _read_true_false,
    "number": _read_number,
    "short_text": _read_short_text,
}
