"""The WebSocket API, by the events that AWS would pass."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.services.ports import Listener
from tests.integration.core.conftest import SignedIn
from tests.integration.core.management_api import ManagementApi
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Room

QueueOf = Callable[[str], Queue]
FunctionOf = Callable[[str], Invoke]


def socket_event(route: str, connection_id: str, body: str | None = None) -> dict[str, Any]:
    return {
        "requestContext": {"routeKey": route, "connectionId": connection_id},
        "body": body,
        "isBase64Encoded": False,
    }


@pytest.fixture
def connection_id() -> str:
    return secrets.token_urlsafe(8) + "="


def subscribe(room: Room, live: Invoke, connection_id: str, ticket: str | None = None) -> str:
    drawn = ticket or str(room.draw_ticket().body["ticket"])
    message = json.dumps({"action": "subscribe", "ticket": drawn})
    assert live(socket_event("$connect", connection_id)) == {"statusCode": 200}
    assert live(socket_event("$default", connection_id, message)) == {"statusCode": 200}
    return drawn


def test_a_lecturer_who_listens_hears_of_a_violation(
    world: Collaborators,
    room: Room,
    queue: QueueOf,
    invoke: FunctionOf,
    management_api: ManagementApi,
    connection_id: str,
) -> None:
    live = invoke("live_socket")
    subscribe(room, live, connection_id)
    queue("live").drain()
    found = record(world, room.join(), room.exam_id)
    assert failures(live(queue("live").event())) == []
    welcome, news = management_api.heard_by(connection_id)
    assert welcome == {
        "version": 1,
        "type": "subscribed",
        "exam_id": room.exam_id,
        "attempt_id": None,
    }
    assert (news["type"], news["violation_id"], news["student_name"]) == (
        "violation",
        found.violation_id,
        "Nguyễn Văn An",
    )


def test_who_disconnected_hears_nothing_more(
    world: Collaborators, room: Room, invoke: FunctionOf, connection_id: str
) -> None:
    live = invoke("live_socket")
    subscribe(room, live, connection_id)
    live(socket_event("$disconnect", connection_id))
    assert world.connections.lecturers_of(room.exam_id) == ()
    assert world.connections.of_connection(connection_id) == ()


def test_a_connection_that_is_gone_is_forgotten_and_the_others_hear(
    world: Collaborators,
    room: Room,
    lecturer: SignedIn,
    queue: QueueOf,
    invoke: FunctionOf,
    management_api: ManagementApi,
    connection_id: str,
) -> None:
    live, gone = invoke("live_socket"), secrets.token_urlsafe(8) + "="
    for listener in (gone, connection_id):
        subscribe(room, live, listener)
    management_api.gone.add(gone)
    queue("live").drain()
    record(world, room.join(), room.exam_id)
    assert failures(live(queue("live").event())) == []
    assert world.connections.lecturers_of(room.exam_id) == (
        Listener(connection_id, room.exam_id, lecturer_id=lecturer.lecturer.lecturer_id),
    )
    assert len(management_api.heard_by(connection_id)) == 2


def test_a_ticket_lets_one_connection_in(
    room: Room, invoke: FunctionOf, management_api: ManagementApi, connection_id: str
) -> None:
    live, second = invoke("live_socket"), secrets.token_urlsafe(8)
    ticket = subscribe(room, live, connection_id)
    subscribe(room, live, second, ticket)
    assert [m["code"] for m in management_api.heard_by(second)] == ["ticket_used"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "malformed"),
        ("nonsense", "malformed"),
        ("[]", "malformed"),
        ('{"action": "subscribe"}', "malformed"),
        ('{"action": "subscribe", "ticket": 7}', "malformed"),
        ('{"action": "shout", "ticket": "x"}', "malformed"),
        ('{"action": "subscribe", "ticket": "x"}', "not_signed_in"),
        ("[" * 100_000, "malformed"),
    ],
    ids=["empty", "no-json", "list", "no-ticket", "number", "other", "forged", "bottomless"],
)
def test_any_other_message_is_refused_by_name(
    invoke: FunctionOf, management_api: ManagementApi, connection_id: str, body: str, code: str
) -> None:
    invoke("live_socket")(socket_event("$default", connection_id, body))
    [refusal] = management_api.heard_by(connection_id)
    assert (refusal["type"], refusal["code"]) == ("error", code)


def test_a_students_token_is_no_ticket(
    room: Room, invoke: FunctionOf, management_api: ManagementApi, connection_id: str
) -> None:
    subscribe(room, invoke("live_socket"), connection_id, room.join().token)
    assert [m["code"] for m in management_api.heard_by(connection_id)] == ["not_signed_in"]


def test_a_lecturer_and_a_student_exchange_signals(
    room: Room, invoke: FunctionOf, management_api: ManagementApi, connection_id: str
) -> None:
    live, other, student = invoke("live_socket"), secrets.token_urlsafe(8) + "=", room.join()
    subscribe(room, live, connection_id)
    subscribe(room, live, other, str(student.call("POST", "/live-ticket").body["ticket"]))
    for sender, kind, to in ((connection_id, "offer", None), (other, "answer", connection_id)):
        signal = {"attempt_id": student.attempt_id, "kind": kind, "content": "v=0", "to": to}
        live(socket_event("$default", sender, json.dumps({"action": "signal", **signal})))
    offer, answer = (management_api.heard_by(one)[-1] for one in (other, connection_id))
    assert (offer["type"], offer["kind"], offer["sender"]) == ("signal", "offer", connection_id)
    assert (answer["kind"], answer["sender"]) == ("answer", other)


def test_a_connection_that_asks_whether_anybody_is_there_is_answered(
    invoke: FunctionOf, management_api: ManagementApi, connection_id: str
) -> None:
    invoke("live_socket")(socket_event("$default", connection_id, '{"action": "ping"}'))
    assert management_api.heard_by(connection_id) == [{"version": 1, "type": "pong"}]
