"""Silent cameras are noticed, told once, and followed until they are heard of again."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.attempts import Student
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.room_cameras import RoomCamera
from chalicelib.domain.supervision import Supervision
from chalicelib.services.judging import started_ms
from chalicelib.services.sweeping import AT_ONCE
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.exam_room import Room
from tests.fakes.samples import attempt, seen


@pytest.fixture
def room() -> Room:
    return Room()


def frame(room: Room, attempt_id: str) -> None:
    """Let the camera be seen now."""
    now_ms = round(room.clock.now().timestamp() * 1_000)
    name = FrameKey(attempt_id, now_ms, 0).bundle
    room.observations.add(ObservationBundle(attempt_id, name, (seen(now_ms),), "m-1"))


def spans(room: Room, attempt_id: str) -> list[tuple[Kind, int, int]]:
    start = started_ms(room.attempts.get(attempt_id))
    return [
        (v.kind, (v.started_ms - start) // 1_000, (v.ended_ms - start) // 1_000)
        for v in room.violations.read(attempt_id).violations
    ]


def test_a_camera_that_never_came_is_silent_since_the_start(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(seconds=59)
    assert room.sweep().silent == 0
    room.clock.pass_by(seconds=1)
    assert room.sweep().silent == 1
    assert spans(room, claim.attempt_id) == [(Kind.UNMONITORED, 0, 60)]


def test_a_silence_grows_and_is_told_once(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(seconds=30)
    frame(room, claim.attempt_id)
    for _ in range(5):
        room.clock.pass_by(seconds=60)
        room.sweep()
    assert spans(room, claim.attempt_id) == [(Kind.UNMONITORED, 30, 330)]
    assert len(room.topic.published) == 1


def test_a_camera_that_is_heard_of_is_not_silent(room: Room) -> None:
    claim = room.claim()
    for _ in range(5):
        room.clock.pass_by(seconds=50)
        frame(room, claim.attempt_id)
        assert room.sweep().silent == 0
    assert spans(room, claim.attempt_id) == []


def test_two_silences_are_two(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(seconds=70)
    room.sweep()
    room.clock.pass_by(seconds=30)
    frame(room, claim.attempt_id)
    room.clock.pass_by(seconds=70)
    room.sweep()
    assert spans(room, claim.attempt_id) == [
        (Kind.UNMONITORED, 0, 70),
        (Kind.UNMONITORED, 100, 170),
    ]


def test_after_the_deadline_no_camera_is_missed(room: Room) -> None:
    claim = room.claim()
    room.clock.pass_by(minutes=44, seconds=30)
    frame(room, claim.attempt_id)
    room.clock.pass_by(minutes=1, seconds=20)
    assert room.sweep().silent == 0
    assert spans(room, claim.attempt_id) == []


def test_who_is_exempt_may_keep_the_camera_off(room: Room) -> None:
    claim = room.claim()
    room.attempts.exempt(claim.attempt_id, {Kind.UNMONITORED})
    room.clock.pass_by(minutes=5)
    assert room.sweep().silent == 0


def test_one_attempt_that_fails_holds_up_no_other(room: Room) -> None:
    claim = room.claim()
    room.topic.failures = 1
    room.clock.pass_by(minutes=5)
    swept = room.sweep()
    assert (swept.silent, set(swept.failed)) == (0, {claim.attempt_id})
    assert room.sweep().silent == 1


def test_attempts_are_looked_at_side_by_side(room: Room) -> None:
    for number in range(AT_ONCE):
        room.claim(Student(f"Học sinh {number}", str(number)))
    room.clock.pass_by(minutes=5)
    # Each waits until as many wait with it: one after the other, nobody would go on.
    together = threading.Barrier(AT_ONCE)
    room.observations.before_last = lambda: together.wait(timeout=60)
    swept = room.sweep()
    assert (swept.silent, swept.failed) == (AT_ONCE, {})


def test_an_exam_that_cannot_be_read_fails_its_own_attempts_alone(room: Room) -> None:
    claim = room.claim()
    orphan = attempt("b" * 32, exam_id="nowhere")
    room.attempts.add(orphan)
    room.clock.pass_by(minutes=5)
    swept = room.sweep()
    assert (swept.silent, set(swept.failed)) == (1, {orphan.attempt_id})
    assert claim.attempt_id != orphan.attempt_id


def watching_room(room: Room, *, enrolled_s: float = 0, removed: bool = False) -> str:
    """Let a camera of the room have been enrolled so long after now."""
    enrolled_at = room.clock.now() + timedelta(seconds=enrolled_s)
    camera = RoomCamera(f"room-{'c' * 32}", "exam-1", "Phòng 204", enrolled_at, removed=removed)
    room.cameras = FakeCameraStore(camera)
    return camera.camera_id


def silences(room: Room, camera_id: str) -> list[tuple[Kind, int]]:
    """Return how long a room's camera was silent each time, in seconds."""
    found = room.violations.read(camera_id).violations
    return [(one.kind, (one.ended_ms - one.started_ms) // 1_000) for one in found]


def test_a_rooms_camera_that_shows_nothing_while_somebody_writes_is_silent(room: Room) -> None:
    room.claim()
    camera_id = watching_room(room)
    for _ in range(2):
        room.clock.pass_by(seconds=60)
        assert room.sweep().silent == 2  # the student's camera, too
    assert silences(room, camera_id) == [(Kind.UNMONITORED, 120)]
    assert [v.attempt_id for v in room.topic.published].count(camera_id) == 1


def test_a_rooms_camera_that_is_heard_of_is_not_silent(room: Room) -> None:
    room.claim()
    camera_id = watching_room(room)
    room.clock.pass_by(seconds=90)
    frame(room, camera_id)
    room.clock.pass_by(seconds=30)
    room.sweep()
    assert silences(room, camera_id) == []


def test_a_rooms_camera_is_not_missed_before_it_was_enrolled(room: Room) -> None:
    room.claim()
    camera_id = watching_room(room, enrolled_s=100)
    room.clock.pass_by(seconds=120)
    room.sweep()
    assert silences(room, camera_id) == []


def test_a_camera_that_was_removed_is_not_missed(room: Room) -> None:
    room.claim()
    camera_id = watching_room(room, removed=True)
    room.clock.pass_by(minutes=5)
    room.sweep()
    assert silences(room, camera_id) == []


def test_a_room_in_which_nobody_writes_need_not_be_seen(room: Room) -> None:
    camera_id = watching_room(room)
    room.clock.pass_by(minutes=5)
    room.sweep()
    assert silences(room, camera_id) == []


def test_a_camera_may_be_silent_while_the_clock_stands(room: Room) -> None:
    claim = room.claim()
    frame(room, claim.attempt_id)
    sat, now = room.attempts.get(claim.attempt_id), room.clock.now()
    stood = Supervision(stood=((now, now + timedelta(seconds=100)),))
    room.attempts.supervise(replace(sat, supervision=stood), after=sat)
    room.clock.pass_by(seconds=150)
    assert room.sweep().silent == 0
    room.clock.pass_by(seconds=10)
    assert room.sweep().silent == 1
    assert spans(room, claim.attempt_id) == [(Kind.UNMONITORED, 100, 160)]
