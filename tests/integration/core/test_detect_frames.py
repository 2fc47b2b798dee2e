"""Uploads of real photographs, by the events that AWS would pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import boto3
import cv2
import httpx
import numpy as np
import pytest
import skimage.data

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS, FrameKey
from chalicelib.domain.kinds import Kind
from tests.integration.core.queues import Invoke, Queue, failures
from tests.integration.core.room import Attempt, Room, now_ms

QueueOf = Callable[[str], Queue]
FunctionOf = Callable[[str], Invoke]


def jpeg(faces: int) -> bytes:
    """A real photograph of so many people, 240 pixels high."""
    person = cv2.cvtColor(cv2.resize(skimage.data.astronaut(), (240, 240)), cv2.COLOR_RGB2BGR)
    nobody = cv2.cvtColor(cv2.resize(skimage.data.rocket(), (240, 240)), cv2.COLOR_RGB2BGR)
    picture = np.hstack([person] * faces) if faces else nobody
    return cv2.imencode(".jpg", picture)[1].tobytes()


PICTURES = {faces: jpeg(faces) for faces in (0, 1, 2)}


def key_of(student: Attempt, after_s: int = 0) -> str:
    # Just after the start: what was captured before it is not judged.
    started = datetime.fromisoformat(student.page["started_at"])
    start_ms = int(started.timestamp() + 1) * 1_000 + after_s * 1_000
    return str(FrameKey(student.attempt_id, start_ms, abs(after_s)))


def upload(student: Attempt, *faces: int, after_s: int = 0, key: str | None = None) -> str:
    """Post a bundle of a frame a second, as the student's page would; return its key."""
    policy = student.page["upload"]
    key = key or key_of(student, after_s)
    fields = {
        **policy["fields"],
        "key": key,
        "x-amz-meta-offsets": ",".join(str(n * 1_000) for n in range(1, len(faces))),
    }
    body = b"".join(PICTURES[count] for count in faces)
    answer = httpx.post(policy["url"], data=fields, files={"file": body}, trust_env=False)
    assert answer.status_code == 204, answer.text
    return key


@pytest.fixture
def student(room: Room) -> Attempt:
    return room.join()


@pytest.fixture
def frames(queue: QueueOf) -> Queue:
    found = queue("frames")
    found.drain()
    return found


def kinds(world: Collaborators, student: Attempt) -> list[Kind]:
    return [v.kind for v in world.violations.read(student.attempt_id).violations]


@pytest.mark.parametrize(
    ("faces", "found"), [(1, []), (0, [Kind.NO_FACE]), (2, [Kind.SEVERAL_PEOPLE])]
)
def test_photographs_become_what_they_show(
    world: Collaborators,
    student: Attempt,
    frames: Queue,
    invoke: FunctionOf,
    faces: int,
    found: list[Kind],
) -> None:
    upload(student, *[faces] * 6)
    assert failures(invoke("detect_frames")(frames.event())) == []
    assert kinds(world, student) == found


def test_a_violation_reaches_the_lecturer_with_pictures_that_open(
    room: Room, frames: Queue, invoke: FunctionOf
) -> None:
    shown = (1, 1, 2, 2, 2, 2, 1, 1)
    upload(room.join(), *shown)
    invoke("detect_frames")(frames.event())
    found = next(
        v for v in room.call("GET", "/violations").body["items"] if v["kind"] == "several_people"
    )
    start_ms = found["started_ms"] - 2_000
    assert [(e["captured_ms"] - start_ms) // 1_000 for e in found["evidence"]] == [0, 2, 5, 7]
    for evidence in found["evidence"]:
        picture = PICTURES[shown[(evidence["captured_ms"] - start_ms) // 1_000]]
        assert httpx.get(evidence["url"], trust_env=False).content == picture


def test_a_redelivered_event_tells_nothing_twice(
    student: Attempt, frames: Queue, queue: QueueOf, invoke: FunctionOf
) -> None:
    upload(student, *[2] * 5)
    event = frames.event()
    queue("live").drain()
    for _ in range(2):
        invoke("detect_frames")(event)
    assert len(queue("live").drain()) == 1


def test_uploads_of_one_batch_out_of_order_are_one_violation(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf
) -> None:
    for start in (4, 0):
        upload(student, *[0] * 4, after_s=start)
    invoke("detect_frames")(frames.event())
    [found] = world.violations.read(student.attempt_id).violations
    assert found.ended_ms - found.started_ms == 7_000


def test_the_test_event_of_s3_is_no_fault(
    world: Collaborators, frames: Queue, invoke: FunctionOf, environment: dict[str, str]
) -> None:
    s3 = boto3.client("s3", endpoint_url=environment["AWS_ENDPOINT_URL"])
    bucket = world.config.frames_bucket
    wired = s3.get_bucket_notification_configuration(Bucket=bucket)
    s3.put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={"QueueConfigurations": wired["QueueConfigurations"]},
    )
    event = frames.event()
    s3.close()
    assert json.loads(event["Records"][0]["body"])["Event"] == "s3:TestEvent"
    assert failures(invoke("detect_frames")(event)) == []


def test_only_the_malformed_keys_of_a_batch_return_to_the_queue(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf
) -> None:
    upload(student, 1, key=f"frames/{student.attempt_id}/một ảnh+.mjpg")
    upload(student, *[0] * 6)
    event = frames.event()
    bad = [r["messageId"] for r in event["Records"] if "000000.mjpg" not in r["body"]]
    assert failures(invoke("detect_frames")(event)) == bad
    assert len(bad) == 1
    assert kinds(world, student) == [Kind.NO_FACE]


def test_an_upload_that_is_gone_is_no_fault(
    student: Attempt, frames: Queue, invoke: FunctionOf, world: Collaborators
) -> None:
    key = str(FrameKey(student.attempt_id, now_ms(), 0))
    notice = {"Records": [{"s3": {"object": {"key": key}}}]}
    assert failures(invoke("detect_frames")(frames.event_of(json.dumps(notice)))) == []
    assert kinds(world, student) == []


@pytest.mark.parametrize("after_s", [-3_600, 600, 3_600])
def test_pictures_of_another_time_are_set_aside_with_a_hint(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf, after_s: int
) -> None:
    upload(student, *[2] * 6, after_s=after_s)
    event = frames.event()
    for _ in range(2):
        assert failures(invoke("detect_frames")(event)) == []
    assert kinds(world, student) == [Kind.EVIDENCE_TAMPERED]
    assert world.observations.between(student.attempt_id, 0, MAX_CAPTURED_MS) == ()


def test_a_second_upload_of_other_bytes_leaves_a_hint_and_changes_nothing_else(
    world: Collaborators, student: Attempt, frames: Queue, invoke: FunctionOf
) -> None:
    key = upload(student, 1, 1)
    invoke("detect_frames")(frames.event())
    before = world.observations.between(student.attempt_id, 0, MAX_CAPTURED_MS)
    upload(student, 1, 1, key=key)
    invoke("detect_frames")(frames.event())
    assert kinds(world, student) == []
    upload(student, 0, 0, key=key)
    invoke("detect_frames")(frames.event())
    assert kinds(world, student) == [Kind.EVIDENCE_TAMPERED]
    assert world.observations.between(student.attempt_id, 0, MAX_CAPTURED_MS) == before


def test_after_the_hand_in_no_upload_is_signed_any_more(student: Attempt) -> None:
    assert student.call("POST", "/submit").status == 200
    beat = student.call("POST", "/heartbeat", {"camera": "on"})
    assert (beat.body["upload"], student.call("GET", "").body["upload"]) == (None, None)
