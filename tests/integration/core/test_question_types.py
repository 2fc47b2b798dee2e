"""Questions of every type, from a lecturer's draft to a student's score, over the API."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room, exam_content, now_ms

QUESTIONS: Final[list[dict[str, Any]]] = [
    exam_content()["questions"][0],
    {
        "type": "several_choices",
        "text": "Những chất nào là axit?",
        "points": 2,
        "choices": [{"text": "HCl"}, {"text": "NaOH"}, {"text": "HNO3"}],
        "correct_choices": [0, 2],
    },
    {
        "type": "true_false",
        "text": "Xét phản ứng đốt cháy metan.",
        "points": 1,
        "credit": "graduation",
        "statements": [
            {"text": "Tỏa nhiệt.", "correct": True},
            {"text": "Thu nhiệt.", "correct": False},
            {"text": "Cần oxi.", "correct": True},
            {"text": "Sinh ra nước.", "correct": True},
        ],
    },
    {"type": "number", "text": "pH?", "points": 0.5, "number": 2, "tolerance": 0.05},
    {"type": "short_text", "text": "Tên?", "points": 1, "accepted": ["muối ăn"], "penalty": 0.5},
]


@pytest.fixture
def student(api: ApiClient, lecturer: SignedIn) -> Attempt:
    scoring = {"floor": -5, "scale": 11}
    opened = Room.opened(api, lecturer.id_token, questions=QUESTIONS, scoring=scoring)
    assert opened.exam["scoring"] == scoring
    return opened.join()


def responses(student: Attempt) -> list[dict[str, Any]]:
    """One right choice, half of the second question, three of four statements, a near number."""
    asked = student.page["paper"]
    statements = [s["statement_id"] for s in asked[2]["statements"]]
    return [
        {"choice_id": asked[0]["choices"][1]["choice_id"]},
        {"choice_ids": [asked[1]["choices"][0]["choice_id"]]},
        {"statements": dict(zip(statements, [True, False, True, False], strict=True))},
        {"text": "2,04"},
        {"text": "đường"},
    ]


def test_every_kind_of_answer_comes_back_as_it_was_saved(student: Attempt) -> None:
    names = [asked["question_id"] for asked in student.page["paper"]]
    kept = {}
    for name, response in zip(names, responses(student), strict=True):
        content = {**response, "sequence": 1, "answered_ms": now_ms()}
        saved = student.call("PUT", f"/answers/{name}", content)
        assert saved.status == 200
        assert saved.body == {"choice_id": None, "device": 1, **content}
        kept[name] = saved.body
    assert student.call("GET", "").body["answers"] == kept


def test_every_kind_of_answer_counts_for_the_score(student: Attempt) -> None:
    names = [asked["question_id"] for asked in student.page["paper"]]
    for name, response in zip(names, responses(student), strict=True):
        content = {**response, "sequence": 1, "answered_ms": now_ms()}
        student.call("PUT", f"/answers/{name}", content)
    submitted = student.call("POST", "/submit").body
    reached = 1 + 1 + 0.5 + 0.5 - 0.5
    assert (submitted["score"], submitted["max_score"]) == (round(reached * 11 / 5.5, 2), 11)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"text": "a" * 201}, ("text", "too_long")),
        ({"choice_ids": [f"c{n}" for n in range(11)]}, ("choice_ids", "too_many")),
        ({"statements": {"s" * 65: True}}, ("statements", "too_long")),
        ({"statements": {"s1": "yes"}}, ("statements[...]", "malformed")),
        ({"text": "a", "choice_id": "c1"}, ("answer", "several_answers")),
    ],
)
def test_each_fault_of_a_response_is_named(
    student: Attempt, content: dict[str, Any], problem: tuple[str, str]
) -> None:
    name = student.page["paper"][0]["question_id"]
    sent = {**content, "sequence": 1, "answered_ms": now_ms()}
    refused = student.call("PUT", f"/answers/{name}", sent)
    assert (refused.status, refused.problems) == (400, [problem])
