"""The queues, and the functions that are wired to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mypy_boto3_sqs import SQSClient
from mypy_boto3_sqs.type_defs import MessageTypeDef

from local.lambda_runtime import LambdaFunction, load
from local.resources import function
from local.sqs_events import sqs_event

Invoke = Callable[[dict[str, Any]], Any]


class Queue:
    """One queue, read as Lambda's poller reads it."""

    def __init__(self, sqs: SQSClient, name: str) -> None:
        self._sqs = sqs
        self._url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        answer = sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        self._arn = answer["Attributes"]["QueueArn"]

    def drain(self) -> list[MessageTypeDef]:
        """Take every message off."""
        taken: list[MessageTypeDef] = []
        while messages := self._receive():
            taken += messages
            for message in messages:
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return taken

    def event(self) -> dict[str, Any]:
        """Take every message off, as the event that Lambda would make of them."""
        return sqs_event(self.drain(), self._arn)

    def event_of(self, *bodies: str) -> dict[str, Any]:
        """Send these bodies, and take them off as an event."""
        self.drain()
        for body in bodies:
            self._sqs.send_message(QueueUrl=self._url, MessageBody=body)
        return self.event()

    def _receive(self) -> list[MessageTypeDef]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=10,
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return answer.get("Messages", [])


def deployed(name: str, *, prefix: str) -> Invoke:
    """Return a function behind Lambda's calling convention."""
    declared = function(name)
    return LambdaFunction(declared, load(declared), prefix=prefix)


def failures(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """Return the messages that a batch answer gives back."""
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
