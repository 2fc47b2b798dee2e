"""What the API says to a lecturer beyond the smooth way."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, exam_content, tomorrow


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


def test_an_open_exam_is_neither_deleted_nor_opened_again(room: Room) -> None:
    for refused in (room.call("DELETE"), room.call("POST", "/open")):
        assert (refused.status, refused.code) == (409, "exam_state")


def test_an_open_exam_keeps_what_students_have_begun_with(room: Room) -> None:
    headers = {"if-match": f'"{room.exam["version"]}"'}
    written = exam_content(
        **{name: room.exam[name] for name in ("starts_at", "room_code", "ends_at")},
        questions=[],
        title="Mới",
    )
    refused = room.call("PUT", "", written, headers=headers)
    assert (refused.status, refused.problems) == (400, [("questions", "fixed")])


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
    room = Room.draft(api, lecturer.id_token, **tomorrow())
    assert room.call("POST", "/publish").body["state"] == "published"
    waiting = room.wait()
    assert (waiting.page["state"], waiting.page["paper"]) == ("joined", [])
    refused = waiting.call("POST", "/start", {})
    assert (refused.status, refused.code) == (409, "room_not_open")


def test_an_exam_opened_by_hand_starts_at_once(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.draft(api, lecturer.id_token, **tomorrow())
    room.call("POST", "/publish")
    assert room.call("POST", "/open").body["state"] == "open"
    assert room.join().page["state"] == "writing"


def test_a_creation_sent_again_makes_nothing_new(api: ApiClient, lecturer: SignedIn) -> None:
    content, headers = exam_content(), {"idempotency-key": secrets.token_hex(8)}
    answers = [
        api.call("POST", "/exams", content, token=lecturer.id_token, headers=headers)
        for _ in range(2)
    ]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].body == answers[1].body


def test_a_key_too_long_is_named(api: ApiClient, lecturer: SignedIn) -> None:
    headers = {"idempotency-key": "k" * 201}
    refused = api.call("POST", "/exams", exam_content(), token=lecturer.id_token, headers=headers)
    assert refused.problems == [("Idempotency-Key", "too_long")]


def test_a_copy_has_the_questions_and_another_code(draft: Room) -> None:
    copy = draft.call("POST", "/clone", {"starts_at": tomorrow()["starts_at"], "title": "Lần 2"})
    assert (copy.status, copy.body["state"], copy.body["title"]) == (201, "draft", "Lần 2")
    assert copy.body["questions"] == draft.exam["questions"]
    assert copy.body["room_code"] != draft.code


def test_a_new_code_lets_students_in(room: Room) -> None:
    code = room.call("POST", "/room-code").body["room_code"]
    assert room.api.call("GET", f"/rooms/{code}").status == 200
    assert room.api.call("GET", f"/rooms/{room.code}").code == "room_not_found"


def test_a_colleague_runs_the_exam_and_does_not_delete_it(
    draft: Room, other_lecturer: SignedIn
) -> None:
    content, headers = {"emails": [other_lecturer.email]}, {"if-match": '"1"'}
    shared = draft.call("PUT", "/co-lecturers", content, headers=headers)
    assert [one["email"] for one in shared.body["co_lecturers"]] == [other_lecturer.email]
    theirs = Room(draft.api, other_lecturer.id_token, draft.exam)
    assert theirs.call("GET").body["role"] == "co_lecturer"
    listed = draft.api.call("GET", "/exams", token=other_lecturer.id_token).body["items"]
    assert draft.exam_id in {one["exam_id"] for one in listed}
    refused = theirs.call("DELETE")
    assert (refused.status, refused.code) == (403, "creator_only")
    assert theirs.call("POST", "/open").status == 200


def test_an_address_that_is_nobodys_is_named(draft: Room) -> None:
    content, headers = {"emails": ["khong-ai@truong-mau.example"]}, {"if-match": '"1"'}
    refused = draft.call("PUT", "/co-lecturers", content, headers=headers)
    assert (refused.status, refused.problems) == (400, [("emails[0]", "no_such_lecturer")])


def test_a_list_is_searched_and_filtered(api: ApiClient, lecturer: SignedIn) -> None:
    title = f"Địa lí {secrets.token_hex(4)}"
    room = Room.draft(api, lecturer.id_token, title=title)

    def found(query: str) -> list[str]:
        answer = api.call("GET", f"/exams?{query}", token=lecturer.id_token)
        return [one["exam_id"] for one in answer.body["items"]]

    words = "search=" + title.replace("Địa lí ", "dia+")
    assert found(words) == [room.exam_id]
    assert found(f"{words}&state=draft,open") == [room.exam_id]
    assert found(f"{words}&state=open") == []


def test_a_state_that_does_not_exist_is_named(api: ApiClient, lecturer: SignedIn) -> None:
    refused = api.call("GET", "/exams?state=lost", token=lecturer.id_token)
    assert refused.problems == [("state", "unknown")]
