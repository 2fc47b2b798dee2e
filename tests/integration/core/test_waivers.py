"""An exam without a camera, through the HTTP API and the tables."""

from __future__ import annotations

import secrets

import pytest

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room

REASON = "Máy hỏng camera"


@pytest.fixture
def room(api: ApiClient, lecturer: SignedIn) -> Room:
    return Room.opened(api, lecturer.id_token)


def asking(room: Room, number: str) -> Attempt:
    told = room.api.call("GET", f"/rooms/{room.code}").body
    joined = room.join_with("Nguyễn Văn An", number, told["consent_version_without_camera"])
    assert joined.status == 201, joined
    body = joined.body
    return Attempt(body["attempt_id"], body["attempt_token"], body, room.api)


def test_without_a_camera_from_the_door_to_the_review(
    room: Room, lecturer: SignedIn, world: Collaborators
) -> None:
    student = asking(room, secrets.token_hex(4))
    assert (student.page["camera_rule"], student.page["upload"]) == ("asked", None)
    assert student.call("POST", "/start", {}).code == "camera_not_waived"
    [waiting] = room.call("GET", "/attempts").body["items"]
    assert (waiting["camera_rule"], waiting["waiver"]) == ("asked", None)
    order = {"order": {"kind": "waive_camera", "text": REASON}, "attempt_ids": [student.attempt_id]}
    assert room.call("POST", "/acts", order).status == 201
    assert student.call("POST", "/start", {}).body["camera_rule"] == "waived"
    beat = student.call("POST", "/heartbeat", {"camera": "off"}).body
    assert (beat["camera_rule"], beat["upload"]) == ("waived", None)
    [writing] = room.call("GET", "/attempts").body["items"]
    assert (writing["waiver"]["by"], writing["waiver"]["reason"]) == (
        lecturer.lecturer.name,
        REASON,
    )
    review = room.call("GET", f"/attempts/{student.attempt_id}").body
    assert review["waivers"] == [writing["waiver"]]
    assert world.attempts.get(student.attempt_id).supervision.waiver is not None
    trail = room.call("GET", "/acts").body["items"]
    assert [(act["kind"], act["text"]) for act in trail] == [("waive_camera", REASON)]


def test_the_class_list_grants_it_and_says_who_did(room: Room, lecturer: SignedIn) -> None:
    number = secrets.token_hex(4)
    line = {
        "student_number": number,
        "student_name": "Nguyễn Văn An",
        "without_camera": REASON,
    }
    content = {"entries": [line]}
    written = room.call("PUT", "/roster", content, headers={"if-match": '"0"'}).body
    waiver = written["entries"][0]["waiver"]
    assert (waiver["by"], waiver["reason"]) == (lecturer.lecturer.name, REASON)
    refused = room.join_with("Nguyễn Văn An", number)
    told = room.api.call("GET", f"/rooms/{room.code}").body
    assert refused.code == "consent_missing"
    assert refused.body["details"] == {"current": told["consent_version_without_camera"]}
    student = asking(room, number)
    assert student.page["camera_rule"] == "waived"
    assert student.call("POST", "/start", {}).status == 200
