"""The face at the start is kept once, and shown beside the newest picture to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.attempts import Attempt, Student
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptStartedError,
    ExamNotFoundError,
)
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey, identity_key
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.services.identifying import (
    IDENTITY_MS,
    CardShown,
    IdentityPictures,
    check_camera,
    compare_identity,
    keep_identity,
)
from chalicelib.services.ports import StoredUpload
from tests.fakes.exam_room import Room
from tests.fakes.samples import (
    ATTEMPT_ID,
    LECTURER,
    NOW,
    NOW_MS,
    SOMEBODY_ELSE,
    attempt,
    looking,
    seen,
)

RUNNING = attempt(started_at=NOW)
NO_CARD = CardShown(asked=False, picture=None)
OTHER = Student("Trần Thị Bình", "SBD002")


@pytest.fixture
def room() -> Room:
    made = Room()
    made.attempts.add(RUNNING)
    return made


def picture(number: int) -> bytes:
    return b"\xff\xd8\xff" + bytes([number]) + b"\xff\xd9"


def upload(room: Room, *observations: Observation, of: Attempt = RUNNING) -> None:
    """Let some pictures be seen, named by their place in the upload."""
    name = FrameKey(of.attempt_id, observations[0].captured_ms, 0).bundle
    bundle = ObservationBundle(of.attempt_id, name, observations, "m-1")
    room.observations.add(bundle)
    body = b"".join(picture(number) for number in range(len(observations)))
    keep_identity(
        of,
        bundle,
        StoredUpload(body, CONTENT_TYPE, "", observations[-1].captured_ms),
        observations=room.observations,
        frames=room.frames,
    )


def compared(
    room: Room, attempt_id: str = ATTEMPT_ID, lecturer: Lecturer = LECTURER
) -> IdentityPictures:
    return compare_identity(
        "exam-1",
        attempt_id,
        lecturer=lecturer,
        exams=room.exams,
        attempts=room.attempts,
        observations=room.observations,
        frames=room.frames,
    )


def test_the_first_picture_of_one_face_is_kept(room: Room) -> None:
    upload(room, seen(NOW_MS, 0), seen(NOW_MS + 1, 2), looking(NOW_MS + 2), looking(NOW_MS + 3))
    assert room.frames.evidence == {identity_key(ATTEMPT_ID, NOW_MS + 2): picture(2)}


def test_a_later_picture_takes_nothing_over(room: Room) -> None:
    upload(room, looking(NOW_MS))
    upload(room, looking(NOW_MS + 5_000))
    assert set(room.frames.evidence) == {identity_key(ATTEMPT_ID, NOW_MS)}


def test_a_picture_is_kept_again_by_a_worker_that_takes_over(room: Room) -> None:
    upload(room, looking(NOW_MS))
    room.frames.evidence.clear()  # the first worker died before it kept the picture
    upload(room, looking(NOW_MS))
    assert set(room.frames.evidence) == {identity_key(ATTEMPT_ID, NOW_MS)}


def test_long_after_the_start_no_picture_is_one_of_the_start(room: Room) -> None:
    upload(room, looking(NOW_MS + IDENTITY_MS + 1))
    assert room.observations.identity(ATTEMPT_ID) is None


def test_the_waiting_room_counts_however_long_it_lasts(room: Room) -> None:
    waiting = attempt(started_at=None, joined_at=NOW - timedelta(hours=1))
    upload(room, looking(NOW_MS + IDENTITY_MS + 1), of=waiting)
    assert room.observations.identity(ATTEMPT_ID) == NOW_MS + IDENTITY_MS + 1


def test_a_lecturer_sees_the_first_and_the_newest(room: Room) -> None:
    upload(room, looking(NOW_MS))
    upload(room, looking(NOW_MS + 5_000), looking(NOW_MS + 6_000))
    found = compared(room)
    assert found.first is not None
    assert found.latest is not None
    assert (found.first.captured_ms, found.latest.captured_ms) == (NOW_MS, NOW_MS + 6_000)
    assert found.latest.index == 1


def test_where_nothing_came_there_is_nothing_to_compare(room: Room) -> None:
    assert compared(room) == IdentityPictures(None, None, NO_CARD)


def test_no_other_lecturer_and_no_other_exam_shows_it(room: Room) -> None:
    with pytest.raises(ExamNotFoundError):
        compared(room, lecturer=SOMEBODY_ELSE)
    room.attempts.add(attempt("b" * 32, exam_id="exam-2"))
    with pytest.raises(AttemptNotFoundError):
        compared(room, "b" * 32)


def test_the_camera_check_tells_what_was_seen_last(room: Room) -> None:
    claim = room.tokens.verify_attempt(room.join(OTHER).token)
    waiting = room.attempts.get(claim.attempt_id)
    assert checked(room, claim) is None
    upload(room, looking(NOW_MS), seen(NOW_MS + 1_000, 2), of=waiting)
    assert checked(room, claim) == (NOW_MS + 1_000, ("several_faces",))


def test_who_writes_is_not_told_what_is_seen(room: Room) -> None:
    with pytest.raises(AttemptStartedError):
        checked(room, room.claim(OTHER))


def checked(room: Room, claim: AttemptClaim) -> tuple[int, tuple[str, ...]] | None:
    check = check_camera(claim, attempts=room.attempts, observations=room.observations)
    return None if check is None else (check.captured_ms, check.problems)
