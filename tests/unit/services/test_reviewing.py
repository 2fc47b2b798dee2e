"""Lecturers review an attempt; its student sees what was confirmed, and explains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from chalicelib.domain.attempt_events import EventKind, EventSource, event_at
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    ExamNotFoundError,
    ExplanationRefusedError,
    InvalidError,
    NothingExplainedError,
    ViolationNotFoundError,
)
from chalicelib.domain.exam_states import ExamStage
from chalicelib.domain.kinds import Kind
from chalicelib.domain.review_rules import ReviewRules
from chalicelib.domain.reviews import Act, Review
from chalicelib.domain.violations import Evidence, Violation
from chalicelib.services import explaining, reviewing
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.event_store import FakeAttemptEventStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeFrameStore, FakeObservationStore, FakeViolationStore
from tests.fakes.samples import (
    ATTEMPT_ID,
    LECTURER,
    NOW,
    NOW_MS,
    SOMEBODY_ELSE,
    attempt,
    content,
    exam,
    paper,
    violation,
)
from tests.fakes.time_and_names import FakeClock

CLAIM = AttemptClaim(ATTEMPT_ID, "exam-1")
TELLS = ReviewRules(students_see=True, students_explain=True)


@dataclass
class Desk:
    """A closed exam, an attempt handed in, and one violation of it."""

    rules: ReviewRules = TELLS
    stage: ExamStage = ExamStage.CLOSED
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    events: FakeAttemptEventStore = field(default_factory=FakeAttemptEventStore)
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    clock: FakeClock = field(default_factory=FakeClock)
    found: Violation = field(
        default_factory=lambda: violation(evidence=(Evidence(NOW_MS, "evidence/1.jpg"),))
    )

    def __post_init__(self) -> None:
        self.exams.add(exam(stage=self.stage, content=content(review_rules=self.rules)), paper())
        self.attempts.add(attempt(state=AttemptState.SUBMITTED, submitted_at=NOW))
        self.violations.put(self.found)

    def read(self, exam_id: str = "exam-1", by: Lecturer = LECTURER) -> reviewing.AttemptReview:
        return reviewing.read_attempt(
            exam_id,
            ATTEMPT_ID,
            lecturer=by,
            exams=self.exams,
            attempts=self.attempts,
            violations=self.violations,
            observations=self.observations,
            events=self.events,
            frames=self.frames,
            clock=self.clock,
        )

    def review(
        self,
        act: Act,
        note: str = "",
        *,
        by: Lecturer = LECTURER,
        exam_id: str = "exam-1",
        violation_id: str | None = None,
    ) -> Violation:
        return reviewing.review_violation(
            exam_id,
            ATTEMPT_ID,
            violation_id or self.found.violation_id,
            act=act,
            note=note,
            lecturer=by,
            exams=self.exams,
            violations=self.violations,
            frames=self.frames,
            clock=self.clock,
        ).violation

    def answer(self, text: str) -> Violation:
        return reviewing.answer_explanation(
            "exam-1",
            ATTEMPT_ID,
            self.found.violation_id,
            text=text,
            lecturer=LECTURER,
            exams=self.exams,
            violations=self.violations,
            frames=self.frames,
            clock=self.clock,
        ).violation

    def flags(self) -> explaining.ConfirmedFlags:
        return explaining.read_flags(
            CLAIM,
            exams=self.exams,
            attempts=self.attempts,
            violations=self.violations,
            clock=self.clock,
        )

    def explain(self, text: str = "Em nhặt bút.") -> Violation:
        return explaining.explain(
            CLAIM,
            self.found.violation_id,
            text,
            exams=self.exams,
            attempts=self.attempts,
            violations=self.violations,
            clock=self.clock,
        )

    @property
    def stored(self) -> Violation:
        return self.violations.read(ATTEMPT_ID).violations[0]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_attempt_is_read_with_what_stands_in_order_and_signed_pictures(desk: Desk) -> None:
    early = violation(Kind.PHONE, NOW_MS - 60_000)
    desk.violations.put(early, violation(Kind.TALKING, superseded_by="relaxed"))
    read = desk.read()
    assert [r.violation.violation_id for r in read.violations] == [
        early.violation_id,
        desk.found.violation_id,
    ]
    assert read.violations[1].pictures[0].url.endswith("?signed")
    assert read.policy.name == "standard"


def test_an_attempt_is_read_with_its_events(desk: Desk) -> None:
    happened = event_at(NOW_MS, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 4_000})
    desk.events.add(ATTEMPT_ID, [happened])
    assert desk.read().events == (happened,)


def test_an_attempt_of_another_exam_is_not_found(desk: Desk) -> None:
    desk.exams.add(exam("exam-2"), paper())
    with pytest.raises(AttemptNotFoundError):
        desk.read("exam-2")


def test_a_review_is_stored_with_who_and_when(desk: Desk) -> None:
    desk.review(Act.CONFIRM, "hai người")
    [step] = desk.stored.history
    assert (desk.stored.review, step.note) == (Review.CONFIRMED, "hai người")
    assert (step.reviewer.name, step.at_ms) == (LECTURER.name, NOW_MS)


def test_confirming_twice_is_one_step(desk: Desk) -> None:
    desk.review(Act.CONFIRM)
    assert len(desk.review(Act.CONFIRM).history) == 1


def test_confirming_again_with_a_note_keeps_the_note(desk: Desk) -> None:
    desk.review(Act.CONFIRM)
    assert desk.review(Act.CONFIRM, "xem lại lần nữa").history[-1].note == "xem lại lần nữa"


def test_a_note_leaves_what_was_decided_before_there_were_histories() -> None:
    desk = Desk(found=violation(review=Review.DISMISSED))
    assert desk.review(Act.NOTE, "chưa rõ").review is Review.DISMISSED


def test_an_exam_that_asks_for_two_waits_for_the_second(desk: Desk) -> None:
    desk = Desk(rules=ReviewRules(second_reviewer=True))
    assert desk.review(Act.CONFIRM).review is Review.OPEN


def test_what_a_worker_finds_meanwhile_is_not_lost(desk: Desk) -> None:
    grown = replace(desk.found, ended_ms=desk.found.ended_ms + 9_000)
    desk.violations.before_apply.append(lambda: desk.violations.put(grown))
    after = desk.review(Act.CONFIRM)
    assert (after.ended_ms, after.review) == (grown.ended_ms, Review.CONFIRMED)


def test_a_violation_that_is_not_there_is_not_reviewed(desk: Desk) -> None:
    desk.exams.add(exam("exam-2"), paper())
    with pytest.raises(ViolationNotFoundError):
        desk.review(Act.CONFIRM, violation_id="gone")
    with pytest.raises(ViolationNotFoundError):
        desk.review(Act.CONFIRM, exam_id="exam-2")


def test_nobody_acts_as_the_system(desk: Desk) -> None:
    with pytest.raises(InvalidError):
        desk.review(Act.JOIN)


def test_somebody_elses_exam_is_not_found(desk: Desk) -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: desk.read(by=SOMEBODY_ELSE),
        lambda: desk.review(Act.CONFIRM, by=SOMEBODY_ELSE),
    )
    for act in attempts:
        with pytest.raises(ExamNotFoundError):
            act()


def test_a_student_sees_what_was_confirmed_and_nothing_else(desk: Desk) -> None:
    desk.violations.put(violation(Kind.PHONE, NOW_MS + 60_000))
    assert desk.flags() == explaining.ConfirmedFlags(shown=True, may_explain=True, items=())
    desk.review(Act.CONFIRM)
    assert [v.kind for v in desk.flags().items] == [Kind.NO_FACE]


NOTHING = explaining.ConfirmedFlags(shown=False, may_explain=False, items=())


def test_a_student_sees_nothing_where_the_exam_does_not_say_so() -> None:
    desk = Desk(rules=ReviewRules())
    desk.review(Act.CONFIRM)
    assert desk.flags() == NOTHING


def test_a_student_sees_nothing_before_the_exam_is_over() -> None:
    desk = Desk(stage=ExamStage.PUBLISHED)
    desk.review(Act.CONFIRM)
    assert desk.flags() == NOTHING
    desk.clock.pass_by(hours=2)
    assert desk.flags().shown


def test_a_student_sees_nothing_before_handing_in(desk: Desk) -> None:
    desk.attempts = FakeAttemptStore()
    desk.attempts.add(attempt())
    assert desk.flags() == NOTHING


def test_a_student_explains_once_and_a_reviewer_answers(desk: Desk) -> None:
    desk.review(Act.CONFIRM)
    desk.explain(" Em nhặt bút. ")
    answered = desk.answer("Cô đã hiểu.").explanation
    assert answered is not None
    assert (answered.text, answered.reply) == ("Em nhặt bút.", "Cô đã hiểu.")
    assert answered.replied_by is not None
    assert answered.replied_by.name == LECTURER.name


def test_sending_an_explanation_twice_is_one_another_is_refused(desk: Desk) -> None:
    desk.review(Act.CONFIRM)
    assert desk.explain() == desk.explain()
    with pytest.raises(ExplanationRefusedError):
        desk.explain("Không phải em.")


def test_what_nobody_confirmed_is_not_explained(desk: Desk) -> None:
    with pytest.raises(ExplanationRefusedError):
        desk.explain()


def test_where_the_exam_does_not_ask_nothing_is_explained() -> None:
    desk = Desk(rules=ReviewRules(students_see=True))
    desk.review(Act.CONFIRM)
    with pytest.raises(ExplanationRefusedError):
        desk.explain()


@pytest.mark.parametrize("text", ["  ", "a" * 2_001])
def test_an_explanation_is_neither_empty_nor_endless(desk: Desk, text: str) -> None:
    desk.review(Act.CONFIRM)
    with pytest.raises(InvalidError):
        desk.explain(text)


def test_nobody_answers_what_was_not_said(desk: Desk) -> None:
    with pytest.raises(NothingExplainedError):
        desk.answer("Cô đã hiểu.")
