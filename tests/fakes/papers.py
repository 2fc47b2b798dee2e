"""Papers of every kind for hypothesis, and answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

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
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)

NAMES: Final = tuple(f"c{number}" for number in range(1, 6))
QUARTERS: Final = st.integers(1, 40).map(lambda quarters: quarters / 4)
"""Points as people give them, exact in binary."""
NUMBERS: Final = st.decimals(-10_000, 10_000, places=3).map(float)
TEXTS: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12
)
PENALTIES: Final = st.sampled_from([0.0, 0.0, 0.25, 0.5])


@st.composite
def choices(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> tuple[Choice, ...]:
    written = draw(st.lists(texts, min_size=2, max_size=5, unique=True))
    return tuple(Choice(name, text) for name, text in zip(NAMES, written, strict=False))


@st.composite
def single_choices(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Question:
    offered = draw(choices(texts))
    return SingleChoiceQuestion(
        question_id="q",
        text=draw(texts),
        points=draw(QUARTERS),
        penalty=draw(PENALTIES),
        choices=offered,
        correct_choice_id=draw(st.sampled_from(offered)).choice_id,
    )


@st.composite
def several_choices(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Question:
    offered = draw(choices(texts))
    right = draw(st.sets(st.sampled_from([c.choice_id for c in offered]), min_size=1))
    return SeveralChoicesQuestion(
        question_id="q",
        text=draw(texts),
        points=draw(QUARTERS),
        penalty=draw(PENALTIES),
        choices=offered,
        correct_choice_ids=frozenset(right),
        credit=draw(st.sampled_from([Credit.PARTIAL, Credit.ALL])),
    )


@st.composite
def true_false_groups(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Question:
    written = draw(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=5))
    ways = [Credit.PARTIAL, Credit.ALL, *([Credit.GRADUATION] if len(written) == 4 else [])]
    return TrueFalseQuestion(
        question_id="q",
        text=draw(texts),
        points=draw(QUARTERS),
        penalty=draw(PENALTIES),
        statements=tuple(
            Statement(f"s{at}", text, correct=correct)
            for at, (text, correct) in enumerate(written, 1)
        ),
        credit=draw(st.sampled_from(ways)),
    )


@st.composite
def number_questions(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Question:
    return NumberQuestion(
        question_id="q",
        text=draw(texts),
        points=draw(QUARTERS),
        penalty=draw(PENALTIES),
        number=draw(NUMBERS),
        tolerance=draw(st.sampled_from([0.0, 0.01, 0.5])),
    )


@st.composite
def short_texts(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Question:
    return ShortTextQuestion(
        question_id="q",
        text=draw(texts),
        points=draw(QUARTERS),
        penalty=draw(PENALTIES),
        accepted=tuple(draw(st.lists(texts, min_size=1, max_size=3, unique=True))),
    )


def questions(texts: st.SearchStrategy[str] = TEXTS) -> st.SearchStrategy[Question]:
    return st.one_of(
        single_choices(texts),
        several_choices(texts),
        true_false_groups(texts),
        number_questions(texts),
        short_texts(texts),
    )


def numbered(paper: list[Question]) -> Paper:
    return tuple(replace(question, question_id=f"q{at}") for at, question in enumerate(paper, 1))


PAPERS: Final = st.lists(questions(), max_size=8).map(numbered)

RESPONSES: Final[st.SearchStrategy[Response | None]] = st.one_of(
    st.none(),
    st.sampled_from((*NAMES, "elsewhere")).map(ChoiceResponse),
    st.frozensets(st.sampled_from(NAMES)).map(ChoicesResponse),
    st.dictionaries(st.sampled_from(["s1", "s2", "s3", "s4"]), st.booleans()).map(
        StatementsResponse
    ),
    st.one_of(st.text(max_size=8), NUMBERS.map(str)).map(TextResponse),
)
ANSWERS: Final[st.SearchStrategy[Mapping[str, Response | None]]] = st.dictionaries(
    st.integers(1, 9).map("q{}".format), RESPONSES
)


def right_response(question: Question) -> Response:
    """Answer a question without a fault."""
    match question:
        case SingleChoiceQuestion():
            return ChoiceResponse(question.correct_choice_id)
        case SeveralChoicesQuestion():
            return ChoicesResponse(question.correct_choice_ids)
        case TrueFalseQuestion():
            return StatementsResponse({s.statement_id: s.correct for s in question.statements})
        case NumberQuestion():
            return TextResponse(str(question.number).replace(".", ","))
        case ShortTextQuestion():
            return TextResponse(question.accepted[0])


def right_answers(paper: Paper) -> dict[str, Response | None]:
    """Answer a whole paper without a fault."""
    return {question.question_id: right_response(question) for question in paper}
