"""Answers and keys in the letters that teachers use: B; A, C; Đ S Đ Đ; 2,5."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chalicelib.domain.questions import (
    NumberQuestion,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)

TRUE, FALSE, UNJUDGED = "Đ", "S", "-"


def answer_text(question: Question, response: Response | None) -> str:
    """Return what was answered; the letters go by the exam's own order of the choices."""
    match question, response:
        case SingleChoiceQuestion() | SeveralChoicesQuestion(), ChoiceResponse(choice_id):
            return _letters(question, {choice_id})
        case SingleChoiceQuestion() | SeveralChoicesQuestion(), ChoicesResponse(choice_ids):
            return _letters(question, choice_ids)
        case TrueFalseQuestion(), StatementsResponse(judged):
            return _judgements(question, judged)
        case _, TextResponse(text):
            return text
        case _:
            return ""


def key_text(question: Question) -> str:
    """Return the right answer."""
    match question:
        case SingleChoiceQuestion():
            return _letters(question, {question.correct_choice_id})
        case SeveralChoicesQuestion():
            return _letters(question, question.correct_choice_ids)
        case TrueFalseQuestion():
            return _judgements(question, {s.statement_id: s.correct for s in question.statements})
        case NumberQuestion():
            tolerance = f" ± {question.tolerance:g}" if question.tolerance else ""
            return f"{question.number:g}{tolerance}".replace(".", ",")
        case ShortTextQuestion():
            return " / ".join(question.accepted)


def _letters(
    question: SingleChoiceQuestion | SeveralChoicesQuestion, chosen: Collection[str]
) -> str:
    return ", ".join(
        chr(ord("A") + place)
        for place, choice in enumerate(question.choices)
        if choice.choice_id in chosen
    )


def _judgements(question: TrueFalseQuestion, judged: Mapping[str, bool]) -> str:
    signs = {True: TRUE, False: FALSE, None: UNJUDGED}
    return " ".join(signs[judged.get(s.statement_id)] for s in question.statements)
