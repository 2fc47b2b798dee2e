"""A lecturer compares faces at moments drawn by chance; what is said is kept with the picture."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import AttemptNotFoundError, ExamNotFoundError, InvalidError
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey, identity_key, spot_key
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.spot_checks import Verdict, spot_moments
from chalicelib.services.ports import StoredUpload
from chalicelib.services.spot_checking import (
    SpotCheckRoom,
    SpotChecks,
    decide_spot_check,
    next_spot_check,
    read_spot_checks,
)
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW, NOW_MS, SOMEBODY_ELSE, attempt, looking

BEGAN = NOW - timedelta(minutes=25)
WRITING = attempt(started_at=BEGAN, joined_at=BEGAN, deadline=NOW + timedelta(hours=1))
ID = WRITING.attempt_id
JPEG = b"\xff\xd8\xff\x01\xff\xd9"


@pytest.fixture
def room() -> Room:
    made = Room()
    made.attempts.add(WRITING)
    made.observations.fix_identity(ID, NOW_MS - 1_500_000)
    for moment_ms in moments(made):
        show(made, moment_ms)
    return made


def moments(room: Room) -> tuple[int, ...]:
    now_ms = round(room.clock.now().timestamp() * 1_000)
    return spot_moments(WRITING, now_ms, seal=room.tokens.seal)


def show(room: Room, captured_ms: int) -> None:
    key = FrameKey(ID, captured_ms, 0)
    room.observations.add(ObservationBundle(ID, key.bundle, (looking(captured_ms),), "m-1"))
    room.frames.uploads[str(key)] = StoredUpload(JPEG, CONTENT_TYPE, "", captured_ms)


def needs(room: Room) -> SpotCheckRoom:
    return SpotCheckRoom(
        exams=room.exams,
        attempts=room.attempts,
        observations=room.observations,
        events=room.events,
        violations=room.violations,
        frames=room.frames,
        topic=room.topic,
        tokens=room.tokens,
        clock=room.clock,
    )


def read(room: Room, lecturer: Lecturer = LECTURER) -> SpotChecks:
    return read_spot_checks("exam-1", ID, lecturer=lecturer, room=needs(room))


def decide(room: Room, moment_ms: int, verdict: Verdict) -> SpotChecks:
    return decide_spot_check("exam-1", ID, moment_ms, verdict, lecturer=LECTURER, room=needs(room))


def test_both_pictures_of_every_moment_that_came_are_shown(room: Room) -> None:
    found = read(room)
    assert [check.moment_ms for check in found.items] == list(moments(room))
    assert len(found.items) >= 2
    assert found.first
    assert found.first.url == room.frames.sign_read(identity_key(ID, NOW_MS - 1_500_000))
    assert all(check.picture and not check.verdicts for check in found.items)


def test_what_is_said_is_kept_with_its_picture_and_may_be_said_anew(room: Room) -> None:
    moment_ms = moments(room)[0]
    decide(room, moment_ms, Verdict.UNCLEAR)
    assert room.frames.evidence[spot_key(ID, moment_ms)] == JPEG
    room.frames.uploads.clear()  # expired meanwhile
    room.clock.pass_by(seconds=5)
    found = decide(room, moment_ms, Verdict.SAME)
    check = found.items[0]
    assert [said.details["verdict"] for said in check.verdicts] == ["unclear", "same"]
    assert {said.details["by"] for said in check.verdicts} == {LECTURER.name}
    assert check.picture
    assert check.picture.url == room.frames.sign_read(spot_key(ID, moment_ms))
    assert room.violations.read(ID).violations == ()


def test_another_person_is_a_violation_with_the_picture_and_told_once(room: Room) -> None:
    moment_ms = moments(room)[1]
    decide(room, moment_ms, Verdict.DIFFERENT)
    room.clock.pass_by(seconds=5)
    decide(room, moment_ms, Verdict.DIFFERENT)
    (found,) = room.violations.read(ID).violations
    assert (found.kind, found.severity) == (Kind.DIFFERENT_PERSON, Severity.HIGH)
    assert [picture.captured_ms for picture in found.evidence] == [moment_ms]
    assert len(room.topic.published) == 1


def test_the_next_check_is_the_newest_that_nobody_made(room: Room) -> None:
    newest = moments(room)[-1]
    found = next_spot_check("exam-1", after=None, lecturer=LECTURER, room=needs(room))
    assert found
    assert [check.moment_ms for check in found.items] == [newest]
    decide(room, newest, Verdict.SAME)
    assert next_spot_check("exam-1", after=None, lecturer=LECTURER, room=needs(room)) is None


def test_behind_the_last_student_there_is_nobody(room: Room) -> None:
    assert next_spot_check("exam-1", after=ID, lecturer=LECTURER, room=needs(room)) is None


def test_a_moment_without_a_picture_cannot_be_decided(room: Room) -> None:
    room.frames.uploads.clear()
    with pytest.raises(InvalidError):
        decide(room, moments(room)[0], Verdict.SAME)
    assert room.events.list_of(ID) == ()


@pytest.mark.parametrize("by_ms", [-1, 1, 10**9])
def test_a_moment_that_was_not_drawn_cannot_be_decided(room: Room, by_ms: int) -> None:
    with pytest.raises(InvalidError):
        decide(room, moments(room)[0] + by_ms, Verdict.SAME)


def test_without_a_face_at_the_start_nothing_is_compared() -> None:
    other = Room()
    other.attempts.add(WRITING)
    show(other, moments(other)[-1])
    assert next_spot_check("exam-1", after=None, lecturer=LECTURER, room=needs(other)) is None
    with pytest.raises(InvalidError):
        decide(other, moments(other)[-1], Verdict.SAME)


def test_another_lecturers_student_is_not_found(room: Room) -> None:
    with pytest.raises(ExamNotFoundError):
        read(room, SOMEBODY_ELSE)
    with pytest.raises(AttemptNotFoundError):
        read_spot_checks("exam-1", "f" * 32, lecturer=LECTURER, room=needs(room))
