"""Between the schemas of questions and answers and their domain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Final, TypedDict

from msgspec import UNSET, UnsetType

from chalicelib.api import question_schemas as schemas
from chalicelib.domain import questions as domain
from chalicelib.domain.attempts import Answer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
    is_blank,
)
from chalicelib.services.ports import Identifiers

NO_KEY: Final = -1
"""The place of a right choice that nobody marked yet."""


class _CommonContent(TypedDict):
    """What every question has as it is written."""

    text: str
    points: float
    penalty: float
    explanation: str
    part: str


class _Common(_CommonContent):
    """What every question has."""

    question_id: str


class _CommonShown(TypedDict):
    """What every question has as it is shown."""

    question_id: str
    text: str
    points: float
    penalty: float | UnsetType
    part: str | UnsetType


class _CommonWithKey(_CommonShown):
    """What every question has as its lecturer sees it."""

    explanation: str | UnsetType


def read_questions(
    questions: Iterable[schemas.QuestionContent], identifiers: Identifiers
) -> domain.Paper:
    """Read what a lecturer wrote, and draw the names that were left out."""
    return tuple(_read_question(question, identifiers) for question in questions)


def _read_question(question: schemas.QuestionContent, identifiers: Identifiers) -> domain.Question:
    common = _Common(
        question_id=question.question_id or _short_id("q", identifiers),
        text=question.text,
        points=question.points,
        penalty=question.penalty,
        explanation=question.explanation,
        part=question.part.strip(),
    )
    match question:
        case schemas.SingleChoiceContent():
            choices = _read_choices(question.choices, identifiers)
            [right] = _names_at(choices, [question.correct_choice])
            return domain.SingleChoiceQuestion(**common, choices=choices, correct_choice_id=right)
        case schemas.SeveralChoicesContent():
            choices = _read_choices(question.choices, identifiers)
            return domain.SeveralChoicesQuestion(
                **common,
                choices=choices,
                correct_choice_ids=frozenset(_names_at(choices, question.correct_choices)),
                credit=domain.Credit(question.credit),
            )
        case schemas.TrueFalseContent():
            return domain.TrueFalseQuestion(
                **common,
                statements=tuple(
                    domain.Statement(
                        s.statement_id or _short_id("s", identifiers), s.text, s.correct
                    )
                    for s in question.statements
                ),
                credit=domain.Credit(question.credit),
            )
        case schemas.NumberContent():
            return domain.NumberQuestion(
                **common, number=question.number, tolerance=question.tolerance
            )
        case schemas.ShortTextContent():
            return domain.ShortTextQuestion(**common, accepted=tuple(question.accepted))


def _read_choices(
    choices: Iterable[schemas.ChoiceContent], identifiers: Identifiers
) -> tuple[domain.Choice, ...]:
    return tuple(
        domain.Choice(choice.choice_id or _short_id("c", identifiers), choice.text)
        for choice in choices
    )


def _names_at(choices: Sequence[domain.Choice], places: Iterable[int]) -> list[str]:
    """Name the choices at these places; a place that is not there has the empty name."""
    return [choices[at].choice_id if 0 <= at < len(choices) else "" for at in places]


def _short_id(letter: str, identifiers: Identifiers) -> str:
    """Name something within one exam: short, because every attempt repeats it."""
    return letter + identifiers.new_id()[:8]


def show_question(question: domain.Question) -> schemas.Question:
    """Show a question with its key."""
    common = _CommonWithKey(**_show_common(question), explanation=question.explanation or UNSET)
    match question:
        case domain.SingleChoiceQuestion():
            return schemas.SingleChoiceQuestion(
                **common,
                choices=_show_choices(question.choices),
                correct_choice_id=question.correct_choice_id,
            )
        case domain.SeveralChoicesQuestion():
            return schemas.SeveralChoicesQuestion(
                **common,
                choices=_show_choices(question.choices),
                correct_choice_ids=sorted(question.correct_choice_ids),
                credit="all" if question.credit is domain.Credit.ALL else "partial",
            )
        case domain.TrueFalseQuestion():
            return schemas.TrueFalseQuestion(
                **common,
                statements=[
                    schemas.Statement(s.statement_id, s.text, s.correct)
                    for s in question.statements
                ],
                credit=question.credit.value,
            )
        case domain.NumberQuestion():
            return schemas.NumberQuestion(
                **common, number=question.number, tolerance=question.tolerance
            )
        case domain.ShortTextQuestion():
            return schemas.ShortTextQuestion(**common, accepted=list(question.accepted))


def show_content(question: domain.Question) -> schemas.QuestionContent:
    """Show a question as it would be written, without names: they are drawn when it is saved."""
    common = _CommonContent(
        text=question.text,
        points=question.points,
        penalty=question.penalty,
        explanation=question.explanation,
        part=question.part,
    )
    match question:
        case domain.SingleChoiceQuestion():
            right = _places(question.choices, {question.correct_choice_id})
            return schemas.SingleChoiceContent(
                **common,
                choices=_write_choices(question.choices),
                correct_choice=right[0] if right else NO_KEY,
            )
        case domain.SeveralChoicesQuestion():
            return schemas.SeveralChoicesContent(
                **common,
                choices=_write_choices(question.choices),
                correct_choices=_places(question.choices, question.correct_choice_ids),
                credit="all" if question.credit is domain.Credit.ALL else "partial",
            )
        case domain.TrueFalseQuestion():
            return schemas.TrueFalseContent(
                **common,
                statements=[
                    schemas.StatementContent(s.text, s.correct) for s in question.statements
                ],
                credit=question.credit.value,
            )
        case domain.NumberQuestion():
            return schemas.NumberContent(
                **common, number=question.number, tolerance=question.tolerance
            )
        case domain.ShortTextQuestion():
            return schemas.ShortTextContent(**common, accepted=list(question.accepted))


def _write_choices(choices: Iterable[domain.Choice]) -> list[schemas.ChoiceContent]:
    return [schemas.ChoiceContent(choice.text) for choice in choices]


def _places(choices: Iterable[domain.Choice], names: Collection[str]) -> list[int]:
    return [at for at, choice in enumerate(choices) if choice.choice_id in names]


def show_paper_question(question: domain.Question) -> schemas.PaperQuestion:
    """Show a question to a student: without anything that tells its key."""
    common = _show_common(question)
    match question:
        case domain.SingleChoiceQuestion():
            return schemas.PaperSingleChoice(**common, choices=_show_choices(question.choices))
        case domain.SeveralChoicesQuestion():
            return schemas.PaperSeveralChoices(**common, choices=_show_choices(question.choices))
        case domain.TrueFalseQuestion():
            return schemas.PaperTrueFalse(
                **common,
                statements=[
                    schemas.PaperStatement(s.statement_id, s.text) for s in question.statements
                ],
            )
        case domain.NumberQuestion():
            return schemas.PaperNumber(**common)
        case domain.ShortTextQuestion():
            return schemas.PaperShortText(**common)


def _show_common(question: domain.Question) -> _CommonShown:
    return _CommonShown(
        question_id=question.question_id,
        text=question.text,
        points=question.points,
        penalty=question.penalty or UNSET,
        part=question.part or UNSET,
    )


def _show_choices(choices: Iterable[domain.Choice]) -> list[schemas.Choice]:
    return [schemas.Choice(choice.choice_id, choice.text) for choice in choices]


def read_answer(content: schemas.AnswerContent) -> Answer:
    """
    Read an answer; a blank one is one that was taken back.

    Raises:
        InvalidError: It answers in more than one way at once.
    """
    given: list[Response] = []
    if content.choice_id is not None:
        given.append(ChoiceResponse(content.choice_id))
    if content.choice_ids is not None:
        given.append(ChoicesResponse(frozenset(content.choice_ids)))
    if content.statements is not None:
        given.append(StatementsResponse(content.statements))
    if content.text is not None:
        given.append(TextResponse(content.text))
    if len(given) > 1:
        raise InvalidError((Problem("answer", "several_answers"),))
    response = given[0] if given and not is_blank(given[0]) else None
    return Answer(response, content.sequence, content.answered_ms)


def show_answer(answer: Answer) -> schemas.Answer:
    """Show a kept answer."""
    show = partial(
        schemas.Answer,
        choice_id=None,
        sequence=answer.sequence,
        answered_ms=answer.answered_ms,
        device=answer.device,
    )
    match answer.response:
        case None:
            return show()
        case ChoiceResponse(choice_id):
            return show(choice_id=choice_id)
        case ChoicesResponse(choice_ids):
            return show(choice_ids=sorted(choice_ids))
        case StatementsResponse(statements):
            return show(statements=dict(statements))
        case TextResponse(text):
            return show(text=text)
