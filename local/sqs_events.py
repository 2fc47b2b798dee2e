"""Lambda's SQS events, and how it reads the answer to them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from local.resources import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BatchAnswerError(ValueError):
    """Raised when a batch answer is of no shape that Lambda knows: the whole batch failed."""


def sqs_event(messages: Sequence[Mapping[str, Any]], queue_arn: str) -> dict[str, Any]:
    """
    Build the event for a batch.

    Args:
        messages: What ``ReceiveMessage`` returned.
        queue_arn: The queue they came from.
    """
    return {"Records": [_record(message, queue_arn) for message in messages]}


def _record(message: Mapping[str, Any], queue_arn: str) -> dict[str, Any]:
    attributes = message.get("MessageAttributes", {})
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": dict(message["Attributes"]),
        "messageAttributes": {name: _attribute(value) for name, value in attributes.items()},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    }


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    attribute: dict[str, Any] = {
        "dataType": value["DataType"],
        "stringListValues": [],
        "binaryListValues": [],
    }
    if "StringValue" in value:
        attribute["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        attribute["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return attribute


def failed_messages(answer: object, message_ids: frozenset[str]) -> frozenset[str]:
    """
    Read a partial batch response.

    Nothing, an empty object and an empty list mean that every message was processed.

    Args:
        answer: What the handler returned.
        message_ids: The batch's messages.

    Returns:
        The ids that failed.

    Raises:
        BatchAnswerError: The answer is malformed or names a message that is not in the
            batch; Lambda then takes the whole batch as failed.
    """
    if answer is None or answer == {}:
        return frozenset()
    if not isinstance(answer, dict):
        raise BatchAnswerError(f"not an object: {answer!r}")
    try:
        failures = answer["batchItemFailures"] or []
        failed = frozenset(failure["itemIdentifier"] for failure in failures)
    except (KeyError, TypeError) as error:
        raise BatchAnswerError(f"malformed: {answer!r}") from error
    if not failed <= message_ids:
        raise BatchAnswerError(f"unknown messages: {sorted(map(str, failed - message_ids))}")
    return failed
