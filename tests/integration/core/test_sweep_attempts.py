"""The sweep, as its schedule calls it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.kinds import Kind
from chalicelib.domain.room_cameras import KEY_LIFE, CameraKey, RoomCamera
from tests.fakes.samples import attempt
from tests.integration.core.queues import Invoke, Queue
from tests.integration.core.room import Room

pytestmark = pytest.mark.usefixtures("nobody_else_writes")

FunctionOf = Callable[[str], Invoke]


def test_the_sweep_hands_in_what_is_overdue_and_nothing_holds_it_up(
    world: Collaborators, room: Room, invoke: FunctionOf
) -> None:
    now = datetime.now(UTC)
    writing = room.join()
    overdue = replace(
        attempt(secrets.token_hex(16), exam_id=room.exam_id),
        started_at=now - timedelta(minutes=20),
        deadline=now - timedelta(seconds=61),
    )
    within_grace = replace(
        attempt(secrets.token_hex(16), exam_id=room.exam_id),
        student=replace(overdue.student, number="SBD002"),
        deadline=now - timedelta(seconds=30),
    )
    for made in (overdue, within_grace):
        world.attempts.add(made)
    orphan = attempt(secrets.token_hex(16), exam_id=secrets.token_hex(4))
    world.attempts.add(replace(orphan, deadline=now - timedelta(days=900)))
    swept = invoke("sweep_attempts")({})
    assert swept["closed"] >= 1
    assert swept["failed"] >= 1
    states = [
        world.attempts.get(name).state
        for name in (overdue.attempt_id, within_grace.attempt_id, writing.attempt_id)
    ]
    assert states == [AttemptState.SUBMITTED, AttemptState.WRITING, AttemptState.WRITING]
    assert world.attempts.get(overdue.attempt_id).score is not None


def test_the_sweep_tells_of_a_rooms_camera_that_shows_nothing(
    world: Collaborators, room: Room, invoke: FunctionOf
) -> None:
    room.join()
    camera_id = f"room-{secrets.token_hex(16)}"
    since = datetime.now(UTC) - timedelta(minutes=3)
    key = CameraKey(secrets.token_hex(32), room.exam_id, since + KEY_LIFE)
    world.cameras.add_key(key)
    world.cameras.enrol(key, RoomCamera(camera_id, room.exam_id, "Phòng 204", since))
    assert invoke("sweep_attempts")({})["silent"] >= 1
    [found] = world.violations.read(camera_id).violations
    assert (found.kind, found.exam_id) == (Kind.UNMONITORED, room.exam_id)


def test_the_sweep_tells_of_a_silent_camera_once(
    world: Collaborators,
    room: Room,
    invoke: FunctionOf,
    queue: Callable[[str], Queue],
) -> None:
    silent = replace(
        attempt(secrets.token_hex(16), exam_id=room.exam_id),
        started_at=datetime.now(UTC) - timedelta(minutes=3),
        deadline=datetime.now(UTC) + timedelta(minutes=20),
    )
    world.attempts.add(silent)
    queue("live").drain()
    for _ in range(2):
        assert invoke("sweep_attempts")({})["silent"] >= 1
    [found] = world.violations.read(silent.attempt_id).violations
    assert found.kind is Kind.UNMONITORED
    told = [body for body in map(str, queue("live").drain()) if silent.attempt_id in body]
    assert len(told) == 1
