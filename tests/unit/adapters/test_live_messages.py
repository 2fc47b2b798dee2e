"""The form of live messages, and the document that the front end is generated from."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from chalicelib.adapters.live_messages import (
    MAX_SIGNAL,
    ServerMessage,
    document,
    read_request,
    write_message,
)
from chalicelib.services.ports import (
    LiveMessage,
    Ping,
    Pong,
    Refused,
    Signal,
    SignalKind,
    SignalNews,
    SignalRequest,
    Subscribed,
    SubscribeRequest,
    ViolationNews,
)
from tests.fakes.samples import STUDENT, violation

COMMITTED = Path(__file__).parents[3] / "docs" / "live-messages.json"
EVERY_MESSAGE: tuple[LiveMessage, ...] = (
    Subscribed("exam-1", "attempt-1"),
    Refused("malformed"),
    Pong(),
    ViolationNews(violation(), STUDENT),
    SignalNews(Signal("attempt-1", SignalKind.BYE, ""), "c1"),
)


def test_the_committed_document_is_the_generated_one() -> None:
    assert json.loads(COMMITTED.read_text("utf-8")) == document(), "run `make openapi`"


@pytest.mark.parametrize("message", EVERY_MESSAGE, ids=lambda message: type(message).__name__)
def test_every_message_is_written_as_its_schema_says(message: LiveMessage) -> None:
    text = write_message(message)
    decoded = msgspec.json.decode(text, type=ServerMessage)
    assert json.loads(msgspec.json.encode(decoded)) == json.loads(text)
    assert decoded.version == 1


def test_a_request_is_read_by_its_action() -> None:
    signal = {"action": "signal", "attempt_id": "a", "kind": "offer", "content": "v=0", "to": "c"}
    assert read_request('{"action": "subscribe", "ticket": "t"}') == SubscribeRequest("t")
    assert read_request('{"action": "ping"}') == Ping()
    assert read_request(json.dumps(signal)) == SignalRequest(
        Signal("a", SignalKind.OFFER, "v=0"), "c"
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[" * 100_000,
        '{"action": "shout"}',
        '{"action": "ping", "version": 2}',
        '{"action": "signal", "attempt_id": "a", "kind": "shout"}',
        json.dumps(
            {"action": "signal", "attempt_id": "a", "kind": "offer", "content": "x" * 24_001}
        ),
    ],
    ids=["empty", "bottomless", "other", "newer", "kind", "too-large"],
)
def test_what_is_no_request_of_this_version_is_refused(body: str) -> None:
    assert MAX_SIGNAL == 24_000
    with pytest.raises(ValueError, match=r"."):
        read_request(body)
