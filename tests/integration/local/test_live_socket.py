"""WebSocket connections as API Gateway events, and the management API that posts back."""

from __future__ import annotations

import json
import queue
import threading
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from chalice.app import Chalice
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from local.gateway.application import create_application
from local.gateway.testing import running_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from starlette.applications import Starlette
    from websockets.sync.client import ClientConnection

LIMIT_S = 10


class Function:
    """A live_socket that keeps its events and answers a message in capitals."""

    def __init__(self) -> None:
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        self.management: ApiGatewayManagementApiClient

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        self.events.put(event)
        context = event["requestContext"]
        if context["routeKey"] == "$connect":
            refused = "refuse" in event.get("queryStringParameters", {})
            return {"statusCode": 401 if refused else 200}
        if context["routeKey"] == "$default":
            if event["body"] == "break":
                raise RuntimeError("the handler broke")
            self.management.post_to_connection(
                ConnectionId=context["connectionId"], Data=event["body"].upper().encode()
            )
        return {"statusCode": 200}

    def next_event(self, route: str) -> dict[str, Any]:
        while True:
            event = self.events.get(timeout=LIMIT_S)
            if event["requestContext"]["routeKey"] == route:
                return event


@pytest.fixture
def function() -> Function:
    return Function()


@pytest.fixture
def site(function: Function) -> Iterator[str]:
    def create(address: str) -> Starlette:
        function.management = boto3.client(
            "apigatewaymanagementapi",
            endpoint_url=f"{address}/websocket-management",
            region_name="ap-southeast-1",
            aws_access_key_id="x",
            aws_secret_access_key="x",
        )
        return create_application(Chalice("empty"), function, emulator_url="http://127.0.0.1:1")

    with running_gateway(create) as address:
        yield address.replace("http", "ws") + "/ws"
    function.management.close()


@pytest.fixture
def socket(site: str) -> Iterator[ClientConnection]:
    with connect(site) as connection:
        yield connection


def test_what_is_posted_to_a_connection_reaches_its_browser(socket: ClientConnection) -> None:
    socket.send("xin chào")
    assert socket.recv(LIMIT_S) == "XIN CHÀO"


def test_a_connection_has_one_id_from_its_first_event_to_its_last(
    function: Function, socket: ClientConnection
) -> None:
    socket.send("x")
    socket.close(1000)
    routes = ("$connect", "$default", "$disconnect")
    contexts = [function.next_event(route)["requestContext"] for route in routes]
    assert len({context["connectionId"] for context in contexts}) == 1
    assert [context["eventType"] for context in contexts] == ["CONNECT", "MESSAGE", "DISCONNECT"]
    assert contexts[2]["disconnectStatusCode"] == 1000


def test_an_event_says_where_to_answer(function: Function, socket: ClientConnection) -> None:
    socket.send("x")
    context = function.next_event("$default")["requestContext"]
    assert context["domainName"].startswith("127.0.0.1:")
    assert context["stage"] == "local"
    assert context["identity"]["sourceIp"] == "127.0.0.1"


def test_a_refused_connect_is_http_403(site: str) -> None:
    with pytest.raises(InvalidStatus) as refusal, connect(site + "?refuse=1"):
        pass
    assert refusal.value.response.status_code == 403


def test_a_refused_connect_never_disconnects(function: Function, site: str) -> None:
    with pytest.raises(InvalidStatus), connect(site + "?refuse=1"):
        pass
    with connect(site) as admitted:
        admitted.close()
    first, second = (function.next_event("$connect") for _ in range(2))
    ended = function.next_event("$disconnect")["requestContext"]["connectionId"]
    assert ended == second["requestContext"]["connectionId"]
    assert ended != first["requestContext"]["connectionId"]


def test_a_fault_is_told_to_the_browser_and_the_connection_goes_on(
    socket: ClientConnection,
) -> None:
    socket.send("break")
    assert json.loads(socket.recv(LIMIT_S))["message"] == "Internal server error"
    socket.send("on")
    assert socket.recv(LIMIT_S) == "ON"


def test_binary_frames_close_the_connection(socket: ClientConnection) -> None:
    socket.send(b"\x00")
    with pytest.raises(ConnectionClosed) as closed:
        socket.recv(LIMIT_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1003


def test_posting_to_a_connection_that_went_is_gone(
    function: Function, socket: ClientConnection
) -> None:
    socket.close()
    gone = function.next_event("$disconnect")["requestContext"]["connectionId"]
    with pytest.raises(function.management.exceptions.GoneException):
        function.management.post_to_connection(ConnectionId=gone, Data=b"x")


def test_a_connection_can_be_described(function: Function, socket: ClientConnection) -> None:
    socket.send("x")
    name = function.next_event("$default")["requestContext"]["connectionId"]
    described = function.management.get_connection(ConnectionId=name)
    assert described["Identity"]["SourceIp"] == "127.0.0.1"


def test_a_connection_can_be_closed_from_outside(
    function: Function, socket: ClientConnection
) -> None:
    name = function.next_event("$connect")["requestContext"]["connectionId"]
    socket.send("x")
    socket.recv(LIMIT_S)
    function.management.delete_connection(ConnectionId=name)
    with pytest.raises(ConnectionClosed):
        socket.recv(LIMIT_S)
    function.next_event("$disconnect")


def test_many_posts_at_once_arrive_whole(function: Function, socket: ClientConnection) -> None:
    socket.send("x")
    socket.recv(LIMIT_S)
    name = function.next_event("$default")["requestContext"]["connectionId"]

    def post(text: str) -> None:
        function.management.post_to_connection(ConnectionId=name, Data=(text * 1000).encode())

    threads = [threading.Thread(target=post, args=(letter,)) for letter in "abcdefgh"]
    for thread in threads:
        thread.start()
    received = sorted(str(socket.recv(LIMIT_S)) for _ in threads)
    for thread in threads:
        thread.join()
    assert received == [letter * 1000 for letter in "abcdefgh"]
