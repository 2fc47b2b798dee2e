"""What goes over the WebSocket, typed and versioned: the one place that knows its form.

``python -m chalicelib.adapters.live_messages > docs/live-messages.json`` writes the schema
(``make openapi``), from which the front end's types are generated.  A new kind of message is a
struct here, a value in ``chalicelib/services/ports/live.py``, and a line in ``_TO_WIRE`` or
``_read``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from chalicelib.services import ports

Version: TypeAlias = Literal[1]
"""Of every message; a change that an older page would misread gets a new one."""
SignalKindName = Literal["offer", "answer", "candidate", "bye", "look", "glimpse"]
MAX_SIGNAL: Final = 24_000
"""Characters of one signal: API Gateway passes messages of 32 KB on, and a session description
with a camera and a microphone has about 6,000, a glimpse of a camera 10,000 to 20,000."""
MAX_TICKET: Final = 2_000


class Subscribe(Struct, frozen=True, tag_field="action", tag="subscribe", kw_only=True):
    """Asks to listen, with a ticket drawn from the API."""

    version: Version = 1
    ticket: Annotated[str, Meta(max_length=MAX_TICKET)]


class SendSignal(Struct, frozen=True, tag_field="action", tag="signal", kw_only=True):
    """Asks to have something carried to the other side: a step of a call, a look, a glimpse."""

    version: Version = 1
    attempt_id: Annotated[str, Meta(max_length=64)]
    kind: SignalKindName
    content: Annotated[str, Meta(max_length=MAX_SIGNAL)] = ""
    to: Annotated[str, Meta(max_length=128)] | None = None


class AskAlive(Struct, frozen=True, tag_field="action", tag="ping", kw_only=True):
    """Asks whether anybody is there; API Gateway closes what is silent for ten minutes."""

    version: Version = 1


class SubscribedMessage(Struct, frozen=True, tag="subscribed", kw_only=True):
    """It listens now; what came before is to be read over HTTP."""

    version: Version
    exam_id: str
    attempt_id: str | None


class ErrorMessage(Struct, frozen=True, tag="error", kw_only=True):
    """What was asked for was refused."""

    version: Version
    code: str


class PongMessage(Struct, frozen=True, tag="pong", kw_only=True):
    """Somebody is there."""

    version: Version


class ViolationMessage(Struct, frozen=True, tag="violation", kw_only=True):
    """A violation is new or has grown; its pictures are to be read over HTTP."""

    version: Version
    violation_id: str
    attempt_id: str
    exam_id: str
    student_name: str
    kind: str
    detail: str | None
    """In which of its ways the kind showed; null for a kind with one way."""
    severity: str
    started_ms: int
    ended_ms: int


class RoomChangedMessage(Struct, frozen=True, tag="room_changed", kw_only=True):
    """A lecturer acted in the room; what it is now is to be read over HTTP."""

    version: Version
    exam_id: str


class AttemptChangedMessage(Struct, frozen=True, tag="attempt_changed", kw_only=True):
    """A lecturer acted on the student's attempt; the heartbeat tells how it stands."""

    version: Version


class SignalMessage(Struct, frozen=True, tag="signal", kw_only=True):
    """What the other side says: a step of a call, a look, a glimpse."""

    version: Version
    attempt_id: str
    kind: SignalKindName
    content: str
    sender: str
    """To be named in ``to`` of the answer."""


ClientMessage: TypeAlias = Subscribe | SendSignal | AskAlive
ServerMessage: TypeAlias = (
    SubscribedMessage
    | ErrorMessage
    | PongMessage
    | ViolationMessage
    | RoomChangedMessage
    | AttemptChangedMessage
    | SignalMessage
)

_decoder: Final = msgspec.json.Decoder(ClientMessage)


def read_request(body: str) -> ports.LiveRequest:
    """
    Read what a page sent.

    Raises:
        ValueError: It is no request of this version.
    """
    try:
        request: ClientMessage = _decoder.decode(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    match request:
        case Subscribe(ticket=ticket):
            return ports.SubscribeRequest(ticket)
        case AskAlive():
            return ports.Ping()
        case SendSignal(attempt_id=attempt_id, kind=kind, content=content, to=to):
            signal = ports.Signal(attempt_id, ports.SignalKind(kind), content)
            return ports.SignalRequest(signal, to)


def write_message(message: ports.LiveMessage) -> bytes:
    """Write a message as a page reads it."""
    return msgspec.json.encode(_TO_WIRE[type(message)](message))


def _violation(news: ports.ViolationNews) -> ViolationMessage:
    violation = news.violation
    return ViolationMessage(
        version=1,
        violation_id=violation.violation_id,
        attempt_id=violation.attempt_id,
        exam_id=violation.exam_id,
        student_name=news.student.name,
        kind=violation.kind.value,
        detail=violation.detail and violation.detail.value,
        severity=violation.severity.value,
        started_ms=violation.started_ms,
        ended_ms=violation.ended_ms,
    )


def _signal(news: ports.SignalNews) -> SignalMessage:
    signal = news.signal
    return SignalMessage(
        version=1,
        attempt_id=signal.attempt_id,
        kind=signal.kind.value,
        content=signal.content,
        sender=news.sender,
    )


def _subscribed(message: ports.Subscribed) -> SubscribedMessage:
    return SubscribedMessage(version=1, exam_id=message.exam_id, attempt_id=message.attempt_id)


def _error(message: ports.Refused) -> ErrorMessage:
    return ErrorMessage(version=1, code=message.code)


_TO_WIRE: Final[Mapping[type, Callable[[Any], ServerMessage]]] = {
    ports.Subscribed: _subscribed,
    ports.Refused: _error,
    ports.Pong: lambda _: PongMessage(version=1),
    ports.ViolationNews: _violation,
    ports.RoomChanged: lambda it: RoomChangedMessage(version=1, exam_id=it.exam_id),
    ports.AttemptChanged: lambda _: AttemptChangedMessage(version=1),
    ports.SignalNews: _signal,
}


def document() -> dict[str, Any]:
    """Return the messages' JSON Schema, wrapped so that OpenAPI's tools read it."""
    reference = "#/components/schemas/{name}"
    union, components = msgspec.json.schema_components(
        [ClientMessage, ServerMessage], ref_template=reference
    )
    named = dict(zip(("ClientMessage", "ServerMessage"), union, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Giám Thị: live messages", "version": "1"},
        "components": {"schemas": {**components, **named}},
    }


if __name__ == "__main__":
    json.dump(document(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
