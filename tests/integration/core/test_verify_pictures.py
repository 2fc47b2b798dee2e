"""The command that proves an attempt's pictures, run as an operator runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import boto3
import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_chain import upload_digest
from chalicelib.domain.frame_uploads import FrameKey, evidence_key
from chalicelib.domain.observations import ObservationBundle
from chalicelib.services.proving import prove_pictures
from tests.fakes.samples import looking
from tests.integration.core.room import Room
from tests.integration.core.test_frame_chain import handed_in, picture

__all__ = ["handed_in"]


def verify(attempt_id: str, *more: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "deployment.verify_pictures", "--attempt", attempt_id]
    prefix = ["--prefix", os.environ["RESOURCE_PREFIX"]]
    ran = subprocess.run([*command, *prefix, *more], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def put(world: Collaborators, key: str, content: bytes) -> None:
    boto3.client("s3").put_object(Bucket=world.config.frames_bucket, Key=key, Body=content)


@pytest.fixture
def sealed(world: Collaborators, room: Room, handed_in: tuple[str, int]) -> tuple[str, int]:
    """An attempt with one upload of two pictures and one kept picture, and its seal."""
    del room
    attempt_id, at = handed_in
    upload, both = FrameKey(attempt_id, at + 5_000, 1), (picture(10), picture(20))
    world.observations.add(
        ObservationBundle(
            attempt_id,
            upload.bundle,
            (looking(at + 5_000), looking(at + 6_000)),
            "m-1",
            upload_digest(both),
        )
    )
    put(world, str(upload), b"".join(both))
    prove_pictures(
        world.attempts.get(attempt_id), observations=world.observations, clock=world.clock
    )
    return attempt_id, at


def head_of(world: Collaborators, attempt_id: str) -> str:
    seal = world.observations.seal(attempt_id)
    assert seal is not None
    return seal.head


def test_pictures_that_nobody_changed_are_proved(
    world: Collaborators, sealed: tuple[str, int]
) -> None:
    attempt_id, _ = sealed
    status, said = verify(attempt_id, "--head", head_of(world, attempt_id))
    assert status == 0, said
    assert "still makes it" in said
    assert "the report's link is the same" in said
    assert "2 unchanged, 0 changed, 0 unknown, 0 missing." in said


def test_a_changed_picture_is_named(world: Collaborators, sealed: tuple[str, int]) -> None:
    attempt_id, at = sealed
    upload = str(FrameKey(attempt_id, at + 5_000, 1))
    put(world, upload, picture(10) + picture(21))
    put(world, evidence_key(attempt_id, at), picture(90))
    status, said = verify(attempt_id)
    assert status == 1
    assert f"CHANGED: {upload}" in said
    assert f"CHANGED: {evidence_key(attempt_id, at)}" in said


def test_a_picture_that_was_taken_away_is_named(
    world: Collaborators, sealed: tuple[str, int]
) -> None:
    attempt_id, at = sealed
    world.frames.discard(evidence_key(attempt_id, at))
    status, said = verify(attempt_id)
    assert status == 1
    assert f"MISSING: {evidence_key(attempt_id, at)}" in said


def test_a_changed_record_breaks_the_seal(world: Collaborators, sealed: tuple[str, int]) -> None:
    attempt_id, at = sealed
    record = {
        "attempt_id": {"S": attempt_id},
        "bundle": {"S": FrameKey(attempt_id, at + 5_000, 1).bundle},
    }
    boto3.client("dynamodb").update_item(
        TableName=f"{world.config.resource_prefix}-observations",
        Key=record,
        UpdateExpression="SET digest = :other",
        ExpressionAttributeValues={":other": {"B": upload_digest([b"1"])}},
    )
    status, said = verify(attempt_id, "--head", "ab" * 32)
    assert status == 1
    assert "DOES NOT MAKE IT ANY MORE" in said
    assert "the report's link is ANOTHER" in said


def test_an_object_that_nobody_looked_at_is_told_apart(
    world: Collaborators, sealed: tuple[str, int]
) -> None:
    attempt_id, at = sealed
    put(world, str(FrameKey(attempt_id, at + 9_000, 9)), picture())
    status, said = verify(attempt_id)
    assert status == 0
    assert "1 unknown" in said


def test_without_a_seal_the_pictures_are_proved_by_their_hashes(
    world: Collaborators, handed_in: tuple[str, int]
) -> None:
    attempt_id, at = handed_in
    status, said = verify(attempt_id)
    assert status == 0
    assert "No seal yet" in said
    world.frames.keep(evidence_key(attempt_id, at), picture(90), until=datetime.now(UTC))
    assert verify(attempt_id)[0] == 1


def test_of_an_attempt_that_is_not_there_nothing_is_said(environment: dict[str, str]) -> None:
    del environment
    assert verify("0" * 32)[0] == 2
