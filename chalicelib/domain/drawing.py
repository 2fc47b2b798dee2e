"""Which questions a student gets, and in which order: decided by the attempt's name alone.

Nothing about it is stored but the names of the drawn questions.  Everything is put in order by a
digest of the attempt's name and its own, so that a reloaded page, another device and the lecturer
see the same paper; that a corrected question changes nothing for the others; and that no version
of a random generator matters.  Questions and choices keep their names: answers never depend on
where something stood.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeVar

from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.questions import (
    Paper,
    Question,
    SeveralChoicesQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)

Item = TypeVar("Item")


def draw_paper(paper: Paper, settings: ExamSettings, seed: str) -> Paper:
    """
    Return the paper of one student.

    Args:
        paper: All the questions of the exam.
        settings: How many of each part are drawn, and what is shuffled.
        seed: The attempt's name.
    """
    return arrange(select_questions(paper, settings, seed), settings, seed)


def select_questions(paper: Paper, settings: ExamSettings, seed: str) -> Paper:
    """Return the questions that a student draws, in the order of the exam's paper."""
    chosen: set[str] = set()
    for part, questions in _by_part(paper).items():
        count = settings.draws.get(part, len(questions))
        ranked = _shuffled(questions, lambda question: question.question_id, f"{seed}/draw")
        chosen.update(question.question_id for question in ranked[:count])
    return drawn_from(paper, chosen)


def drawn_from(paper: Paper, question_ids: Collection[str]) -> Paper:
    """Return the questions of these names, in the order of the exam's paper."""
    return tuple(question for question in paper if question.question_id in question_ids)


def arrange(paper: Paper, settings: ExamSettings, seed: str) -> Paper:
    """
    Return a student's questions in the order in which the student sees them.

    Questions stay within their part, and the parts where they are.
    """
    if settings.shuffle_questions:
        paper = _shuffle_within_parts(paper, seed)
    if settings.shuffle_choices:
        paper = tuple(_shuffle_choices(question, seed) for question in paper)
    return paper


def _by_part(paper: Paper) -> dict[str, list[Question]]:
    parts: dict[str, list[Question]] = defaultdict(list)
    for question in paper:
        parts[question.part].append(question)
    return parts


def _shuffle_within_parts(paper: Paper, seed: str) -> Paper:
    """Deal each part's questions anew over the places that the part holds."""
    dealt = {
        part: iter(_shuffled(questions, lambda question: question.question_id, f"{seed}/order"))
        for part, questions in _by_part(paper).items()
    }
    return tuple(next(dealt[question.part]) for question in paper)


def _shuffle_choices(question: Question, seed: str) -> Question:
    place = f"{seed}/choices/{question.question_id}"
    match question:
        case SingleChoiceQuestion() | SeveralChoicesQuestion():
            choices = _shuffled(question.choices, lambda choice: choice.choice_id, place)
            return replace(question, choices=tuple(choices))
        case TrueFalseQuestion():
            statements = _shuffled(question.statements, lambda one: one.statement_id, place)
            return replace(question, statements=tuple(statements))
        case _:
            return question


def _shuffled(items: Collection[Item], name_of: Callable[[Item], str], place: str) -> list[Item]:
    """Return items in an order that depends on their names and the place alone."""

    def rank(item: Item) -> bytes:
        return hashlib.sha256(f"{place}/{name_of(item)}".encode()).digest()

    return sorted(items, key=rank)
