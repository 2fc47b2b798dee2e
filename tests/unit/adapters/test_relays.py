"""Relays that Kinesis Video Streams lends, asked for over HTTP as AWS describes its two calls."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Self

import pytest

from chalicelib.adapters import clients
from chalicelib.adapters.relays import relays_at
from chalicelib.domain.ice import CREDENTIAL_LIFE, IceServer
from tests.fakes.samples import NOW
from tests.infra.terraform_configuration import read_configuration

FOLDER: Final = Path(__file__).parents[3] / "infra" / "terraform"
CHANNEL: Final = "arn:aws:kinesisvideo:ap-southeast-1:123456789012:channel/giam-thi-relays/1"
STUN: Final = "stun:stun.truong-mau.example:3478"
LIFE: Final = timedelta(seconds=300)
"""Fixed by AWS."""
RELAYS: Final = ["turn:1-2-3-4.t-0.kinesisvideo.ap-southeast-1.amazonaws.com:443?transport=udp"]
ACTIONS: Final = {
    "/getSignalingChannelEndpoint": "kinesisvideo:GetSignalingChannelEndpoint",
    "/v1/get-ice-server-config": "kinesisvideo:GetIceServerConfig",
}


class Kinesis:
    """Answers the two calls, and refuses them when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.throttles = False
        kinesis = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                kinesis.asked.append((self.path, json.loads(self.rfile.read(length))))
                status, answer = kinesis.answer(self.path)
                self.send_response(status)
                if status != 200:
                    self.send_header("x-amzn-ErrorType", "ClientLimitExceededException")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        if self.throttles:
            return 400, {"message": "too many"}
        if path == "/getSignalingChannelEndpoint":
            return 200, {"ResourceEndpointList": [{"ResourceEndpoint": self.url}]}
        lent = {
            "Uris": RELAYS,
            "Username": f"user-{len(self.asked)}",
            "Password": "word",
            "Ttl": LIFE.seconds,
        }
        return 200, {"IceServerList": [lent]}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def kinesis(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kinesis]:
    with Kinesis() as kinesis:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "A",
            "AWS_SECRET_ACCESS_KEY": "S",
            "AWS_DEFAULT_REGION": "ap-southeast-1",
            "AWS_ENDPOINT_URL_KINESIS_VIDEO": kinesis.url,
        }.items():
            monkeypatch.setenv(name, value)
        forget_clients()
        yield kinesis
        forget_clients()


def forget_clients() -> None:
    for made in vars(clients).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()


def test_the_channels_relays_come_beside_the_other_servers(kinesis: Kinesis) -> None:
    ways = relays_at([STUN, CHANNEL], "secret").lend("attempt-1", now=NOW)
    assert ways.servers == (IceServer((STUN,)), IceServer(tuple(RELAYS), "user-2", "word"))
    assert (ways.life, ways.failure) == (LIFE, None)
    assert [body["ChannelARN"] for _, body in kinesis.asked] == [CHANNEL, CHANNEL]


def test_what_was_lent_is_lent_on_for_half_its_life(kinesis: Kinesis) -> None:
    relays = relays_at([CHANNEL], "secret")
    first = relays.lend("a", now=NOW)
    soon = relays.lend("b", now=NOW + LIFE / 2)
    assert (soon.servers, soon.life) == (first.servers, LIFE / 2)
    late = relays.lend("c", now=NOW + LIFE / 2 + timedelta(seconds=1))
    assert (late.servers != first.servers, late.life) == (True, LIFE)
    assert [path for path, _ in kinesis.asked].count("/v1/get-ice-server-config") == 2


def test_without_relays_the_others_are_told_and_it_is_asked_again_soon(kinesis: Kinesis) -> None:
    relays = relays_at([STUN, CHANNEL], "secret")
    kinesis.throttles = True
    ways = relays.lend("a", now=NOW)
    assert ways.servers == (IceServer((STUN,)),)
    assert ways.life < LIFE
    assert "ClientLimitExceeded" in str(ways.failure)
    kinesis.throttles = False
    assert relays.lend("a", now=NOW).failure is None


def test_without_a_channel_nobody_is_asked() -> None:
    ways = relays_at([STUN], "secret").lend("a", now=NOW)
    assert (ways.servers, ways.life) == ((IceServer((STUN,)),), CREDENTIAL_LIFE)


def test_terraform_lets_the_api_do_just_what_it_asks_for(kinesis: Kinesis) -> None:
    relays_at([CHANNEL], "secret").lend("a", now=NOW)
    documents = [
        body
        for block in read_configuration(FOLDER).source["data"]
        for name, body in block.get("aws_iam_policy_document", {}).items()
        if name == "lend_relays"
    ]
    [statement] = documents[0]["dynamic"][0]["statement"]["content"]
    assert set(statement["actions"]) == {ACTIONS[path] for path, _ in kinesis.asked}
    assert statement["resources"] == ['${statement.value.outputs["Arn"]}']
