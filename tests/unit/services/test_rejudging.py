"""A lecturer tries another policy, and has a closed exam judged anew."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from chalicelib.domain.attempt_events import EventKind, EventSource, event_at
from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.baseline import Baseline, Range
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import ExamNotFoundError, ExamStateError, InvalidError
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.frame_uploads import CONTENT_TYPE, FrameKey
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.policies import PolicyChoice, RuleSetting
from chalicelib.domain.reviews import Review
from chalicelib.domain.room_cameras import Crowd, RoomCamera
from chalicelib.domain.supervision import Supervision
from chalicelib.services import rejudging
from chalicelib.services.ports import StoredUpload
from chalicelib.services.rejudging import MOST_ATTEMPTS, Archive, PolicyPreview, Rejudgement
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeFrameStore, FakeObservationStore, FakeViolationStore
from tests.fakes.samples import (
    LECTURER,
    NOW,
    NOW_MS,
    SOMEBODY_ELSE,
    attempt,
    exam,
    looking,
    paper,
    seen,
    violation,
)
from tests.fakes.time_and_names import FakeClock

CAMERA_ID = "room-" + "c" * 32
PICTURE = b"\xff\xd8\xff\x00\xff\xd9"
STRICT = PolicyChoice("strict", {})
STANDARD = PolicyChoice("standard", {})


@dataclass
class Desk:
    """A closed exam and what is stored of it."""

    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    events: FakeAttemptEventStore = field(default_factory=FakeAttemptEventStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    cameras: FakeCameraStore = field(default_factory=FakeCameraStore)
    clock: FakeClock = field(default_factory=FakeClock)
    stage: ExamStage = ExamStage.CLOSED

    def __post_init__(self) -> None:
        self.exams.add(exam(stage=self.stage), paper())

    def sat(self, name: str, *observations: Observation) -> None:
        """Let somebody have sat the exam, and been seen."""
        ended = NOW + timedelta(seconds=30)
        self.attempts.add(
            replace(
                attempt(name, student=Student(name, name)),
                state=AttemptState.SUBMITTED,
                submitted_at=ended,
            )
        )
        if observations:
            key = FrameKey("0" * 32, observations[0].captured_ms, 0)
            bundle = ObservationBundle(name, key.bundle, observations, "m-1")
            self.observations.add(bundle)
            self.frames.uploads[bundle.key] = StoredUpload(
                PICTURE * len(observations), CONTENT_TYPE, "", observations[-1].captured_ms
            )

    def archive(self) -> Archive:
        return Archive(
            self.attempts,
            self.observations,
            self.events,
            self.violations,
            self.frames,
            self.cameras,
        )

    def room_saw(self, faces: int, *, seconds: int, crowd: Crowd | None) -> None:
        """Let a room camera have seen so many people, and expect so many now."""
        self.cameras.add(RoomCamera(CAMERA_ID, "exam-1", "Phòng 204", NOW, crowd))
        times = [NOW_MS + second * 1_000 for second in range(seconds)]
        pictures = tuple(Observation(time, faces=faces) for time in times)
        bundle = ObservationBundle(CAMERA_ID, FrameKey(CAMERA_ID, NOW_MS, 0).bundle, pictures, "m")
        self.observations.add(bundle)
        self.frames.uploads[bundle.key] = StoredUpload(
            PICTURE * seconds, CONTENT_TYPE, "", times[-1]
        )

    def left_page(self, name: str, *, after_s: int, lasted_s: int) -> None:
        at_ms, lasted = NOW_MS + after_s * 1_000, {"lasted_ms": lasted_s * 1_000}
        event = event_at(at_ms, EventKind.PAGE_LEFT, EventSource.PAGE, lasted)
        self.events.add(name, [event])

    def preview(
        self, choice: PolicyChoice = STRICT, cursor: str | None = None, by: Lecturer = LECTURER
    ) -> PolicyPreview:
        return rejudging.preview_policy(
            "exam-1",
            choice,
            cursor=cursor,
            lecturer=by,
            exams=self.exams,
            archive=self.archive(),
            clock=self.clock,
        )

    def rejudge(
        self, choice: PolicyChoice = STRICT, cursor: str | None = None, by: Lecturer = LECTURER
    ) -> Rejudgement:
        return rejudging.rejudge_exam(
            "exam-1",
            choice,
            cursor=cursor,
            lecturer=by,
            exams=self.exams,
            archive=self.archive(),
            clock=self.clock,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def absent(seconds: int) -> tuple[Observation, ...]:
    """So many seconds without anybody, and a calm end."""
    away = [seen(NOW_MS + s * 1_000, 0) for s in range(seconds + 1)]
    return (*away, *(looking(NOW_MS + s * 1_000) for s in range(seconds + 1, seconds + 4)))


def unreadable() -> tuple[Observation, ...]:
    return tuple(seen(NOW_MS + s * 1_000, None) for s in range(15))


def test_a_preview_counts_students_and_kinds_and_changes_nothing(desk: Desk) -> None:
    desk.sat("calm", *(looking(NOW_MS + s * 1_000) for s in range(8)))
    desk.sat("four", *absent(4))
    desk.sat("nine", *absent(9))
    assert desk.preview(STRICT) == PolicyPreview(3, 2, {Kind.NO_FACE: 2}, None)
    assert desk.preview(STANDARD) == PolicyPreview(3, 1, {Kind.NO_FACE: 1}, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == ()


def test_not_knowing_flags_nobody(desk: Desk) -> None:
    desk.sat("unreadable", *unreadable())
    assert desk.preview() == PolicyPreview(1, 0, {Kind.UNCERTAIN: 1}, None)


def test_who_left_nothing_to_judge_by_is_no_student_of_a_preview(desk: Desk) -> None:
    desk.sat("unseen")
    assert desk.preview() == PolicyPreview(0, 0, {}, None)


def test_a_preview_knows_the_settings_and_the_exemptions(desk: Desk) -> None:
    desk.sat("four", *absent(4))
    desk.sat("nine", *absent(9))
    long = PolicyChoice("strict", {Kind.NO_FACE: RuleSetting(minimum_s=6.0)})
    assert desk.preview(long).flagged == 1
    desk.attempts.exempt("nine", {Kind.NO_FACE})
    assert desk.preview(long).flagged == 0


def test_an_attempt_is_judged_by_the_baseline_that_stands(desk: Desk) -> None:
    desk.sat("aside", *(looking(NOW_MS + s * 1_000, yaw=28.0) for s in range(8)))
    assert desk.preview(STANDARD).flagged == 0
    other = Range(-10.0, -10.0, -10.0)
    desk.observations.fix_baseline("aside", Baseline(yaw=other))
    assert desk.preview(STANDARD).by_kind == {Kind.LOOKING_AWAY: 1}


def test_a_long_exam_is_previewed_in_parts(desk: Desk) -> None:
    for number in range(MOST_ATTEMPTS + 3):
        desk.sat(f"student-{number:02}", *absent(9))
    first = desk.preview()
    assert (first.students, first.next_cursor) == (MOST_ATTEMPTS, f"student-{MOST_ATTEMPTS - 1}")
    assert desk.preview(cursor=first.next_cursor) == PolicyPreview(3, 3, {Kind.NO_FACE: 3}, None)


def test_a_slow_part_ends_early_and_goes_on_after_its_last_student(desk: Desk) -> None:
    for name in "abc":
        desk.sat(name, *absent(9))
    real = desk.observations.between

    def slow(attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        desk.clock.pass_by(seconds=7)
        return real(attempt_id, from_ms, to_ms)

    desk.observations.between = slow  # type: ignore[method-assign]
    first = desk.preview()
    assert (first.students, first.next_cursor) == (2, "b")
    assert (desk.preview(cursor="b").students, desk.preview(cursor="b").next_cursor) == (1, None)


def test_judged_anew_what_the_policy_sees_stands_and_is_not_told(desk: Desk) -> None:
    desk.sat("four", *absent(4))
    assert desk.rejudge() == Rejudgement(1, 0, 0, 1, 0, None)
    [found] = desk.violations.list_of_exam("exam-1", limit=9)
    assert (found.kind, found.policy, found.announced) == (Kind.NO_FACE, "strict", True)
    assert {e.key for e in found.evidence} == set(desk.frames.evidence)
    assert {found.started_ms, found.ended_ms} <= {e.captured_ms for e in found.evidence}


def test_judged_anew_what_the_policy_does_not_see_is_superseded_with_its_review(
    desk: Desk,
) -> None:
    desk.sat("four", *absent(4))
    desk.violations.put(violation(attempt_id="four", review=Review.CONFIRMED))
    assert desk.rejudge(STANDARD) == Rejudgement(1, 0, 0, 0, 1, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == ()
    [kept] = desk.violations.read("four").violations
    assert (kept.superseded_by, kept.review) == ("standard", Review.CONFIRMED)


def test_a_review_of_what_still_stands_is_kept(desk: Desk) -> None:
    desk.sat("nine", *absent(9))
    desk.violations.put(violation(attempt_id="nine", review=Review.DISMISSED))
    desk.rejudge()
    [found] = desk.violations.list_of_exam("exam-1", limit=9)
    assert (found.review, found.ended_ms) == (Review.DISMISSED, NOW_MS + 9_000)


def test_doing_it_again_changes_nothing(desk: Desk) -> None:
    desk.sat("nine", *absent(9))
    desk.rejudge()
    version = desk.violations.read("nine").version
    assert desk.rejudge() == Rejudgement(1, 0, 0, 1, 0, None)
    assert desk.violations.read("nine").version == version


def test_of_whom_nothing_is_stored_keeps_what_was_found(desk: Desk) -> None:
    desk.sat("expired")
    old = violation(attempt_id="expired")
    desk.violations.put(old)
    assert desk.rejudge() == Rejudgement(0, 0, 1, 0, 0, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == (old,)


def test_the_policy_becomes_the_exams(desk: Desk) -> None:
    settings = {Kind.PHONE: RuleSetting(enabled=False)}
    desk.rejudge(PolicyChoice("relaxed", settings))
    judged = desk.exams.get("exam-1")
    assert (judged.content.policy, judged.content.policy_settings) == ("relaxed", settings)
    desk.rejudge(PolicyChoice("relaxed", settings))
    assert desk.exams.get("exam-1").version == judged.version


def test_two_who_judge_at_once_agree(desk: Desk) -> None:
    desk.sat("nine", *absent(9))
    desk.violations.before_apply.append(desk.rejudge)
    desk.rejudge()
    assert len(desk.violations.read("nine").violations) == 1


@pytest.mark.parametrize("stage", [ExamStage.DRAFT, ExamStage.PUBLISHED])
def test_only_a_closed_exam_is_judged_anew(stage: ExamStage) -> None:
    with pytest.raises(ExamStateError):
        Desk(stage=stage).rejudge()


def test_an_exam_may_be_previewed_while_it_is_open() -> None:
    assert Desk(stage=ExamStage.PUBLISHED).preview().students == 0


def test_another_lecturers_exam_is_not_found(desk: Desk) -> None:
    for act in (desk.preview, desk.rejudge):
        with pytest.raises(ExamNotFoundError):
            act(by=SOMEBODY_ELSE)


def test_a_policy_that_does_not_exist_is_refused(desk: Desk) -> None:
    bad = PolicyChoice("strict", {Kind.EVIDENCE_TAMPERED: RuleSetting(enabled=False)})
    for act in (desk.preview, desk.rejudge):
        with pytest.raises(InvalidError):
            act(bad)


def test_what_a_page_noticed_is_previewed_by_the_policys_own_rule(desk: Desk) -> None:
    desk.sat("an", *(looking(NOW_MS + s * 1_000) for s in range(8)))
    desk.left_page("an", after_s=3, lasted_s=20)
    assert desk.preview(STANDARD).flagged == 0
    assert desk.preview(STRICT).by_kind == {Kind.LEFT_PAGE: 1}


def test_what_a_page_noticed_is_judged_anew_also_where_nothing_was_seen(desk: Desk) -> None:
    desk.sat("an")
    desk.left_page("an", after_s=3, lasted_s=20)
    assert desk.rejudge(STRICT) == Rejudgement(0, 0, 1, 1, 0, None)
    [one] = desk.violations.read("an").violations
    assert (one.kind, one.started_ms, one.evidence) == (Kind.LEFT_PAGE, NOW_MS + 3_000, ())
    assert desk.rejudge(STANDARD) == Rejudgement(0, 0, 1, 0, 1, None)


def test_a_pause_is_left_out_when_an_exam_is_judged_anew(desk: Desk) -> None:
    desk.sat("an", *absent(9))
    desk.left_page("an", after_s=3, lasted_s=20)
    sat = desk.attempts.get("an")
    stood = Supervision(stood=((NOW, NOW + timedelta(seconds=10)),))
    desk.attempts.supervise(replace(sat, supervision=stood), after=sat)
    assert desk.preview(STRICT).by_kind == {}


def test_a_room_is_judged_anew_by_how_many_people_it_should_see_now(desk: Desk) -> None:
    desk.room_saw(3, seconds=15, crowd=Crowd(2))
    assert desk.rejudge() == Rejudgement(0, 1, 0, 1, 0, None)
    [found] = desk.violations.read(CAMERA_ID).violations
    assert (found.kind, found.announced) == (Kind.UNEXPECTED_COUNT, True)
    assert {e.key for e in found.evidence} == set(desk.frames.evidence)

    desk.cameras.expect(CAMERA_ID, Crowd(3))
    assert desk.rejudge() == Rejudgement(0, 1, 0, 0, 1, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == ()


def test_a_room_without_an_expected_number_has_no_other_number(desk: Desk) -> None:
    desk.room_saw(3, seconds=15, crowd=None)
    desk.violations.put(violation(kind=Kind.UNEXPECTED_COUNT, attempt_id=CAMERA_ID))
    assert desk.rejudge() == Rejudgement(0, 1, 0, 0, 1, None)


def test_what_a_room_was_silent_stays_as_it_was_found(desk: Desk) -> None:
    desk.room_saw(2, seconds=15, crowd=Crowd(2))
    silent = violation(kind=Kind.UNMONITORED, attempt_id=CAMERA_ID)
    desk.violations.put(silent)
    assert desk.rejudge() == Rejudgement(0, 1, 0, 0, 0, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == (silent,)


def test_of_a_room_of_which_nothing_is_left_stays_what_was_found(desk: Desk) -> None:
    desk.cameras.add(RoomCamera(CAMERA_ID, "exam-1", "Phòng 204", NOW, None))
    old = violation(kind=Kind.UNEXPECTED_COUNT, attempt_id=CAMERA_ID)
    desk.violations.put(old)
    assert desk.rejudge() == Rejudgement(0, 1, 0, 0, 0, None)
    assert desk.violations.list_of_exam("exam-1", limit=9) == (old,)


def test_rooms_come_after_the_students_when_an_exam_is_judged_in_parts(desk: Desk) -> None:
    for number in range(MOST_ATTEMPTS):
        desk.sat(f"{number:032x}", *absent(4))
    desk.room_saw(3, seconds=15, crowd=Crowd(2))
    first = desk.rejudge(STANDARD)
    assert (first.students, first.cameras) == (MOST_ATTEMPTS, 0)
    second = desk.rejudge(STANDARD, first.next_cursor)
    assert (second.students, second.cameras, second.next_cursor) == (0, 1, None)
