"""What is stored carries how long it is to be kept, as the student was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import boto3
import httpx
import pytest
from mypy_boto3_dynamodb import DynamoDBClient
from mypy_boto3_s3 import S3Client

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.retention import EVIDENCE_TAG, FRAME_TAG
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.queues import Invoke, Queue
from tests.integration.core.room import Room, now_ms
from tests.integration.core.test_detect_frames import upload

SHORT = {"frame_days": 3, "evidence_days": 30}


@pytest.fixture
def room(api: ApiClient, lecturer: SignedIn) -> Room:
    return Room.opened(api, lecturer.id_token, settings=SHORT)


@pytest.fixture
def s3(environment: dict[str, str]) -> Iterator[S3Client]:
    client = boto3.Session().client("s3", endpoint_url=environment["AWS_ENDPOINT_URL"])
    yield client
    client.close()


@pytest.fixture
def dynamodb(environment: dict[str, str]) -> Iterator[DynamoDBClient]:
    client = boto3.Session().client("dynamodb", endpoint_url=environment["AWS_ENDPOINT_URL"])
    yield client
    client.close()


def tags(s3: S3Client, world: Collaborators, key: str) -> dict[str, str]:
    found = s3.get_object_tagging(Bucket=world.config.frames_bucket, Key=key)["TagSet"]
    return {tag["Key"]: tag["Value"] for tag in found}


def test_the_door_tells_for_how_long_and_the_attempt_remembers(
    room: Room, api: ApiClient, world: Collaborators
) -> None:
    told = api.call("GET", f"/rooms/{room.code}").body
    ends = datetime.fromisoformat(told["ends_at"])
    assert told["frame_days"] == 3
    assert datetime.fromisoformat(told["evidence_until"]) == ends + timedelta(days=30)
    assert "+kept-3-30" in told["consent_version"]
    joined = room.join_with("An", "SBD001", told["consent_version"])
    kept = world.attempts.get(joined.body["attempt_id"])
    assert (kept.frame_days, kept.evidence_until) == (3, ends + timedelta(days=30))


def test_whoever_agreed_to_other_times_is_asked_anew(room: Room, api: ApiClient) -> None:
    told = api.call("GET", f"/rooms/{room.code}").body["consent_version"]
    answer = room.join_with("An", "SBD001", told.replace("+kept-3-30", "+kept-1-7"))
    assert answer.code == "consent_missing"


def test_a_signed_upload_carries_its_days_and_none_else_is_taken(room: Room) -> None:
    student = room.join()
    policy = student.page["upload"]
    assert f"<Key>{FRAME_TAG}</Key><Value>3</Value>" in policy["fields"]["tagging"]
    form = {**policy["fields"], "key": f"{policy['key_prefix']}{now_ms():013d}-000000.mjpg"}
    files = {"file": ("x.mjpg", b"\xff\xd8\xff\xd9", policy["content_type"])}
    assert httpx.post(policy["url"], data=form, files=files, trust_env=False).status_code == 204
    form["tagging"] = form["tagging"].replace(">3<", ">30<")
    assert httpx.post(policy["url"], data=form, files=files, trust_env=False).status_code == 403


def test_of_the_usual_time_an_upload_needs_no_tag(api: ApiClient, lecturer: SignedIn) -> None:
    student = Room.opened(api, lecturer.id_token, settings={"frame_days": 30}).join()
    assert "tagging" not in student.page["upload"]["fields"]


def test_evidence_and_what_was_seen_end_when_the_student_was_told(
    room: Room,
    world: Collaborators,
    queue: Callable[[str], Queue],
    invoke: Callable[[str], Invoke],
    s3: S3Client,
    dynamodb: DynamoDBClient,
) -> None:
    student, frames = room.join(), queue("frames")
    frames.drain()
    upload(student, *[2] * 6)
    invoke("detect_frames")(frames.event())
    until = world.attempts.get(student.attempt_id).evidence_until
    assert until is not None
    found = world.violations.read(student.attempt_id).violations[0]
    assert tags(s3, world, found.evidence[0].key) == {EVIDENCE_TAG: "5"}
    table = f"{world.config.resource_prefix}-observations"
    seen = dynamodb.query(
        TableName=table,
        KeyConditionExpression="attempt_id = :one",
        ExpressionAttributeValues={":one": {"S": student.attempt_id}},
    )["Items"]
    assert {item["expires_at"]["N"] for item in seen} == {str(int(until.timestamp()))}
    assert until > datetime.now(UTC)
