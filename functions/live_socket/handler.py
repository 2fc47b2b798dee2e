"""Lambda: the WebSocket API, and the news that its listeners wait for."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import collaborators
from chalicelib.services.listening import hang_up, subscribe
from chalicelib.services.ports import (
    Ping,
    Pong,
    Refused,
    SignalRequest,
    SignedOut,
    SubscribeRequest,
)
from chalicelib.services.pushing import push_room_news, push_violation
from chalicelib.services.signalling import relay_signal

logger = Logger(service="live_socket")
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

OK = {"statusCode": 200}


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> Any:  # noqa: ANN401 - two callers, two shapes
    """Answer a WebSocket route, or push what a batch of messages tells."""
    if "requestContext" in event:
        return _on_socket(event)
    return process_partial_response(
        event=event, record_handler=push_record, processor=processor, context=context
    )


def push_record(record: SQSRecord) -> None:
    """Do what one message tells: push a room's news or a violation, or hang up."""
    try:
        reached = _push(record.body)
    except Exception:
        logger.exception("news not pushed", message_id=record.message_id)
        raise
    logger.debug("news pushed", reached=reached)


def _push(body: str) -> int:
    world = collaborators()
    try:
        news = world.news.read(body)
    except ValueError:
        return push_violation(
            world.topic.read(body),
            attempts=world.attempts,
            cameras=world.cameras,
            connections=world.connections,
            sockets=world.sockets,
        )
    if isinstance(news, SignedOut):
        return hang_up(
            news, connections=world.connections, sockets=world.sockets, clock=world.clock
        )
    return push_room_news(news, connections=world.connections, sockets=world.sockets)


def _on_socket(event: dict[str, Any]) -> dict[str, int]:
    """
    Answer one event of the WebSocket API.

    Anybody may connect: a ticket in the address would stand in access logs, so it
    comes with the first message, and a connection without one hears nothing.
    """
    connection_id = event["requestContext"]["connectionId"]
    route = event["requestContext"]["routeKey"]
    if route == "$disconnect":
        collaborators().connections.remove(connection_id)
    elif route != "$connect":
        _on_message(connection_id, event.get("body") or "")
    return OK


def _on_message(connection_id: str, body: str) -> None:
    world = collaborators()
    try:
        request = world.sockets.read(body)
    except ValueError:
        world.sockets.post(connection_id, Refused("malformed"))
        return
    match request:
        case SubscribeRequest(ticket):
            subscribe(
                ticket,
                connection_id,
                tokens=world.tokens,
                connections=world.connections,
                sockets=world.sockets,
                clock=world.clock,
            )
        case SignalRequest():
            relay_signal(
                request, connection_id, connections=world.connections, sockets=world.sockets
            )
        case Ping():
            world.sockets.post(connection_id, Pong())
