"""What the API says to a lecturer beyond the smooth way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, exam_content


def test_an_exams_version_is_its_etag(draft: Room) -> None:
    assert draft.call("GET").headers["etag"] == '"1"'


@pytest.mark.parametrize("header", ['"1"', 'W/"1"'])
def test_an_edit_names_the_version_it_was_made_of(draft: Room, header: str) -> None:
    edited = draft.call("PUT", "", exam_content(title="Mới"), headers={"if-match": header})
    assert (edited.status, edited.body["version"], edited.headers["etag"]) == (200, 2, '"2"')
    assert draft.call("GET").body == edited.body


@pytest.mark.parametrize("headers", [{}, {"if-match": "1"}, {"if-match": '"' + "9" * 5_000 + '"'}])
def test_an_edit_that_names_no_version_is_refused(draft: Room, headers: dict[str, str]) -> None:
    refused = draft.call("PUT", "", exam_content(), headers=headers)
    assert (refused.status, refused.problems) == (400, [("If-Match", "required")])


def test_an_edit_of_an_old_version_is_refused(draft: Room) -> None:
    for status in (200, 409):
        answer = draft.call("PUT", "", exam_content(), headers={"if-match": '"1"'})
        assert answer.status == status
    assert answer.code == "stale_version"


def test_an_open_exam_is_neither_edited_nor_deleted(room: Room) -> None:
    version = room.exam["version"]
    headers = {"if-match": f'"{version}"'}
    for refused in (
        room.call("PUT", "", exam_content(), headers=headers),
        room.call("DELETE"),
        room.call("POST", "/open"),
    ):
        assert (refused.status, refused.code) == (409, "exam_state")


def test_a_deleted_exam_is_not_found(draft: Room) -> None:
    assert draft.call("DELETE").status == 204
    assert draft.call("GET").code == "exam_not_found"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, ("title", "required")),
        ({"policy": "none"}, ("policy", "malformed")),
        ({"starts_at": "tomorrow"}, ("starts_at", "malformed")),
        ({"room_code": "0"}, ("room_code", "malformed")),
        ({"duration_minutes": 10**40}, ("duration_minutes", "out_of_range")),
        ({"questions": [{"type": "number", "text": "?"}]}, ("questions[0].points", "required")),
        (
            {
                "starts_at": "0001-01-01T00:00:00+14:00",
                "ends_at": "0001-01-01T01:00:00+14:00",
            },
            ("starts_at", "out_of_range"),
        ),
    ],
)
def test_each_fault_of_an_exam_is_named(
    api: ApiClient, lecturer: SignedIn, changes: dict[str, Any], problem: tuple[str, str]
) -> None:
    refused = api.call("POST", "/exams", exam_content(**changes), token=lecturer.id_token)
    assert (refused.status, refused.problems) == (400, [problem])


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"title": "\xff"}', b'{"x": ' + b"[" * 100_000])
def test_a_body_that_is_no_json_is_named(api: ApiClient, lecturer: SignedIn, body: bytes) -> None:
    refused = api.call("POST", "/exams", body, token=lecturer.id_token)
    assert (refused.status, refused.problems) == (400, [("", "not_json")])


def test_a_room_without_a_question_does_not_open(api: ApiClient, lecturer: SignedIn) -> None:
    refused = Room.draft(api, lecturer.id_token, questions=[]).call("POST", "/open")
    assert (refused.status, refused.problems) == (400, [("questions", "required")])


def test_a_room_code_in_use_is_refused_by_name(
    api: ApiClient, lecturer: SignedIn, room: Room
) -> None:
    other = Room.draft(api, lecturer.id_token, room_code=room.code)
    refused = other.call("POST", "/open")
    assert (refused.status, refused.code) == (409, "room_code_taken")
    assert room.code in refused.body["message"]


def test_a_cursor_that_is_none_of_ours_is_named(api: ApiClient, lecturer: SignedIn) -> None:
    refused = api.call("GET", "/exams?cursor=nonsense", token=lecturer.id_token)
    assert (refused.status, refused.problems) == (400, [("cursor", "malformed")])


def test_what_a_lecturer_named_keeps_its_name_when_edited(draft: Room) -> None:
    questions = [
        {**q, "correct_choice": 0, "question_id": q["question_id"]} for q in draft.exam["questions"]
    ]
    edited = draft.call("PUT", "", exam_content(questions=questions), headers={"if-match": '"1"'})
    assert [q["question_id"] for q in edited.body["questions"]] == [
        q["question_id"] for q in draft.exam["questions"]
    ]


def test_the_room_shows_a_student_until_they_hand_in(room: Room) -> None:
    student = room.join()
    student.answer(0, 1)
    student.call("POST", "/heartbeat", {"camera": "off"})
    [writing] = room.call("GET", "/attempts").body["items"]
    assert (writing["state"], writing["answered"], writing["camera"]) == ("writing", 1, "off")
    student.call("POST", "/submit")
    [handed_in] = room.call("GET", "/attempts").body["items"]
    assert (handed_in["state"], handed_in["score"], handed_in["max_score"]) == ("submitted", 1, 3)


def test_a_room_that_opens_tomorrow_lets_students_wait_and_not_start(
    api: ApiClient, lecturer: SignedIn
) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    room = Room.opened(
        api,
        lecturer.id_token,
        starts_at=tomorrow.isoformat(),
        ends_at=(tomorrow + timedelta(hours=1)).isoformat(),
    )
    waiting = room.wait()
    assert (waiting.page["state"], waiting.page["paper"]) == ("joined", [])
    refused = waiting.call("POST", "/start", {})
    assert (refused.status, refused.code) == (409, "room_not_open")
