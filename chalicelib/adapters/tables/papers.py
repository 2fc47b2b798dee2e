"""A paper as text: the questions of an exam in one attribute."""

from __future__ import annotations

import json
from typing import Any, Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.questions import Choice, Paper, Question, SingleChoiceQuestion

MAX_BYTES: Final = 350 * 1024
"""DynamoDB takes 400 KB a record, names and keys included."""


def paper_to_text(paper: Paper) -> str:
    """Write a paper as JSON; raises InvalidError when it is too large to store."""
    text = json.dumps([_to_plain(q) for q in paper], ensure_ascii=False, separators=(",", ":"))
    if len(text.encode()) > MAX_BYTES:
        raise InvalidError((Problem("questions", "too_large"),))
    return text


def paper_from_text(text: str) -> Paper:
    """Read what ``paper_to_text`` wrote."""
    return tuple(_from_plain(plain) for plain in json.loads(text))


def _to_plain(question: Question) -> dict[str, Any]:
    return {
        "type": "single_choice",
        "question_id": question.question_id,
        "text": question.text,
        "points": question.points,
        "choices": [[choice.choice_id, choice.text] for choice in question.choices],
        "correct": question.correct_choice_id,
    }


def _from_plain(plain: dict[str, Any]) -> Question:
    return SingleChoiceQuestion(
        question_id=plain["question_id"],
        text=plain["text"],
        points=plain["points"],
        choices=tuple(Choice(choice_id, text) for choice_id, text in plain["choices"]),
        correct_choice_id=plain["correct"],
    )
