from __future__ import annotations

import json
import time
from dataclasses import dataclass

import boto3
import pytest

from deployment.dead_letters.__main__ import main
from deployment.dead_letters.queues import DeadLetterQueue, find_queue, peek
from tests.integration.deployment.installation import PREFIX, install_function, install_queue

KEY = "frames/attempt-1/1700000000000-5.mjpg"
UPLOAD = json.dumps({"Records": [{"s3": {"object": {"key": KEY}}}]})


@dataclass
class Failed:
    """The frames queue of an installation with dead letters."""

    account: boto3.Session

    @property
    def queue(self) -> DeadLetterQueue:
        return find_queue(self.account.client("sqs"), PREFIX, "frames")

    def add(self, body: str) -> str:
        sent = self.account.client("sqs").send_message(
            QueueUrl=self.queue.url, MessageBody=body, MessageAttributes={}
        )
        return sent["MessageId"]

    def bodies(self, url: str) -> list[str]:
        answer = self.account.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [message["Body"] for message in answer.get("Messages", [])]

    def log(self, **entry: str) -> None:
        """Give the queue the function that reads it, and the function a line in its log."""
        self.account.client("lambda").create_event_source_mapping(
            EventSourceArn=self.queue.source_arn,
            FunctionName=install_function(self.account, "detect_frames"),
        )
        logs = self.account.client("logs")
        group = f"/aws/lambda/{PREFIX}-detect-frames"
        logs.create_log_group(logGroupName=group)
        logs.create_log_stream(logGroupName=group, logStreamName="one")
        logs.put_log_events(
            logGroupName=group,
            logStreamName="one",
            logEvents=[{"timestamp": int(time.time() * 1000), "message": json.dumps(entry)}],
        )


@pytest.fixture
def failed(account: boto3.Session) -> Failed:
    install_queue(account, "frames")
    return Failed(account)


def run(*arguments: str) -> int:
    return main([*arguments, "--prefix", PREFIX])


def test_the_list_counts_what_waits(failed: Failed, capsys: pytest.CaptureFixture[str]) -> None:
    failed.add(UPLOAD)
    status = run("list")
    assert (status, capsys.readouterr().out.splitlines()[1].split()) == (1, ["frames", "1", "0"])


def test_an_empty_list_is_a_success(failed: Failed) -> None:
    del failed
    assert run("list") == 0


def test_a_wrong_prefix_is_not_taken_for_an_empty_list(account: boto3.Session) -> None:
    del account
    assert main(["list", "--prefix", "somebody-else"]) == 1


def test_what_a_message_asks_for_is_explained(
    failed: Failed, capsys: pytest.CaptureFixture[str]
) -> None:
    failed.add(UPLOAD)
    run("explain", "--queue", "frames")
    assert f"look at {KEY}" in capsys.readouterr().out


def test_why_it_failed_is_read_from_the_functions_log(
    failed: Failed, capsys: pytest.CaptureFixture[str]
) -> None:
    failed.add(UPLOAD)
    failed.log(
        level="ERROR",
        message="upload not analysed",
        key=KEY,
        exception="Traceback\n  …\nMemoryError: too large",
    )
    run("explain", "--queue", "frames")
    assert "failed:  upload not analysed: MemoryError: too large" in capsys.readouterr().out


def test_a_failure_that_left_no_trace_is_said_to_have_left_none(
    failed: Failed, capsys: pytest.CaptureFixture[str]
) -> None:
    failed.add(UPLOAD)
    failed.log(level="ERROR", message="upload not analysed", key="frames/another.mjpg")
    run("explain", "--queue", "frames")
    assert "no error names it" in capsys.readouterr().out


def test_explaining_leaves_every_message_where_it_is(failed: Failed) -> None:
    failed.add(UPLOAD)
    run("explain", "--queue", "frames")
    assert failed.bodies(failed.queue.url) == [UPLOAD]


def test_no_more_messages_are_read_than_asked_for(failed: Failed) -> None:
    for number in range(3):
        failed.add(str(number))
    assert len(peek(failed.account.client("sqs"), failed.queue, 2)) == 2


def test_replay_sends_messages_back_to_where_they_came_from(failed: Failed) -> None:
    failed.add(UPLOAD)
    run("replay", "--queue", "frames")
    assert failed.bodies(failed.queue.source_url) == [UPLOAD]


def test_replay_empties_the_dead_letters(failed: Failed) -> None:
    for number in range(12):
        failed.add(str(number))
    run("replay", "--queue", "frames")
    assert failed.queue.waiting == 0


@pytest.mark.parametrize("name", ["frames", f"{PREFIX}-frames", f"{PREFIX}-frames-dead-letters"])
def test_a_queue_may_be_named_shortly_or_in_full(failed: Failed, name: str) -> None:
    assert find_queue(failed.account.client("sqs"), PREFIX, name) == failed.queue


def test_an_unknown_queue_is_answered_with_those_that_there_are(
    failed: Failed, capsys: pytest.CaptureFixture[str]
) -> None:
    del failed
    status = run("replay", "--queue", "pictures")
    assert (status, capsys.readouterr().err) == (
        1,
        "no dead-letter queue pictures; there are frames\n",
    )
