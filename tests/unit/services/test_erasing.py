"""A lecturer has data erased: who may, what is asked for, and how the work goes on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.erasures import SECOND_LOOK, Erasure, ErasureState
from chalicelib.domain.errors import (
    AttemptRunningError,
    CreatorOnlyError,
    ErasureNotFoundError,
    ExamStateError,
    InvalidError,
)
from chalicelib.domain.exam_states import ExamStage
from chalicelib.services import erasing
from chalicelib.services.erasure_work import SIDE_BY_SIDE, ErasureRound, work_off_erasures
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.erasures import FakeErasureStore, FakeTraces
from tests.fakes.exam_room import Room
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import LECTURER, SOMEBODY_ELSE, STUDENT, attempt, exam, paper

AN, BINH = "a" * 32, "b" * 32


@dataclass
class Desk:
    room: Room = field(default_factory=Room)
    cameras: FakeCameraStore = field(default_factory=FakeCameraStore)
    erasures: FakeErasureStore = field(default_factory=FakeErasureStore)
    traces: FakeTraces = field(default_factory=lambda: FakeTraces(AN, BINH))

    def __post_init__(self) -> None:
        over = {"state": AttemptState.SUBMITTED}
        self.room.attempts.add(attempt(AN, **over))
        self.room.attempts.add(attempt(BINH, student=Student("Trần Thị Bình", "SBD002"), **over))
        self.set_exam(stage=ExamStage.CLOSED)

    def set_exam(self, **changes: Any) -> None:
        self.room.exams = FakeExamStore()
        self.room.exams.add(exam(**changes), paper())

    def erase_student(self, typed: str = STUDENT.number, lecturer: Lecturer = LECTURER) -> Erasure:
        return erasing.erase_student(
            "exam-1",
            AN,
            confirmation=typed,
            lecturer=lecturer,
            exams=self.room.exams,
            attempts=self.room.attempts,
            erasures=self.erasures,
            identifiers=self.room.identifiers,
            clock=self.room.clock,
        )

    def erase_exam(self, typed: str | None = None, lecturer: Lecturer = LECTURER) -> Erasure:
        return erasing.erase_exam(
            "exam-1",
            confirmation=exam().content.title if typed is None else typed,
            lecturer=lecturer,
            exams=self.room.exams,
            attempts=self.room.attempts,
            cameras=self.cameras,
            erasures=self.erasures,
            identifiers=self.room.identifiers,
            clock=self.room.clock,
        )

    def work(self) -> ErasureRound:
        return work_off_erasures(erasures=self.erasures, traces=self.traces, clock=self.room.clock)

    def receipt(self, of: Erasure) -> Erasure:
        return erasing.read_erasure(of.erasure_id, lecturer=LECTURER, erasures=self.erasures)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_of_a_student_only_their_own_attempts_are_erased(desk: Desk) -> None:
    desk.erase_student()
    desk.work()
    assert desk.traces.left == {BINH}


def test_of_an_exam_everybodys_attempts_are_erased_and_it_is_gone_at_once(desk: Desk) -> None:
    asked = desk.erase_exam()
    assert [one.exam_id for one in desk.erasures.gone] == ["exam-1"]
    desk.work()
    assert desk.traces.left == set()
    assert desk.receipt(asked).done == 2


def test_nothing_is_erased_while_the_student_writes(desk: Desk) -> None:
    desk.room.attempts.add(attempt("c" * 32, student=Student("Lê Văn Cường", "SBD003")))
    desk.erase_student()
    with pytest.raises(AttemptRunningError):
        desk.erase_exam()


def test_an_exam_that_is_open_is_not_erased(desk: Desk) -> None:
    desk.set_exam(stage=ExamStage.PUBLISHED)
    with pytest.raises(ExamStateError):
        desk.erase_exam()


def test_a_co_lecturer_may_erase_a_student_and_not_the_exam(desk: Desk) -> None:
    desk.set_exam(stage=ExamStage.CLOSED, co_lecturers=(SOMEBODY_ELSE,))
    assert desk.erase_student(lecturer=SOMEBODY_ELSE).by == SOMEBODY_ELSE
    with pytest.raises(CreatorOnlyError):
        desk.erase_exam(lecturer=SOMEBODY_ELSE)


def test_a_slip_of_the_hand_erases_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidError):
        desk.erase_student("SBD999")
    with pytest.raises(InvalidError):
        desk.erase_exam("")
    assert desk.erasures.tasks() == ()


def test_the_second_look_waits_until_nothing_can_be_under_way(desk: Desk) -> None:
    asked = desk.erase_student()
    desk.work()
    assert desk.receipt(asked).state is ErasureState.CHECKING
    desk.room.clock.pass_by(minutes=1)
    assert desk.work() == ErasureRound()
    desk.traces.left.add(AN)  # uploaded with a permission that was given before
    desk.room.clock.pass_by(seconds=SECOND_LOOK.total_seconds())
    assert desk.work().finished == 1
    assert AN not in desk.traces.left
    done = desk.receipt(asked)
    assert (done.state, done.erased.attempts) == (ErasureState.DONE, 2)
    assert done.finished_at == desk.room.clock.now()
    assert desk.erasures.tasks() == ()


def test_what_failed_is_tried_again_and_holds_up_no_other(desk: Desk) -> None:
    stuck = desk.erase_student()
    desk.traces.stuck.add(AN)
    desk.room.clock.pass_by(seconds=1)
    other = desk.erase_student()
    desk.erasures.open[other.erasure_id] = replace(
        desk.erasures.open[other.erasure_id], subjects=(BINH,)
    )
    assert set(desk.work().failed) == {stuck.erasure_id}
    assert desk.receipt(other).state is ErasureState.CHECKING
    desk.traces.stuck.clear()
    desk.work()
    assert desk.receipt(stuck).state is ErasureState.CHECKING


def test_a_round_whose_time_is_up_is_gone_on_with_where_it_was(desk: Desk) -> None:
    asked = desk.erase_student()
    many = tuple(f"{number:032x}" for number in range(3 * SIDE_BY_SIDE))
    task = replace(desk.erasures.open[asked.erasure_id], subjects=many)
    desk.erasures.open[asked.erasure_id] = task
    desk.traces.meanwhile = lambda: desk.room.clock.pass_by(seconds=3)
    rounds = 0
    while desk.receipt(asked).state is not ErasureState.CHECKING:
        desk.work()
        rounds += 1
    assert rounds > 1
    assert sorted(desk.traces.asked) == sorted(many)


def test_a_receipt_is_its_lecturers_alone(desk: Desk) -> None:
    asked = desk.erase_student()
    with pytest.raises(ErasureNotFoundError):
        erasing.read_erasure(asked.erasure_id, lecturer=SOMEBODY_ELSE, erasures=desk.erasures)
    page = erasing.list_erasures(cursor=None, lecturer=LECTURER, erasures=desk.erasures)
    assert [one.erasure_id for one in page.items] == [asked.erasure_id]


def test_later_erasures_come_first_in_the_list(desk: Desk) -> None:
    first = desk.erase_student()
    desk.room.clock.pass_by(minutes=1)
    second = desk.erase_student()
    page = erasing.list_erasures(cursor=None, lecturer=LECTURER, erasures=desk.erasures)
    assert [one.erasure_id for one in page.items] == [second.erasure_id, first.erasure_id]
