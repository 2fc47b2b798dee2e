"""Questions from files and to files, over the API."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, exam_content, question_import

TEXT = (
    "Trường THPT\nCâu 1. Chất nào là axit?\nA. NaOH\n*B. HCl\nCâu 2. Đốt metan.\n"
    "a) Tỏa nhiệt. (Đ)\nb) Thu nhiệt. (S)\nCâu 3. Tính pH.\nĐáp số: 2,5\n"
)

MISSING_KEY = ("questions[0].correct_choice", "no_such_choice")


def preview(api: ApiClient, lecturer: SignedIn, text: str = TEXT, **changes: Any) -> Answer:
    content = question_import(text, **changes)
    return api.call("POST", "/question-imports", content, token=lecturer.id_token)


def test_a_preview_shows_every_question_and_every_line_not_understood(
    api: ApiClient, lecturer: SignedIn
) -> None:
    body = preview(api, lecturer).body
    assert [q["type"] for q in body["questions"]] == ["single_choice", "true_false", "number"]
    [problem] = body["problems"]
    assert (problem["line"], problem["text"]) == (1, "Trường THPT")
    assert problem["message"].startswith("This line was not understood")


def test_a_preview_is_written_into_an_exam_as_it_is(api: ApiClient, lecturer: SignedIn) -> None:
    questions = preview(api, lecturer).body["questions"]
    room = Room.draft(api, lecturer.id_token, questions=questions)
    assert [q["type"] for q in room.exam["questions"]] == [q["type"] for q in questions]


def test_a_question_without_a_key_is_kept_in_a_draft_and_named_before_publishing(
    api: ApiClient, lecturer: SignedIn
) -> None:
    questions = preview(api, lecturer, "Câu 1. Hỏi?\nA. Một\nB. Hai").body["questions"]
    content = exam_content(questions=questions)
    made = api.call("POST", "/exams", content, token=lecturer.id_token)
    assert [(p["path"], p["code"]) for p in made.body["missing"]] == [MISSING_KEY]
    path = f"/exams/{made.body['exam_id']}/publish"
    refused = api.call("POST", path, token=lecturer.id_token)
    assert (refused.status, refused.problems) == (400, [MISSING_KEY])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"format": "pdf"}, ("format", "malformed")),
        ({"format": "docx"}, ("content_base64", "unreadable_file")),
        ({"content_base64": "!"}, ("content_base64", "malformed")),
        (
            {"content_base64": base64.b64encode(b" " * (4 * 1024 * 1024 + 1)).decode()},
            ("content_base64", "file_too_large"),
        ),
    ],
)
def test_each_fault_of_a_file_is_named(
    api: ApiClient, lecturer: SignedIn, changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    refused = preview(api, lecturer, **changes)
    assert (refused.status, refused.problems) == (400, [problem])


@pytest.mark.parametrize("file_format", ["moodle", "gift", "xlsx"])
def test_an_exported_exam_is_imported_again(
    api: ApiClient, lecturer: SignedIn, file_format: str
) -> None:
    draft = Room.draft(api, lecturer.id_token)
    exported = draft.call("GET", f"/export?format={file_format}").body
    assert exported["file_name"].startswith("Hóa học.")
    again = preview(
        api, lecturer, format=file_format, content_base64=exported["content_base64"]
    ).body
    assert not again["problems"]
    written = exam_content()["questions"]
    assert [q["text"] for q in again["questions"]] == [q["text"] for q in written]
    assert [q["correct_choice"] for q in again["questions"]] == [1, 1]


def test_an_unknown_format_of_a_file_is_named(draft: Room) -> None:
    refused = draft.call("GET", "/export?format=pdf")
    assert (refused.status, refused.problems) == (400, [("format", "unknown")])
    assert draft.call("GET", "/export").problems == [("format", "unknown")]
