"""Signed out everywhere or deactivated: what was open is closed, and nothing is opened again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.adapters import keys
from chalicelib.adapters.tables.connections import ConnectionRecord
from chalicelib.bootstrap import Collaborators
from chalicelib.services.ports import Listener, LiveTicket
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.aws_calls import AwsCalls, Fault, broken, timed_out, too_many_requests
from tests.integration.core.conftest import PASSWORD, SignedIn, open_account
from tests.integration.core.management_api import ManagementApi
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Room
from tests.integration.core.test_live_socket import socket_event

SOON = datetime.now(UTC) + timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """What live connections go over."""

    api: ApiClient
    live: Invoke
    queue: Queue
    management: ManagementApi

    def open(self, ticket: str) -> str:
        """Connect, and ask to listen; return the connection's name."""
        name = secrets.token_urlsafe(8) + "="
        self.live(socket_event("$connect", name))
        message = json.dumps({"action": "subscribe", "ticket": ticket})
        self.live(socket_event("$default", name, message))
        return name

    def listen(self, room: Room) -> str:
        return self.open(str(room.draw_ticket().body["ticket"]))

    def heard(self, connection: str) -> list[str]:
        """Return what a connection was told, by kind, and refusals by their code."""
        said = self.management.heard_by(connection)
        return [str(message.get("code", message["type"])) for message in said]

    def pass_on(self) -> None:
        """Let everything that waits be told."""
        assert failures(self.live(self.queue.event())) == []


@pytest.fixture
def line(
    api: ApiClient,
    invoke: Callable[[str], Invoke],
    queue: Callable[[str], Queue],
    management_api: ManagementApi,
) -> Line:
    queue("live").drain()
    return Line(api, invoke("live_socket"), queue("live"), management_api)


@pytest.fixture
def mai(world: Collaborators) -> SignedIn:
    return open_account(world, "Cô Mai")


@pytest.fixture
def her_room(api: ApiClient, mai: SignedIn) -> Room:
    return replace(Room.opened(api, mai.id_token), access_token=mai.access_token)


def sign_out_everywhere(api: ApiClient, who: SignedIn) -> Answer:
    proof = {"access_token": who.access_token}
    return api.call("POST", "/me/sign-outs", proof, token=who.id_token)


def deactivate(api: ApiClient, admin: SignedIn, who: SignedIn) -> Answer:
    path = f"/lecturers/{who.lecturer.lecturer_id}/deactivate"
    return api.call("POST", path, token=admin.id_token)


def test_a_deactivated_lecturers_connection_is_closed_and_others_go_on(
    world: Collaborators, line: Line, room: Room, her_room: Room, mai: SignedIn, admin: SignedIn
) -> None:
    # Hers to an exam of somebody else's, too: it is the same news that must not reach her.
    shared = world.exams.get(room.exam_id)
    world.exams.replace(
        shared, replace(shared, co_lecturers=(mai.lecturer,)), now=world.clock.now()
    )
    hers = replace(room, token=mai.id_token, access_token=mai.access_token)
    other, first, second = line.listen(room), line.listen(hers), line.listen(her_room)
    assert deactivate(line.api, admin, mai).status == 204
    line.pass_on()
    record(world, room.join(), room.exam_id)
    line.pass_on()
    assert line.heard(first) == line.heard(second) == ["subscribed", "signed_out"]
    assert {first, second} <= set(line.management.closed)
    assert line.heard(other) == ["subscribed", "violation"]
    assert other not in line.management.closed
    assert world.connections.of_lecturer(mai.lecturer.lecturer_id) == ()


def test_who_signs_out_everywhere_is_out_in_every_session(
    world: Collaborators, line: Line, her_room: Room, mai: SignedIn
) -> None:
    elsewhere = world.identity.sign_in(mai.email, PASSWORD)
    session = replace(her_room, token=elsewhere.id_token, access_token=elsewhere.access_token)
    connections = line.listen(her_room), line.listen(session)
    assert sign_out_everywhere(line.api, mai).status == 204
    line.pass_on()
    assert [line.heard(one)[-1] for one in connections] == ["signed_out", "signed_out"]
    assert set(connections) <= set(line.management.closed)
    for token in (mai.refresh_token, elsewhere.refresh_token):
        renewed = line.api.call("POST", "/sign-in/refresh", {"refresh_token": token})
        assert renewed.code == "not_signed_in"
    assert sign_out_everywhere(line.api, mai).code == "not_signed_in"


