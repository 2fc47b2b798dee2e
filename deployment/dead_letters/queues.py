"""The dead-letter queues of an installation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mypy_boto3_sqs import SQSClient
from mypy_boto3_sqs.type_defs import MessageTypeDef

SUFFIX: Final = "-dead-letters"
_HIDDEN_WHILE_READ_S: Final = 60
_BATCH: Final = 10  # the most that SQS hands out at once


class NoSuchQueueError(LookupError):
    """Raised when an installation has no such queue."""


class ReplayError(RuntimeError):
    """Raised when SQS did not take a message back; it stays among the dead letters."""


@dataclass(frozen=True, slots=True)
class DeadLetterQueue:
    """A queue of failed work and the queue that the work came from."""

    name: str
    """What the source is called after the prefix: ``frames``."""
    url: str
    source_url: str
    source_arn: str
    waiting: int
    """Messages, about: SQS does not count exactly."""
    hidden: int
    """Messages that somebody is reading just now."""


def find_queues(sqs: SQSClient, prefix: str) -> list[DeadLetterQueue]:
    """Return every dead-letter queue of an installation, by name."""
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix=f"{prefix}-")
    urls = (url for page in pages for url in page.get("QueueUrls", []))
    return [_read(sqs, prefix, url) for url in sorted(urls) if url.endswith(SUFFIX)]


def find_queue(sqs: SQSClient, prefix: str, name: str) -> DeadLetterQueue:
    """
    Return one dead-letter queue by its source's name, with or without what stands around it.

    Raises:
        NoSuchQueueError: The installation has none of this name; says which it has.
    """
    queues = {queue.name: queue for queue in find_queues(sqs, prefix)}
    short = name.removeprefix(f"{prefix}-").removesuffix(SUFFIX)
    if short not in queues:
        there_are = ", ".join(queues) or "none: is the prefix right, and the region?"
        raise NoSuchQueueError(f"no dead-letter queue {name}; there are {there_are}")
    return queues[short]


def peek(sqs: SQSClient, queue: DeadLetterQueue, most: int) -> list[MessageTypeDef]:
    """Return some messages and leave them where they are."""
    messages: list[MessageTypeDef] = []
    try:
        while len(messages) < most and (batch := _receive(sqs, queue, most - len(messages))):
            messages += batch
    finally:
        for message in messages:
            sqs.change_message_visibility(
                QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
            )
    return messages


def replay(sqs: SQSClient, queue: DeadLetterQueue) -> Iterator[MessageTypeDef]:
    """
    Move every message back to where it came from, and yield it.

    A message is deleted here only after SQS has taken it there, so that breaking off
    loses nothing; at worst one is done twice, which changes nothing.  Ends at what was
    replayed by this very call and has failed again.

    Raises:
        ReplayError: SQS refused one.
    """
    started_ms = time.time() * 1000
    while batch := _receive(sqs, queue, _BATCH):
        for message in batch:
            if int(message["Attributes"]["SentTimestamp"]) > started_ms:
                return
            try:
                sqs.send_message(
                    QueueUrl=queue.source_url,
                    MessageBody=message["Body"],
                    MessageAttributes=message.get("MessageAttributes", {}),
                )
            except sqs.exceptions.ClientError as error:
                raise ReplayError(f"{message['MessageId']}: {error}") from error
            sqs.delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])
            yield message


def _receive(sqs: SQSClient, queue: DeadLetterQueue, most: int) -> list[MessageTypeDef]:
    answer = sqs.receive_message(
        QueueUrl=queue.url,
        MaxNumberOfMessages=min(most, _BATCH),
        VisibilityTimeout=_HIDDEN_WHILE_READ_S,
        WaitTimeSeconds=1,  # asks every server of the queue, not a sample
        MessageSystemAttributeNames=["All"],
        MessageAttributeNames=["All"],
    )
    return answer.get("Messages", [])


def _read(sqs: SQSClient, prefix: str, url: str) -> DeadLetterQueue:
    counts = sqs.get_queue_attributes(
        QueueUrl=url,
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    source_url = url.removesuffix(SUFFIX)
    source = sqs.get_queue_attributes(QueueUrl=source_url, AttributeNames=["QueueArn"])
    return DeadLetterQueue(
        name=source_url.rpartition("/")[2].removeprefix(f"{prefix}-"),
        url=url,
        source_url=source_url,
        source_arn=source["Attributes"]["QueueArn"],
        waiting=int(counts["ApproximateNumberOfMessages"]),
        hidden=int(counts["ApproximateNumberOfMessagesNotVisible"]),
    )
