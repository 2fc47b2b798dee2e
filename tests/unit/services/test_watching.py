"""What a lecturer sees of a room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.attempts import CameraState, Presence, Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import ExamNotFoundError, InvalidError, NotSignedInError
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import Evidence
from chalicelib.services import listening, watching
from chalicelib.services.live_frames import MAX_AT_ONCE, LiveFrame, newest_frames
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeFrameStore, FakeObservationStore, FakeViolationStore
from tests.fakes.lecturer_desk import FakeOwnAccount
from tests.fakes.samples import (
    LECTURER,
    NOW,
    NOW_MS,
    SOMEBODY_ELSE,
    attempt,
    exam,
    paper,
    seen,
    violation,
)
from tests.fakes.time_and_names import CountingIdentifiers, FakeClock, OpenTokens


@dataclass
class Wall:
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.tokens = OpenTokens(self.clock)
        self.exams.add(exam(), paper())

    def enter(self, name: str) -> None:
        self.attempts.add(attempt(f"attempt-{name}", student=Student(name, f"SBD {name}")))

    def students(
        self, lecturer: Lecturer = LECTURER, *, since: datetime | None = None
    ) -> tuple[watching.WatchedAttempt, ...]:
        return watching.list_attempts(
            "exam-1",
            lecturer=lecturer,
            exams=self.exams,
            attempts=self.attempts,
            violations=self.violations,
            clock=self.clock,
            since=since,
        )

    def hear_of(self, name: str) -> None:
        presence = Presence(self.clock.now(), CameraState.ON, 0)
        self.attempts.record_presence(self.attempts.get(f"attempt-{name}"), presence)

    def frames_of(self, *names: str, lecturer: Lecturer = LECTURER) -> tuple[LiveFrame, ...]:
        return newest_frames(
            "exam-1",
            [f"attempt-{name}" for name in names],
            lecturer=lecturer,
            exams=self.exams,
            attempts=self.attempts,
            observations=self.observations,
            frames=self.frames,
        )

    def noticed(self, lecturer: Lecturer = LECTURER) -> tuple[watching.WatchedViolation, ...]:
        return watching.list_violations(
            "exam-1",
            lecturer=lecturer,
            exams=self.exams,
            attempts=self.attempts,
            violations=self.violations,
            cameras=FakeCameraStore(),
            frames=self.frames,
        )

    def ticket(self, lecturer: Lecturer = LECTURER) -> str:
        return listening.issue_lecturer_ticket(
            "exam-1",
            "session",
            lecturer=lecturer,
            exams=self.exams,
            own=FakeOwnAccount(session=lecturer.lecturer_id),
            tokens=self.tokens,
            identifiers=CountingIdentifiers(),
            clock=self.clock,
        )


@pytest.fixture
def wall() -> Wall:
    return Wall()


def test_an_empty_room_is_empty(wall: Wall) -> None:
    assert (wall.students(), wall.noticed()) == ((), ())


def test_who_asks_for_a_look_comes_first_and_the_others_by_name(wall: Wall) -> None:
    for name in ("Dung", "An", "Bình", "Chi"):
        wall.enter(name)
    wall.violations.put(
        violation(attempt_id="attempt-Chi", severity=Severity.LOW),
        violation(attempt_id="attempt-Dung", severity=Severity.HIGH),
    )
    assert [w.row.student.name for w in wall.students()] == ["Dung", "Chi", "An", "Bình"]


def test_each_student_has_their_own_count_and_risk(wall: Wall) -> None:
    wall.enter("An")
    wall.enter("Bình")
    wall.violations.put(
        violation(Kind.NO_FACE, NOW_MS, attempt_id="attempt-An"),
        violation(Kind.NO_FACE, NOW_MS + 60_000, attempt_id="attempt-An"),
    )
    an, binh = wall.students()
    assert (an.violations, binh.violations) == (2, 0)
    assert an.risk > binh.risk == 0


def test_what_was_dismissed_is_counted_and_weighs_nothing(wall: Wall) -> None:
    wall.enter("An")
    wall.violations.put(violation(attempt_id="attempt-An", review=Review.DISMISSED))
    [an] = wall.students()
    assert (an.violations, an.risk) == (1, 0)


def test_the_last_heartbeat_stands_beside_the_student(wall: Wall) -> None:
    wall.enter("An")
    presence = Presence(NOW, CameraState.OFF, 1)
    wall.attempts.record_presence(wall.attempts.get("attempt-An"), presence)
    [an] = wall.students()
    assert (an.row.presence, an.row.answered) == (presence, 1)


def test_what_was_noticed_comes_newest_first_with_its_student_and_pictures(wall: Wall) -> None:
    wall.enter("An")
    picture = Evidence(NOW_MS, "evidence/a/1.jpg")
    wall.violations.put(
        violation(Kind.NO_FACE, NOW_MS, attempt_id="attempt-An", evidence=(picture,)),
        violation(Kind.NO_FACE, NOW_MS + 60_000, attempt_id="attempt-An"),
    )
    newest, oldest = wall.noticed()
    assert newest.violation.started_ms > oldest.violation.started_ms
    assert oldest.student.name == "An"
    assert oldest.pictures == (
        watching.EvidencePicture(NOW_MS, "https://bucket.example/evidence/a/1.jpg?signed"),
    )


def test_another_lecturers_room_is_not_found(wall: Wall) -> None:
    for look in (wall.students, wall.noticed, wall.ticket):
        with pytest.raises(ExamNotFoundError):
            look(SOMEBODY_ELSE)


def test_a_live_ticket_is_for_this_exam_and_a_minute(wall: Wall) -> None:
    token = wall.ticket()
    assert wall.tokens.verify_ticket(token).exam_id == "exam-1"
    wall.clock.pass_by(seconds=60)
    with pytest.raises(NotSignedInError):
        wall.tokens.verify_ticket(token)


def test_what_was_noticed_lately_stands_beside_the_student(wall: Wall) -> None:
    wall.enter("An")
    old = violation(started_ms=NOW_MS - 600_000, attempt_id="attempt-An")
    fresh = violation(Kind.PHONE, NOW_MS - 60_000, attempt_id="attempt-An")
    wall.violations.put(old, fresh)
    [an] = wall.students()
    assert (an.flags, an.violations) == ((fresh,), 2)


def test_since_a_moment_only_those_come_of_whom_something_was_heard(wall: Wall) -> None:
    for name in ("An", "Bình"):
        wall.enter(name)
        wall.hear_of(name)
    wall.clock.pass_by(minutes=1)
    since = wall.clock.now()
    wall.hear_of("Bình")
    assert [w.row.student.name for w in wall.students(since=since)] == ["Bình"]


def test_who_was_never_heard_of_always_comes(wall: Wall) -> None:
    wall.enter("An")
    assert len(wall.students(since=NOW + timedelta(hours=1))) == 1


def test_who_was_flagged_late_comes_too(wall: Wall) -> None:
    wall.enter("An")
    wall.hear_of("An")
    wall.violations.put(violation(started_ms=NOW_MS, attempt_id="attempt-An"))
    assert len(wall.students(since=NOW + timedelta(minutes=1))) == 1
    assert wall.students(since=NOW + timedelta(minutes=2)) == ()


def test_the_newest_picture_of_each_student_is_shown(wall: Wall) -> None:
    for name in ("An", "Bình", "Chi"):
        wall.enter(name)
    for name in ("An", "Bình"):
        wall.hear_of(name)
    for start_ms in (NOW_MS, NOW_MS + 5_000):
        seen_then = (seen(start_ms), seen(start_ms + 4_000, 2))
        name = f"{start_ms:013d}-000000"
        for owner in ("attempt-An", "attempt-Chi"):
            wall.observations.add(ObservationBundle(owner, name, seen_then, "m-1"))
    [frame] = wall.frames_of("An", "Bình", "Chi")  # nothing was heard of Chi's page in this exam
    assert (frame.attempt_id, frame.captured_ms, frame.faces) == ("attempt-An", NOW_MS + 9_000, 2)
    assert f"frames/attempt-An/{NOW_MS + 5_000:013d}-000000.mjpg" in frame.url


def test_too_many_pictures_at_once_are_refused(wall: Wall) -> None:
    with pytest.raises(InvalidError):
        wall.frames_of(*["An"] * (MAX_AT_ONCE + 1))


def test_another_lecturers_pictures_are_not_found(wall: Wall) -> None:
    with pytest.raises(ExamNotFoundError):
        wall.frames_of(lecturer=SOMEBODY_ELSE)
