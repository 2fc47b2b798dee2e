"""A lecturer acts in a room; it is recorded, done and told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from chalicelib.domain.acts import ActKind, Order
from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    AttemptPausedError,
    ExamNotFoundError,
    NobodyToReachError,
    NoticeNotFoundError,
)
from chalicelib.services import acting
from chalicelib.services.exams import Repeatable
from chalicelib.services.ports import RoomNews
from tests.fakes.acts import FakeActStore, FakeRoomNewsQueue
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, answer, attempt, exam, paper

AN, BINH = "a" * 32, "b" * 32


@dataclass
class Desk:
    room: Room = field(default_factory=Room)
    acts: FakeActStore = field(default_factory=FakeActStore)
    news: FakeRoomNewsQueue = field(default_factory=FakeRoomNewsQueue)

    def __post_init__(self) -> None:
        self.room.attempts.add(attempt(AN))
        self.room.attempts.add(attempt(BINH, student=Student("Trần Thị Bình", "SBD002")))

    def do(self, order: Order, *, lecturer: Lecturer = LECTURER, key: str = "") -> acting.Performed:
        return acting.perform_act(
            "exam-1",
            order,
            lecturer=lecturer,
            exams=self.room.exams,
            attempts=self.room.attempts,
            acts=self.acts,
            news=self.news,
            identifiers=self.room.identifiers,
            clock=self.room.clock,
            repeatable=Repeatable(key, repr(order).encode()) if key else None,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def claim(attempt_id: str = AN) -> AttemptClaim:
    return AttemptClaim(attempt_id, "exam-1")


def test_an_act_is_recorded_with_who_when_what_and_to_whom(desk: Desk) -> None:
    done = desk.do(Order(ActKind.EXTRA_TIME, (AN,), minutes=10)).act
    assert desk.acts.acts == [done]
    assert (done.lecturer, done.at, done.attempt_ids) == (LECTURER, NOW, (AN,))
    assert (done.kind, done.minutes, done.everybody) == (ActKind.EXTRA_TIME, 10, False)


def test_an_act_for_everybody_reaches_everybody_and_is_told(desk: Desk) -> None:
    done = desk.do(Order(ActKind.PAUSE))
    assert done.act.everybody
    assert set(done.act.attempt_ids) == {AN, BINH}
    assert desk.news.told == [RoomNews("exam-1", done.act.attempt_ids)]
    for attempt_id in (AN, BINH):
        assert desk.room.attempts.get(attempt_id).supervision.paused_at == NOW


def test_a_message_comes_with_the_heartbeat_until_it_is_read(desk: Desk) -> None:
    act_id = desk.do(Order(ActKind.MESSAGE, (AN,), text="Còn 10 phút.")).act.act_id
    told = desk.room.beat(claim()).attempt.supervision.unread
    assert [notice.text for notice in told.values()] == ["Còn 10 phút."]
    acting.read_notice(claim(), act_id, attempts=desk.room.attempts)
    assert not desk.room.beat(claim()).attempt.supervision.unread
    [row] = [row for row in desk.room.attempts.list_of("exam-1") if row.attempt_id == AN]
    assert row.supervision.read == {act_id}


def test_a_message_to_somebody_else_cannot_be_read(desk: Desk) -> None:
    act_id = desk.do(Order(ActKind.MESSAGE, (AN,), text="x")).act.act_id
    with pytest.raises(NoticeNotFoundError):
        acting.read_notice(claim(BINH), act_id, attempts=desk.room.attempts)


def test_answers_wait_while_the_clock_stands(desk: Desk) -> None:
    desk.do(Order(ActKind.PAUSE))
    with pytest.raises(AttemptPausedError):
        desk.room.save(claim(), "q1", answer())
    desk.do(Order(ActKind.RESUME))
    assert desk.room.save(claim(), "q1", answer()) == answer()


def test_the_sweep_leaves_a_paused_attempt_alone(desk: Desk) -> None:
    desk.do(Order(ActKind.PAUSE, (AN,)))
    desk.room.clock.pass_by(hours=3)
    desk.room.sweep()
    assert desk.room.attempts.get(AN).state is AttemptState.WRITING
    assert desk.room.attempts.get(BINH).state is AttemptState.SUBMITTED


def test_ending_an_attempt_hands_it_in_and_keeps_the_reason(desk: Desk) -> None:
    desk.do(Order(ActKind.END, (AN,), text="Rời phòng"))
    ended = desk.room.attempts.get(AN)
    assert (ended.state, ended.supervision.ended_for) == (AttemptState.SUBMITTED, "Rời phòng")
    assert ended.score is not None


def test_an_act_that_applies_to_nobody_is_refused_and_leaves_no_record(desk: Desk) -> None:
    with pytest.raises(NobodyToReachError):
        desk.do(Order(ActKind.RESUME))
    assert desk.acts.acts == []


def test_two_lecturers_at_once_both_count(desk: Desk) -> None:
    desk.room.attempts.before_supervise.append(
        lambda: desk.do(Order(ActKind.EXTRA_TIME, (AN,), minutes=5))
    )
    desk.do(Order(ActKind.EXTRA_TIME, (AN,), minutes=10))
    assert desk.room.attempts.get(AN).deadline == attempt().deadline + timedelta(minutes=15)


def test_who_hands_in_at_that_moment_is_recorded_as_missed(desk: Desk) -> None:
    desk.room.attempts.before_supervise.append(lambda: desk.room.submit(claim()))
    done = desk.do(Order(ActKind.EXTRA_TIME, (AN,), minutes=10))
    assert done.missed == (AN,)
    missed = desk.acts.acts[-1]
    assert (missed.kind, missed.attempt_ids) == (ActKind.MISSED, (AN,))
    assert missed.concerning == done.act.act_id


def test_somebody_elses_room_is_not_found(desk: Desk) -> None:
    with pytest.raises(ExamNotFoundError):
        desk.do(Order(ActKind.PAUSE), lecturer=SOMEBODY_ELSE)


@pytest.mark.parametrize("others", [0, acting.FEW])
def test_an_attempt_of_another_exam_is_not_found(desk: Desk, others: int) -> None:
    desk.room.exams.add(exam("exam-2"), paper())
    desk.room.attempts.add(attempt("c" * 32, exam_id="exam-2"))
    with pytest.raises(AttemptNotFoundError):
        desk.do(Order(ActKind.PAUSE, ("c" * 32, *[AN] * others)))


def test_the_trail_is_read_by_the_exams_lecturers_newest_first(desk: Desk) -> None:
    for kind in (ActKind.PAUSE, ActKind.RESUME):
        desk.do(Order(kind))
    page = acting.list_acts(
        "exam-1", cursor=None, lecturer=LECTURER, exams=desk.room.exams, acts=desk.acts
    )
    assert [act.kind for act in page.items] == [ActKind.RESUME, ActKind.PAUSE]
    with pytest.raises(ExamNotFoundError):
        acting.list_acts(
            "exam-1", cursor=None, lecturer=SOMEBODY_ELSE, exams=desk.room.exams, acts=desk.acts
        )


def test_time_that_is_asked_for_again_is_added_once(desk: Desk) -> None:
    order = Order(ActKind.EXTRA_TIME, (AN,), minutes=5)
    before = desk.room.attempts.get(AN).deadline
    first = desk.do(order, key="k-1")
    assert desk.do(order, key="k-1") == first
    assert desk.room.attempts.get(AN).deadline == before + timedelta(minutes=5)
    assert len(desk.acts.acts) == 1
    desk.do(order, key="k-2")
    assert desk.room.attempts.get(AN).deadline == before + timedelta(minutes=10)


def test_what_is_asked_for_again_reaches_those_whom_it_missed(desk: Desk) -> None:
    order = Order(ActKind.EXTRA_TIME, None, minutes=5)
    first = desk.do(order, key="k-1")
    cam = "c" * 32
    desk.room.attempts.add(attempt(cam, student=Student("Lê Văn Cam", "SBD003")))
    again = desk.do(order, key="k-1")
    assert (set(first.act.attempt_ids), again.act.attempt_ids) == ({AN, BINH}, (cam,))


def test_a_message_that_is_sent_again_is_read_once(desk: Desk) -> None:
    order = Order(ActKind.MESSAGE, (AN,), text="Ngồi thẳng lên.")
    desk.do(order, key="k-1")
    desk.do(order, key="k-1")
    assert len(desk.room.attempts.get(AN).supervision.notices) == 1
