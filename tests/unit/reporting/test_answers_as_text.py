"""Answers in the letters that teachers use."""

from __future__ import annotations

import pytest

from chalicelib.domain.questions import Question
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
)
from chalicelib.reporting.answers_as_text import answer_text, key_text
from tests.fakes.samples import number, question, several_choices, short_text, true_false


@pytest.mark.parametrize(
    ("asked", "response", "text"),
    [
        (question(), ChoiceResponse("c2"), "B"),
        (several_choices(), ChoicesResponse(frozenset({"c4", "c1"})), "A, D"),
        (true_false(), StatementsResponse({"s1": True, "s3": False}), "Đ - S -"),
        (number(), TextResponse("2,5"), "2,5"),
        (short_text(), TextResponse("muối"), "muối"),
        (question(), None, ""),
        (question(), ChoiceResponse("gone"), ""),
    ],
)
def test_an_answer_reads_as_a_teacher_writes_it(
    asked: Question, response: Response | None, text: str
) -> None:
    assert answer_text(asked, response) == text


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (question(), "B"),
        (several_choices(), "A, C"),
        (true_false(), "Đ Đ S Đ"),
        (number(), "2 ± 0,05"),
        (number(tolerance=0.0, number=2.5), "2,5"),
        (short_text(), "muối ăn / muối bếp"),
    ],
)
def test_a_key_reads_likewise(asked: Question, text: str) -> None:
    assert key_text(asked) == text
