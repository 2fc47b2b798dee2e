"""The student card from the waiting room to the lecturer, over the HTTP API."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.cards import card_jpeg
from tests.integration.core.api_client import ApiClient
from tests.integration.core.cards import JPEG, post_card, show_card, upload_card
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room

MAX_BYTES = 400 * 1024


@pytest.fixture
def asking(api: ApiClient, lecturer: SignedIn) -> Room:
    return Room.opened(api, lecturer.id_token, settings={"student_card": True})


def looks(room: Room, student: Attempt) -> list[str]:
    items = room.call("GET", f"/attempts/{student.attempt_id}/accesses").body["items"]
    return [one["kind"] for one in items]


def test_a_card_is_asked_for_kept_and_shown_beside_the_face_and_the_look_is_noted(
    asking: Room,
) -> None:
    student = asking.wait()
    assert student.page["card"] == "asked"
    show_card(student)
    assert student.call("GET", "").body["card"] == "kept"
    student.call("POST", "/start", {})
    path = f"/attempts/{student.attempt_id}"
    assert asking.call("GET", path).body["card"] == "kept"
    assert "identity" not in looks(asking, student)
    for where in ("/identity", "/spot-checks"):
        card = asking.call("GET", path + where).body["card"]
        assert card["asked"] is True
        assert httpx.get(card["picture"]["url"], trust_env=False).content == JPEG
    assert "identity" in looks(asking, student)
    assert student.call("GET", "/stored-data").body["card"] is True


def test_a_second_card_is_refused_and_the_first_one_stays(asking: Room) -> None:
    student = asking.wait()
    first = show_card(student).body
    second = {"upload_id": upload_card(student, card_jpeg(filler=b"another"))}
    refused = student.call("PUT", "/card", second)
    assert (refused.status, refused.code) == (409, "card_kept")
    again = student.call("PUT", "/card", {"upload_id": upload_card(student)})
    assert again.body == first
    path = f"/attempts/{student.attempt_id}/identity"
    url = asking.call("GET", path).body["card"]["picture"]["url"]
    assert httpx.get(url, trust_env=False).content == JPEG


def test_the_card_of_a_classmate_is_nobody_elses_to_hand_in(asking: Room) -> None:
    student, classmate = asking.wait(), asking.wait("Trần Thị Bình")
    upload_id = upload_card(student)
    taken = classmate.call("PUT", "/card", {"upload_id": upload_id})
    assert (taken.status, taken.code) == (404, "picture_not_found")
    path = f"/attempts/{student.attempt_id}/card"
    body = {"upload_id": upload_id}
    assert asking.api.call("PUT", path, body, token=classmate.token).status == 404
    uploads = f"/attempts/{student.attempt_id}/card-uploads"
    assert asking.api.call("POST", uploads, token=classmate.token).status == 404


def test_a_permission_lets_nothing_be_put_under_another_key_or_as_another_type(
    asking: Room,
) -> None:
    student = asking.wait()
    other = f"evidence/{student.attempt_id}/card-{'a' * 32}.jpg"
    assert post_card(student, JPEG, key=other)[1].status_code == 403
    assert post_card(student, JPEG, **{"Content-Type": "text/html"})[1].status_code == 403


def test_a_permission_lets_nothing_in_that_is_too_large(asking: Room) -> None:
    _, answer = post_card(asking.wait(), JPEG + b"x" * MAX_BYTES)
    assert (answer.status_code, "EntityTooLarge" in answer.text) == (400, True)


def test_what_is_no_picture_is_refused_whatever_it_was_called(asking: Room) -> None:
    student = asking.wait()
    upload_id = upload_card(student, b"<html><script>")
    refused = student.call("PUT", "/card", {"upload_id": upload_id})
    assert (refused.status, refused.problems) == (400, [("card", "card_not_jpeg")])
    assert student.call("GET", "").body["card"] == "asked"


@pytest.mark.parametrize("upload_id", ["../../evidence/x", "", "x" * 33])
def test_an_upload_is_named_as_it_was_named_to_the_page(asking: Room, upload_id: str) -> None:
    assert asking.wait().call("PUT", "/card", {"upload_id": upload_id}).status == 400


def test_an_exam_that_does_not_ask_takes_no_card(room: Room) -> None:
    student = room.wait()
    assert student.page["card"] == "not_asked"
    assert student.call("POST", "/card-uploads").code == "card_not_asked"
    assert student.call("PUT", "/card", {"upload_id": "c" * 32}).code == "card_not_asked"
    student.call("POST", "/start", {})
    review = room.call("GET", f"/attempts/{student.attempt_id}").body
    assert (review["card"], review["events"]) == ("not_asked", [])


def test_who_shows_no_card_begins_all_the_same_and_the_lecturer_sees_it(asking: Room) -> None:
    student = asking.join()
    assert student.page["state"] == "writing"
    review = asking.call("GET", f"/attempts/{student.attempt_id}").body
    assert review["card"] == "missing"
    assert [(e["kind"], e["details"]) for e in review["events"]] == [
        ("no_card", {"reason": "not_taken"})
    ]
    assert student.call("POST", "/card-uploads").code == "attempt_started"


def test_who_takes_the_exam_without_a_camera_is_not_asked_and_it_is_noted(asking: Room) -> None:
    notice = asking.api.call("GET", f"/rooms/{asking.code}").body["consent_version_without_camera"]
    joined = asking.join_with("Nguyễn Văn An", "SBD-77", notice).body
    student = Attempt(joined["attempt_id"], joined["attempt_token"], joined, asking.api)
    assert joined["card"] == "not_asked"
    order = {"kind": "waive_camera", "text": "Máy hỏng camera"}
    ids = [student.attempt_id]
    granted = asking.call("POST", "/acts", {"order": order, "attempt_ids": ids})
    assert granted.status == 201, granted
    assert student.call("POST", "/start", {}).status == 200
    review = asking.call("GET", f"/attempts/{student.attempt_id}").body
    assert [one["details"] for one in review["events"] if one["kind"] == "no_card"] == [
        {"reason": "without_camera"}
    ]


def test_the_report_is_made_with_a_card_in_it(asking: Room) -> None:
    student = asking.wait()
    show_card(student)
    student.call("POST", "/start", {})
    made = asking.call("POST", f"/attempts/{student.attempt_id}/report")
    body = httpx.get(made.body["url"], trust_env=False).content
    assert body.startswith(b"%PDF")
