"""Questions and answers of every type over the wire."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given

from chalicelib.api import question_schemas as schemas
from chalicelib.api.question_mapping import (
    read_answer,
    read_questions,
    show_answer,
    show_content,
    show_paper_question,
    show_question,
)
from chalicelib.domain.attempts import Answer
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.questions import Paper, Question, find_problems
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)
from tests.fakes.papers import PAPERS
from tests.fakes.samples import every_type, question
from tests.fakes.time_and_names import CountingIdentifiers

SENT: dict[str, Any] = {"sequence": 3, "answered_ms": 5}


def written(*questions: dict[str, Any]) -> Paper:
    contents = msgspec.convert(list(questions), list[schemas.QuestionContent])
    return read_questions(contents, CountingIdentifiers())


def sent(**response: Any) -> Answer:
    return read_answer(msgspec.convert({**SENT, **response}, schemas.AnswerContent))


@given(PAPERS)
def test_a_question_written_again_as_shown_says_the_same(paper: Paper) -> None:
    """Names are drawn anew, so what is compared is shown without names."""
    contents = [show_content(q) for q in paper]
    over_the_wire = msgspec.json.decode(
        msgspec.json.encode(contents), type=list[schemas.QuestionContent]
    )
    again = read_questions(over_the_wire, CountingIdentifiers())
    assert not list(find_problems(again))
    assert [show_content(q) for q in again] == contents


def test_a_single_choice_question_looks_as_it_always_did() -> None:
    assert msgspec.to_builtins(show_question(question())) == {
        "type": "single_choice",
        "question_id": "q1",
        "text": "Chất nào làm quỳ tím hóa đỏ?",
        "points": 1.0,
        "choices": [
            {"choice_id": "c1", "text": "NaOH"},
            {"choice_id": "c2", "text": "HCl"},
            {"choice_id": "c3", "text": "NaCl"},
        ],
        "correct_choice_id": "c2",
    }


@pytest.mark.parametrize("asked", every_type(), ids=lambda asked: type(asked).__name__)
def test_a_student_sees_the_question_and_no_key(asked: Question) -> None:
    seen = msgspec.to_builtins(show_paper_question(asked))
    told = msgspec.to_builtins(show_question(asked))
    assert {name: seen[name] for name in ("type", "question_id", "text", "points")} == {
        name: told[name] for name in ("type", "question_id", "text", "points")
    }
    assert set(seen) <= {"type", "question_id", "text", "points", "choices", "statements"}
    assert all(set(s) == {"statement_id", "text"} for s in seen.get("statements", []))


def test_several_right_choices_that_are_not_there_are_a_problem() -> None:
    paper = written(
        {
            "type": "several_choices",
            "text": "?",
            "points": 1,
            "choices": [{"text": "a"}, {"text": "b"}],
            "correct_choices": [0, 7],
        }
    )
    assert [p.code for p in find_problems(paper)] == ["no_such_choice"]


@pytest.mark.parametrize(
    ("content", "response"),
    [
        ({"choice_id": "c1"}, ChoiceResponse("c1")),
        ({"choice_ids": ["c2", "c1", "c2"]}, ChoicesResponse(frozenset({"c1", "c2"}))),
        ({"statements": {"s1": True, "s2": False}}, StatementsResponse({"s1": True, "s2": False})),
        ({"text": " 12,5"}, TextResponse(" 12,5")),
    ],
)
def test_an_answer_is_read_and_shown_by_its_kind(
    content: dict[str, Any], response: Response
) -> None:
    assert sent(**content) == Answer(response, 3, 5)
    shown = msgspec.to_builtins(show_answer(Answer(response, 3, 5, device=2)))
    if "choice_ids" in content:
        content = {"choice_ids": ["c1", "c2"]}
    kept = {"choice_id": None, "sequence": 3, "answered_ms": 5, "device": 2}
    assert shown == {**kept, **content}


@pytest.mark.parametrize(
    "content", [{}, {"choice_id": None}, {"choice_ids": []}, {"statements": {}}, {"text": "  "}]
)
def test_a_blank_answer_is_one_taken_back(content: dict[str, Any]) -> None:
    assert sent(**content) == Answer(None, 3, 5)


def test_an_answer_of_two_kinds_is_refused() -> None:
    with pytest.raises(InvalidError) as caught:
        sent(choice_id="c1", text="c1")
    assert [p.code for p in caught.value.problems] == ["several_answers"]