def test_a_session_that_was_signed_out_draws_no_ticket(
    world: Collaborators, line: Line, her_room: Room, mai: SignedIn
) -> None:
    sign_out_everywhere(line.api, mai)
    refused = her_room.draw_ticket()
    assert (refused.status, refused.code) == (401, "not_signed_in")
    # Its id token is believed to its end: what is asked for over HTTP is answered until then.
    assert her_room.call("GET").status == 200
    again = world.identity.sign_in(mai.email, PASSWORD)
    session = replace(her_room, token=again.id_token, access_token=again.access_token)
    line.pass_on()
    assert line.heard(line.listen(session)) == ["subscribed"]


def test_who_is_deactivated_draws_no_ticket(
    line: Line, her_room: Room, mai: SignedIn, admin: SignedIn
) -> None:
    deactivate(line.api, admin, mai)
    assert her_room.draw_ticket().code == "not_signed_in"


def test_another_lecturers_session_draws_no_ticket(her_room: Room, lecturer: SignedIn) -> None:
    refused = replace(her_room, access_token=lecturer.access_token).draw_ticket()
    assert (refused.status, refused.code) == (401, "not_signed_in")


def test_a_ticket_drawn_before_the_sign_out_opens_nothing_after_it(
    world: Collaborators, line: Line, her_room: Room, mai: SignedIn
) -> None:
    ticket = str(her_room.draw_ticket().body["ticket"])
    sign_out_everywhere(line.api, mai)
    line.pass_on()
    late = line.open(ticket)
    assert line.heard(late) == ["signed_out"]
    assert world.connections.of_connection(late) == ()
    assert world.connections.lecturers_of(her_room.exam_id) == ()


@pytest.mark.parametrize("fault", [broken, timed_out, too_many_requests])
def test_that_nobody_could_be_asked_does_not_read_like_a_sign_out(
    her_room: Room, aws_calls: AwsCalls, fault: Fault
) -> None:
    with aws_calls.failing("cognito-identity-provider:GetUser", fault):
        refused = her_room.draw_ticket()
    assert refused.status in {429, 500, 503}, refused
    assert refused.code != "not_signed_in"
    assert her_room.draw_ticket().status == 201


def test_a_fault_that_passes_is_not_noticed(her_room: Room, aws_calls: AwsCalls) -> None:
    with aws_calls.failing("cognito-identity-provider:GetUser", broken, times=1):
        assert her_room.draw_ticket().status == 201


def test_a_connection_of_an_earlier_release_hears_and_is_removed(
    world: Collaborators, line: Line, room: Room
) -> None:
    name, channel = secrets.token_urlsafe(8) + "=", keys.exam_channel(room.exam_id)
    kept: dict[str, Any] = {"connection_id": name, "exam_id": room.exam_id, "expires_at": SOON}
    ConnectionRecord(channel, f"{keys.LECTURERS}{name}", **kept).save()
    ConnectionRecord(keys.connection(name), channel, **kept).save()
    assert world.connections.of_connection(name) == (Listener(name, room.exam_id),)
    record(world, room.join(), room.exam_id)
    line.pass_on()
    assert line.heard(name) == ["violation"]
    line.live(socket_event("$disconnect", name))
    assert world.connections.of_connection(name) == ()
    assert world.connections.lecturers_of(room.exam_id) == ()


def test_a_ticket_of_an_earlier_release_lets_in(
    world: Collaborators, line: Line, room: Room
) -> None:
    ticket = LiveTicket(secrets.token_hex(16), room.exam_id)
    connection = line.open(world.tokens.issue_ticket(ticket, expires_at=SOON))
    assert line.heard(connection) == ["subscribed"]


def test_a_sign_out_that_is_told_twice_closes_once(
    line: Line, her_room: Room, mai: SignedIn
) -> None:
    connection = line.listen(her_room)
    sign_out_everywhere(line.api, mai)
    event = line.queue.event()
    for _ in range(2):
        assert failures(line.live(event)) == []
    assert line.management.closed.count(connection) == 1
    assert line.heard(connection) == ["subscribed", "signed_out"]
