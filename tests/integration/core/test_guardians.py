"""A guardian's consent: asked for at the door, kept, shown, handed over and erased."""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from collections.abc import Callable

import httpx
import pytest

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.kept_exam import found_anywhere, look_again
from tests.integration.core.queues import Invoke
from tests.integration.core.room import Attempt, Room


@pytest.fixture
def room(api: ApiClient, lecturer: SignedIn) -> Room:
    return Room.opened(api, lecturer.id_token, settings={"guardian_consent": True})


@pytest.fixture
def guardian() -> dict[str, str]:
    return {"name": f"Lê Thị Hạnh {secrets.token_hex(4)}", "relation": "mother"}


def enter(room: Room, guardian: dict[str, str]) -> Attempt:
    content = {
        "student_name": "Nguyễn Văn An",
        "student_number": secrets.token_hex(4),
        "consent_version": room.notice,
        "guardian": guardian,
    }
    joined = room.api.call("POST", f"/rooms/{room.code}/attempts", content)
    assert joined.status == 201, joined
    body = joined.body
    return Attempt(body["attempt_id"], body["attempt_token"], body, room.api)


def test_the_door_says_that_a_guardian_is_asked_for(room: Room, api: ApiClient) -> None:
    told = api.call("GET", f"/rooms/{room.code}").body
    assert told["guardian"] is True
    assert "+guardian" in told["consent_version"]
    refused = room.join_with("An", "SBD001")
    assert (refused.status, refused.code) == (400, "invalid")
    assert refused.body["details"]["problems"][0]["path"] == "guardian"


def test_lecturer_and_student_read_who_agreed_and_when(
    room: Room, guardian: dict[str, str]
) -> None:
    student = enter(room, guardian)
    shown = room.call("GET", f"/attempts/{student.attempt_id}").body["agreement"]
    assert shown["guardian"] == guardian
    assert shown["consent_version"] == room.notice
    stored = student.call("GET", "/stored-data").body
    assert (stored["guardian"], stored["agreed_at"]) == (guardian, shown["agreed_at"])


def test_it_is_handed_over_and_erased_with_the_student(
    room: Room,
    guardian: dict[str, str],
    world: Collaborators,
    invoke: Callable[[str], Invoke],
    environment: dict[str, str],
) -> None:
    student = enter(room, guardian)
    assert student.call("POST", "/start", {}).status == 200
    student.call("POST", "/submit")
    room.call("POST", "/close")
    path = f"/attempts/{student.attempt_id}"
    for answer in (room.call("POST", f"{path}/data"), student.call("POST", "/data")):
        body = httpx.get(answer.body["url"], trust_env=False).raise_for_status().content
        data = zipfile.ZipFile(io.BytesIO(body)).read("data.json").decode()
        kept = json.loads(data)
        attempt = kept.get("attempt") or kept["attempts"][0]["attempt"]
        assert attempt["guardian"] == guardian
    assert found_anywhere(environment, guardian["name"])
    number = student.page["student_number"]
    room.call("POST", f"{path}/erasure", {"confirmation": number})
    assert invoke("erase_data")({})["failed"] == 0
    look_again(world)
    assert found_anywhere(environment, guardian["name"]) == []
