"""Queues wired to functions as on Lambda."""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from local.pollers import QueuePoller
from local.resources import EventSource

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

LIMIT_S = 15


class Recorder:
    """A function that keeps its events and answers as told."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.events: list[dict[str, Any]] = []
        self.poison: set[str] = set()
        self.raises = False
        self.answer: dict[str, Any] | None = None

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        self.events.append(event)
        self.batches.append([record["body"] for record in event["Records"]])
        if self.raises:
            raise RuntimeError("the handler broke")
        if self.answer is not None:
            return self.answer
        failed = [r["messageId"] for r in event["Records"] if r["body"] in self.poison]
        return {"batchItemFailures": [{"itemIdentifier": name} for name in failed]}


class Mapping:
    """A fresh queue with dead letters, a recorder, and the poller between them."""

    def __init__(
        self, sqs: SQSClient, *, hidden_s: int, batch_size: int = 10, window_s: int = 0
    ) -> None:
        self.sqs = sqs
        self.name = f"poller-{uuid.uuid4().hex[:8]}"
        self.dead_letters = sqs.create_queue(QueueName=self.name + "-dead")["QueueUrl"]
        arn = self.attribute(self.dead_letters, "QueueArn")
        redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": 5}
        self.url = sqs.create_queue(
            QueueName=self.name,
            Attributes={"VisibilityTimeout": str(hidden_s), "RedrivePolicy": json.dumps(redrive)},
        )["QueueUrl"]
        self.function = Recorder()
        self.stop = threading.Event()
        self.poller = QueuePoller(
            sqs,
            EventSource(self.name, "recorder", batch_size=batch_size, window_s=window_s),
            self.function,
            queue_name=self.name,
            longest_window_s=60,
            poll_every_s=0.01,
        )

    def send(self, *bodies: str) -> None:
        for body in bodies:
            self.sqs.send_message(QueueUrl=self.url, MessageBody=body)

    def poll(self) -> int:
        return self.poller.poll(self.stop)

    def attribute(self, url: str, name: Any) -> str:
        answer = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
        return str(answer["Attributes"][name])

    @property
    def waiting(self) -> int:
        return int(self.attribute(self.url, "ApproximateNumberOfMessages"))

    @property
    def hidden(self) -> int:
        return int(self.attribute(self.url, "ApproximateNumberOfMessagesNotVisible"))


def test_an_event_has_the_shape_that_lambda_gives_it(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    sqs.send_message(
        QueueUrl=mapping.url,
        MessageBody="one",
        MessageAttributes={"kind": {"DataType": "String", "StringValue": "phone"}},
    )
    mapping.poll()
    [record] = mapping.function.events[0]["Records"]
    assert set(record) == {
        "messageId", "receiptHandle", "body", "attributes", "messageAttributes", "md5OfBody",
        "eventSource", "eventSourceARN", "awsRegion",
    }  # fmt: skip
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == f"arn:aws:sqs:ap-southeast-1:123456789012:{mapping.name}"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record["messageAttributes"]["kind"]["stringValue"] == "phone"


def test_what_was_processed_leaves_the_queue(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    mapping.send("one", "two")
    assert mapping.poll() == 2
    assert (mapping.waiting, mapping.hidden) == (0, 0)


def test_only_what_failed_stays_and_stays_hidden(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    mapping.function.poison = {"bad"}
    mapping.send("good", "bad", "fine")
    mapping.poll()
    assert (mapping.waiting, mapping.hidden) == (0, 1)
    assert mapping.poll() == 0


def test_an_exception_keeps_the_whole_batch_and_is_told(
    sqs: SQSClient, caplog: pytest.LogCaptureFixture
) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    mapping.function.raises = True
    mapping.send("one", "two")
    with caplog.at_level(logging.ERROR):
        mapping.poll()
    assert mapping.hidden == 2
    assert "the handler broke" in caplog.text


def test_a_malformed_answer_keeps_the_whole_batch(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    mapping.function.answer = {"batchItemFailures": [{"itemIdentifier": ""}]}
    mapping.send("one", "two")
    mapping.poll()
    assert mapping.hidden == 2


def test_a_failed_message_returns_after_its_visibility_time_out(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=1)
    mapping.function.poison = {"bad"}
    mapping.send("bad")
    mapping.poll()
    mapping.function.poison = set()
    ends_s = time.monotonic() + LIMIT_S
    while not mapping.poll() and time.monotonic() < ends_s:
        mapping.stop.wait(0.05)
    records = [event["Records"][0] for event in mapping.function.events]
    counts = [record["attributes"]["ApproximateReceiveCount"] for record in records]
    assert counts == ["1", "2"]


def test_a_message_that_failed_five_times_goes_to_the_dead_letters(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=0)
    mapping.function.poison = {"bad"}
    mapping.send("bad")
    while mapping.poll():
        pass
    [dead] = sqs.receive_message(QueueUrl=mapping.dead_letters)["Messages"]
    assert (len(mapping.function.batches), dead["Body"]) == (5, "bad")


def test_no_batch_exceeds_the_sources_size(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30, batch_size=3)
    mapping.send(*"abcdefg")
    while mapping.poll():
        pass
    assert [len(batch) for batch in mapping.function.batches] == [3, 3, 1]


def test_a_batch_may_hold_more_than_one_receive_gives(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30, batch_size=25, window_s=30)
    mapping.send(*(str(i) for i in range(25)))
    mapping.poll()
    assert [len(batch) for batch in mapping.function.batches] == [25]
    assert (mapping.waiting, mapping.hidden) == (0, 0)


def test_a_window_gathers_what_comes_after_the_first_message(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30, batch_size=2, window_s=30)
    mapping.send("first")
    thread = threading.Thread(target=mapping.poll)
    thread.start()
    while not mapping.hidden:
        mapping.stop.wait(0.01)
    mapping.send("second")
    thread.join(LIMIT_S)
    assert mapping.function.batches == [["first", "second"]]


def test_without_a_window_a_message_does_not_wait(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30, batch_size=2)
    mapping.send("only")
    assert mapping.poll() == 1


def test_two_pollers_neither_lose_nor_double_a_message(sqs: SQSClient) -> None:
    mapping = Mapping(sqs, hidden_s=30)
    sent = [str(i) for i in range(200)]
    threads = [threading.Thread(target=mapping.poller.run, args=(mapping.stop,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    mapping.send(*sent)
    ends_s = time.monotonic() + LIMIT_S
    while mapping.waiting + mapping.hidden and time.monotonic() < ends_s:
        time.sleep(0.02)
    mapping.stop.set()
    for thread in threads:
        thread.join(LIMIT_S)
    seen = [body for batch in mapping.function.batches for body in batch]
    assert sorted(seen) == sorted(sent)
