"""Room cameras: one key, one camera, its own prefix, its violations under its name."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.kinds import Kind
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Camera, Room, now_ms
from tests.integration.core.test_detect_frames import PICTURES
from tests.integration.core.test_live_socket import socket_event


def upload_from_room(camera: Camera, *, people: int = 2, start_ms: int | None = None) -> str:
    """Post six pictures, a second apart, as the agent would; return the key."""
    policy = camera.beat().body["upload"]
    key = str(FrameKey(camera.camera_id, start_ms or now_ms(), 0))
    fields = {**policy["fields"], "key": key, "x-amz-meta-offsets": "1000,2000,3000,4000,5000"}
    files = {"file": PICTURES[people] * 6}
    answer = httpx.post(policy["url"], data=fields, files=files, trust_env=False)
    assert answer.status_code == 204, answer.text
    return key


@pytest.fixture
def camera(room: Room) -> Camera:
    return room.add_camera()


@pytest.fixture
def frames(queue: Callable[[str], Queue]) -> Queue:
    found = queue("frames")
    found.drain()
    return found


def test_a_key_enrols_one_camera_alone(room: Room) -> None:
    key = room.call("POST", "/camera-keys").body["key"]
    assert room.enrol(key).status == 201
    refused = room.enrol(key)
    assert (refused.status, refused.body["code"]) == (409, "camera_key_used")


def test_an_agent_that_did_not_hear_the_answer_gets_the_same_camera_again(room: Room) -> None:
    key = room.call("POST", "/camera-keys").body["key"]
    first, second = room.enrol(key, nonce="a" * 32), room.enrol(key, nonce="a" * 32)
    assert first.body["camera_id"] == second.body["camera_id"]
    assert len(room.call("GET", "/cameras").body["items"]) == 1


def test_a_key_of_another_room_enrols_nothing(
    api: ApiClient, other_lecturer: SignedIn, room: Room
) -> None:
    other = Room.opened(api, other_lecturer.id_token)
    refused = room.enrol(other.call("POST", "/camera-keys").body["key"])
    assert (refused.status, refused.body["code"]) == (404, "camera_key_unknown")


def test_a_camera_may_upload_under_its_own_prefix_alone(room: Room, camera: Camera) -> None:
    policy = camera.beat().body["upload"]
    key = str(FrameKey(room.join().attempt_id, now_ms(), 0))
    fields = {**policy["fields"], "key": key, "x-amz-meta-offsets": ""}
    answer = httpx.post(policy["url"], data=fields, files={"file": PICTURES[1]}, trust_env=False)
    assert answer.status_code == 403


def test_an_attempts_token_is_not_a_cameras(room: Room, camera: Camera) -> None:
    student = room.join()
    answer = Camera(camera.camera_id, student.token, room.api).beat()
    assert answer.status == 401


def test_a_cameras_token_is_not_another_cameras(room: Room, camera: Camera) -> None:
    other = room.add_camera("Phòng 205")
    answer = Camera(other.camera_id, camera.token, room.api).beat()
    assert (answer.status, answer.body["code"]) == (404, "camera_not_found")


def test_a_removed_camera_is_refused_and_listed_among_the_removed(
    room: Room, camera: Camera
) -> None:
    camera.beat()
    other = room.add_camera("Phòng 205")
    before = room.call("GET", "/cameras").body
    assert [one["camera_id"] for one in before["items"]] == [camera.camera_id, other.camera_id]
    assert before["removed"] == []

    assert room.call("DELETE", f"/cameras/{camera.camera_id}").status == 204
    assert camera.beat().body["code"] == "camera_not_found"
    after = room.call("GET", "/cameras").body
    assert [one["camera_id"] for one in after["items"]] == [other.camera_id]
    (removed,) = after["removed"]
    assert (removed["camera_id"], removed["name"]) == (camera.camera_id, "Phòng 204")
    assert removed["last_seen_at"] is not None


def test_another_lecturer_sees_and_changes_no_camera(
    api: ApiClient, other_lecturer: SignedIn, room: Room, camera: Camera
) -> None:
    stranger = Room(api, other_lecturer.id_token, room.exam)
    path = f"/cameras/{camera.camera_id}"
    assert stranger.call("GET", "/cameras").status == 404
    assert stranger.call("DELETE", path).status == 404
    assert stranger.call("GET", f"{path}/review").status == 404
    assert stranger.call("POST", "/camera-keys").status == 404


def test_the_list_says_what_the_agent_said_last(room: Room, camera: Camera) -> None:
    key = str(FrameKey(camera.camera_id, 1_795_000_000_000, 3))
    camera.beat(camera="off", sent=10, waiting=4, lost=1, latest=key)
    (shown,) = room.call("GET", "/cameras").body["items"]
    told = {name: shown[name] for name in ("camera", "sent", "waiting", "lost", "silent")}
    assert told == {"camera": "off", "sent": 10, "waiting": 4, "lost": 1, "silent": False}
    assert shown["latest_ms"] == 1_795_000_000_000
    assert key in shown["latest_url"]


def test_a_newest_upload_of_somebody_else_is_refused(room: Room, camera: Camera) -> None:
    key = str(FrameKey(room.join().attempt_id, now_ms(), 0))
    assert camera.beat(latest=key).body["code"] == "invalid"


def test_more_people_than_expected_is_a_violation_under_the_cameras_name(
    room: Room, camera: Camera, frames: Queue, invoke: Callable[[str], Invoke]
) -> None:
    path = f"/cameras/{camera.camera_id}"
    room.call("PUT", path, {"crowd": {"expected": 1}})
    start = now_ms()
    for part in range(2):
        upload_from_room(camera, people=2, start_ms=start + part * 6_000)
    assert failures(invoke("detect_frames")(frames.event())) == []
    (found,) = room.call("GET", "/violations").body["items"]
    assert (found["kind"], found["student_name"]) == (Kind.UNEXPECTED_COUNT, "Phòng 204")
    assert found["attempt_id"] == camera.camera_id
    assert found["evidence"]


def test_a_camera_is_reviewed_and_judged_anew_as_an_attempt_is(
    room: Room, camera: Camera, frames: Queue, invoke: Callable[[str], Invoke]
) -> None:
    path = f"/cameras/{camera.camera_id}"
    room.call("PUT", path, {"crowd": {"expected": 1}})
    start = now_ms()
    for part in range(2):
        upload_from_room(camera, people=2, start_ms=start + part * 6_000)
    assert failures(invoke("detect_frames")(frames.event())) == []

    review = room.call("GET", f"{path}/review").body
    (found,) = review["violations"]
    assert (review["name"], review["crowd"]["expected"]) == ("Phòng 204", 1)
    assert found["kind"] in {rule["kind"] for rule in review["rules"]}
    watched = f"/attempts/{camera.camera_id}"
    seen = room.call("GET", f"{watched}/observations").body
    assert seen["faces"] == [2] * 12
    stretch = f"{watched}/frames?from={start}&to={start + 60_000}"
    assert [len(one["captured_ms"]) for one in room.call("GET", stretch).body["items"]] == [6, 6]
    reviewed = room.call(
        "POST", f"{watched}/violations/{found['violation_id']}/review", {"act": "confirm"}
    )
    assert reviewed.body["review"] == "confirmed"

    room.call("POST", "/close")
    room.call("PUT", path, {"crowd": {"expected": 2}})
    judged = room.call("POST", "/rejudge", {"policy": "standard"}).body
    assert (judged["cameras"], judged["superseded"]) == (1, 1)
    assert room.call("GET", f"{path}/review").body["violations"] == []


def test_a_removed_camera_is_still_reviewed(room: Room, camera: Camera) -> None:
    room.call("DELETE", f"/cameras/{camera.camera_id}")
    assert room.call("GET", f"/cameras/{camera.camera_id}/review").body["removed"]


def test_a_camera_of_another_exam_is_not_reviewed(
    api: ApiClient, other_lecturer: SignedIn, camera: Camera
) -> None:
    other = Room.opened(api, other_lecturer.id_token)
    for path in (
        f"/cameras/{camera.camera_id}/review",
        f"/attempts/{camera.camera_id}/observations",
        f"/attempts/{camera.camera_id}/frames?from=0&to=1",
    ):
        assert other.call("GET", path).status == 404


def test_as_many_people_as_expected_are_no_violation(
    room: Room, camera: Camera, frames: Queue, invoke: Callable[[str], Invoke]
) -> None:
    room.call("PUT", f"/cameras/{camera.camera_id}", {"crowd": {"expected": 1, "tolerance": 1}})
    start = now_ms()
    for part in range(2):
        upload_from_room(camera, people=2, start_ms=start + part * 6_000)
    assert failures(invoke("detect_frames")(frames.event())) == []
    assert room.call("GET", "/violations").body["items"] == []


def test_what_a_removed_camera_sends_is_not_looked_at(
    room: Room,
    camera: Camera,
    frames: Queue,
    invoke: Callable[[str], Invoke],
    world: Collaborators,
) -> None:
    upload_from_room(camera)
    room.call("DELETE", f"/cameras/{camera.camera_id}")
    assert failures(invoke("detect_frames")(frames.event())) == []
    assert world.observations.first_since(camera.camera_id, 0) is None


def test_mail_names_the_camera(
    room: Room,
    camera: Camera,
    queue: Callable[[str], Queue],
    invoke: Callable[[str], Invoke],
    world: Collaborators,
) -> None:
    queue("alerts").drain()
    record(world, camera, room.exam_id)
    assert failures(invoke("send_alerts")(queue("alerts").event())) == []


def test_listeners_hear_of_a_cameras_violation(
    room: Room,
    camera: Camera,
    queue: Callable[[str], Queue],
    invoke: Callable[[str], Invoke],
    world: Collaborators,
) -> None:
    ticket = room.draw_ticket().body["ticket"]
    message = json.dumps({"action": "subscribe", "ticket": ticket})
    invoke("live_socket")(socket_event("$default", "camera-listener=", message))
    queue("live").drain()
    record(world, camera, room.exam_id)
    assert failures(invoke("live_socket")(queue("live").event())) == []
