"""Lecturers' acts, by the HTTP API and the WebSocket."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from chalicelib.bootstrap import Collaborators
from tests.integration.core.conftest import SignedIn
from tests.integration.core.management_api import ManagementApi
from tests.integration.core.queues import failures
from tests.integration.core.room import Attempt, Room
from tests.integration.core.test_live_socket import FunctionOf, QueueOf, subscribe


def beat(student: Attempt) -> dict[str, object]:
    body: dict[str, object] = student.call("POST", "/heartbeat", {"camera": "on"}).body
    return body


def deadline_of(student: Attempt) -> datetime:
    return datetime.fromisoformat(str(beat(student)["deadline"]))


def test_a_message_goes_from_the_lecturer_to_the_student_and_back_as_read(room: Room) -> None:
    student, other = room.join(), room.join("Trần Thị Bình")
    order = {"order": {"kind": "message", "text": "Còn 10 phút."}, "attempt_ids": None}
    done = room.call("POST", "/acts", order)
    assert done.status == 201, done
    [notice] = student.call("POST", "/heartbeat", {"camera": "on"}).body["notices"]
    assert notice["text"] == "Còn 10 phút."
    assert student.call("PUT", f"/notices/{notice['notice_id']}").status == 204
    assert beat(student)["notices"] == []
    assert len(other.call("POST", "/heartbeat", {"camera": "on"}).body["notices"]) == 1
    rows = {row["attempt_id"]: row for row in room.call("GET", "/attempts").body["items"]}
    assert rows[student.attempt_id]["notices_read"] == [done.body["act"]["act_id"]]
    assert rows[other.attempt_id]["notices_read"] == []


def test_extra_time_and_a_pause_move_the_deadline(room: Room) -> None:
    student = room.join()
    before = deadline_of(student)
    for order in ({"kind": "extra_time", "minutes": 10}, {"kind": "pause"}):
        ids = [student.attempt_id]
        assert room.call("POST", "/acts", {"order": order, "attempt_ids": ids}).status == 201
    assert deadline_of(student) == before + timedelta(minutes=10)
    refused = student.answer(0, 1)
    assert (refused.status, refused.body["code"]) == (409, "attempt_paused")
    assert room.call("POST", "/acts", {"order": {"kind": "resume"}}).status == 201
    assert deadline_of(student) > before + timedelta(minutes=10)
    assert student.answer(0, 1).status == 200


def test_a_paused_attempt_leaves_the_sweeps_index_and_comes_back(
    room: Room, world: Collaborators
) -> None:
    student = room.join()
    room.call("POST", "/acts", {"order": {"kind": "pause"}})
    assert student.attempt_id not in {one.attempt_id for one in world.attempts.open()}
    room.call("POST", "/acts", {"order": {"kind": "resume"}})
    assert student.attempt_id in {one.attempt_id for one in world.attempts.open()}


def test_an_ended_attempt_tells_the_student_why(room: Room) -> None:
    student = room.join()
    order = {"kind": "end", "text": "Rời phòng thi"}
    room.call("POST", "/acts", {"order": order, "attempt_ids": [student.attempt_id]})
    page = student.call("GET", "").body
    assert (page["state"], page["ended_for"]) == ("submitted", "Rời phòng thi")


def test_a_hand_in_keeps_what_acts_left(room: Room) -> None:
    student = room.join()
    for order in ({"kind": "mark"}, {"kind": "message", "text": "x"}):
        room.call("POST", "/acts", {"order": order})
    student.call("POST", "/submit")
    [row] = room.call("GET", "/attempts").body["items"]
    assert row["marked"]


def test_the_trail_has_pages_newest_first(room: Room) -> None:
    room.join()
    for number in range(52):
        order = {"kind": "mark", "marked": number % 2 == 0}
        assert room.call("POST", "/acts", {"order": order}).status == 201
    first = room.call("GET", "/acts").body
    rest = room.call("GET", f"/acts?cursor={first['next_cursor']}").body
    kinds = [act["kind"] for act in [*first["items"], *rest["items"]]]
    assert kinds == ["unmark", "mark"] * 26
    assert rest["next_cursor"] is None
    assert len({act["act_id"] for act in [*first["items"], *rest["items"]]}) == 52


def test_a_stranger_acts_on_nobody(room: Room, other_lecturer: SignedIn) -> None:
    room.join()
    stranger = Room(room.api, other_lecturer.id_token, room.exam)
    assert stranger.call("POST", "/acts", {"order": {"kind": "pause"}}).status == 404
    assert stranger.call("GET", "/acts").status == 404


def test_an_act_is_pushed_to_lecturers_and_to_the_students_it_concerns(
    room: Room, invoke: FunctionOf, queue: QueueOf, management_api: ManagementApi
) -> None:
    live, (lecturer, first, second) = (
        invoke("live_socket"),
        (secrets.token_urlsafe(8) + "=" for _ in range(3)),
    )
    subscribe(room, live, lecturer)
    students = [room.join(), room.join("Trần Thị Bình")]
    for connection, student in zip((first, second), students, strict=True):
        ticket = str(student.call("POST", "/live-ticket").body["ticket"])
        subscribe(room, live, connection, ticket)
    queue("live").drain()
    ids = [students[0].attempt_id]
    room.call("POST", "/acts", {"order": {"kind": "mark"}, "attempt_ids": ids})
    assert failures(live(queue("live").event())) == []
    heard = {one: management_api.heard_by(one)[-1]["type"] for one in (lecturer, first, second)}
    assert heard == {lecturer: "room_changed", first: "attempt_changed", second: "subscribed"}


def test_an_act_on_a_nameless_attempt_is_a_fault_of_the_request(room: Room) -> None:
    content = {"order": {"kind": "mark"}, "attempt_ids": [""]}
    assert room.call("POST", "/acts", content).status == 400


def test_an_act_whose_write_is_sent_again_is_recorded_once(
    room: Room, world: Collaborators
) -> None:
    room.join()
    done = room.call("POST", "/acts", {"order": {"kind": "message", "text": "Còn 10 phút."}})
    recorded = world.acts.list_of(room.exam_id, cursor=None, limit=10).items
    [act] = [one for one in recorded if one.act_id == done.body["act"]["act_id"]]
    world.acts.add(act)  # its answer was lost on the way, and the client tried once more
    assert world.acts.list_of(room.exam_id, cursor=None, limit=10).items == recorded
