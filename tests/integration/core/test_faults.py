"""AWS fails beneath the real handlers as it does now and then: nothing is lost or told twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.kinds import Kind
from tests.integration.core.aws_calls import (
    AwsCalls,
    Fault,
    broken,
    gone,
    throttled,
    timed_out,
    too_many_mails,
)
from tests.integration.core.conftest import SignedIn
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.recording import record
from tests.integration.core.room import Attempt, Room
from tests.integration.core.test_detect_frames import kinds, upload
from tests.integration.core.test_send_alerts import mails_to

QueueOf = Callable[[str], Queue]
FunctionOf = Callable[[str], Invoke]


@pytest.fixture
def student(room: Room) -> Attempt:
    return room.join()


@pytest.fixture
def frames(queue: QueueOf) -> Queue:
    found = queue("frames")
    found.drain()
    return found


def told(queue: QueueOf, attempt_id: str) -> int:
    """Count the messages about an attempt that lecturers' pages would hear."""
    return sum(attempt_id in str(message) for message in queue("live").drain())


@pytest.mark.parametrize(
    ("calls", "fault"),
    [
        ("dynamodb:", throttled),
        ("dynamodb:TransactWriteItems", throttled),
        ("dynamodb:", timed_out),
        ("s3:GetObject", timed_out),
        ("s3:GetObject", broken),
        ("s3:PutObject", timed_out),
        ("sns:Publish", broken),
    ],
    ids=lambda given: given if isinstance(given, str) else given.__name__,
)
def test_an_upload_that_met_a_fault_returns_to_its_queue_and_is_judged_and_told_once(
    world: Collaborators,
    student: Attempt,
    frames: Queue,
    queue: QueueOf,
    invoke: FunctionOf,
    aws_calls: AwsCalls,
    calls: str,
    fault: Fault,
) -> None:
    upload(student, *[0] * 6)
    queue("live").drain()
    event = frames.event()
    with aws_calls.failing(calls, fault):
        assert failures(invoke("detect_frames")(event)) == [
            r["messageId"] for r in event["Records"]
        ]
    for _ in range(2):
        assert failures(invoke("detect_frames")(event)) == []
    assert kinds(world, student) == [Kind.NO_FACE]
    assert told(queue, student.attempt_id) == 1


def test_a_moments_throttling_is_tried_again_within_the_call(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf, aws_calls: AwsCalls
) -> None:
    upload(student, *[0] * 6)
    with aws_calls.failing("dynamodb:", throttled, times=1):
        assert failures(invoke("detect_frames")(frames.event())) == []
    assert kinds(world, student) == [Kind.NO_FACE]


def test_pictures_that_expired_before_they_were_looked_at_are_no_fault(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf, aws_calls: AwsCalls
) -> None:
    upload(student, *[0] * 6)
    with aws_calls.failing("s3:GetObject", gone):
        assert failures(invoke("detect_frames")(frames.event())) == []
    assert kinds(world, student) == []


@pytest.mark.parametrize("fault", [too_many_mails, timed_out], ids=lambda fault: fault.__name__)
def test_mail_that_ses_did_not_take_is_sent_once_when_it_does(
    world: Collaborators,
    lecturer: SignedIn,
    room: Room,
    queue: QueueOf,
    invoke: FunctionOf,
    aws_calls: AwsCalls,
    fault: Fault,
) -> None:
    queue("alerts").drain()
    record(world, room.join(), room.exam_id)
    event = queue("alerts").event()
    before = len(mails_to(lecturer.email))
    with aws_calls.failing("ses:", fault):
        assert failures(invoke("send_alerts")(event)) == [r["messageId"] for r in event["Records"]]
    for _ in range(2):
        assert failures(invoke("send_alerts")(event)) == []
    assert len(mails_to(lecturer.email)) == before + 1


@pytest.mark.parametrize("fault", [throttled, timed_out], ids=lambda fault: fault.__name__)
def test_an_answer_that_could_not_be_kept_is_not_acknowledged_and_kept_when_sent_again(
    student: Attempt, aws_calls: AwsCalls, fault: Fault
) -> None:
    with aws_calls.failing("dynamodb:UpdateItem", fault):
        assert student.answer(0, 1).status == 500
    assert student.call("GET", "").body["answers"] == {}
    assert student.answer(0, 1).status == 200
    assert len(student.call("GET", "").body["answers"]) == 1
