"""SQS on the emulator, which looks at no more messages than it must."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef


class Queue:
    """A queue of five numbered messages, which are hidden long once they are received."""

    def __init__(self, sqs: SQSClient) -> None:
        self.sqs = sqs
        self.url = sqs.create_queue(
            QueueName=f"queue-{uuid.uuid4().hex[:8]}", Attributes={"VisibilityTimeout": "600"}
        )["QueueUrl"]
        for number in range(5):
            sqs.send_message(QueueUrl=self.url, MessageBody=str(number))

    def receive(self, count: int, **asked: Any) -> list[MessageTypeDef]:
        answer = self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=count, WaitTimeSeconds=0, **asked
        )
        return answer.get("Messages", [])

    def delete(self, message: MessageTypeDef) -> None:
        self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many may be received, are hidden, and are not due yet."""
        names = ("", "NotVisible", "Delayed")
        attributes = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["All"])
        found: Any = attributes["Attributes"]
        one, two, three = (int(found[f"ApproximateNumberOfMessages{name}"]) for name in names)
        return one, two, three


@pytest.fixture
def queue(sqs: SQSClient) -> Queue:
    return Queue(sqs)


def bodies(messages: list[MessageTypeDef]) -> list[str]:
    return [message["Body"] for message in messages]


def test_each_message_is_given_out_once_and_in_order(queue: Queue) -> None:
    assert bodies(queue.receive(2)) == ["0", "1"]
    assert bodies(queue.receive(10)) == ["2", "3", "4"]
    assert queue.receive(10) == []


def test_messages_are_counted_by_what_may_be_done_with_them(queue: Queue) -> None:
    queue.sqs.send_message(QueueUrl=queue.url, MessageBody="late", DelaySeconds=600)
    queue.receive(2)
    # What is not due yet is no less hidden or visible for it: moto's way of counting.
    assert queue.counts == (3, 2, 1)


def test_a_message_is_deleted_from_among_others(queue: Queue) -> None:
    first, second = queue.receive(2)
    queue.delete(second)
    queue.delete(second)  # SQS says nothing of a second time
    assert queue.counts[:2] == (3, 1)
    queue.sqs.change_message_visibility(
        QueueUrl=queue.url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0
    )
    assert bodies(queue.receive(10)) == ["0", "2", "3", "4"]


def test_a_message_received_again_may_be_deleted_by_its_first_handle(queue: Queue) -> None:
    (first,) = queue.receive(1, VisibilityTimeout=0)
    (again,) = queue.receive(1)
    assert again["MessageId"] == first["MessageId"]
    queue.delete(first)
    assert queue.counts[:2] == (4, 0)


def test_a_handle_that_none_has_is_refused(queue: Queue) -> None:
    with pytest.raises(ClientError) as refused:
        queue.sqs.delete_message(QueueUrl=queue.url, ReceiptHandle="none's")
    assert refused.value.response["Error"]["Code"] == "ReceiptHandleIsInvalid"
