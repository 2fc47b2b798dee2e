"""What each act of a lecturer does to an attempt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.acts import (
    ASKED_FOR,
    MAX_NOTICES,
    Act,
    ActKind,
    Order,
    apply_act,
    check_order,
)
from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.supervision import Notice, Pause, Supervision
from tests.fakes.samples import ATTEMPT_ID, LECTURER, NOW, attempt

LATER = NOW + timedelta(minutes=5)


def act(kind: ActKind, **changes: Any) -> Act:
    done: dict[str, Any] = {
        "act_id": "act-1",
        "exam_id": "exam-1",
        "at": NOW,
        "lecturer": LECTURER,
        "kind": kind,
        "everybody": False,
        "attempt_ids": (ATTEMPT_ID,),
    }
    return Act(**{**done, **changes})


def test_a_message_waits_until_it_is_read() -> None:
    told = apply_act(act(ActKind.MESSAGE, text="Còn 10 phút."), attempt())
    assert told.supervision.unread == {"act-1": Notice("Còn 10 phút.", NOW)}
    read = replace(told.supervision, read=frozenset({"act-1"}))
    assert read.unread == {}


def test_unread_messages_come_in_the_order_they_were_sent() -> None:
    first, second = Notice("một", NOW), Notice("hai", LATER)
    assert list(Supervision(notices={"b": second, "a": first}).unread) == ["a", "b"]


def test_a_message_done_twice_is_one_message() -> None:
    once = apply_act(act(ActKind.MESSAGE, text="x"), attempt())
    assert apply_act(act(ActKind.MESSAGE, text="x"), once) is once


def test_a_student_takes_only_so_many_messages() -> None:
    notices = {f"act-{number}": Notice("x", NOW) for number in range(2, MAX_NOTICES + 2)}
    full = attempt(supervision=Supervision(notices=notices))
    assert apply_act(act(ActKind.MESSAGE, text="x"), full) is full


def test_extra_time_moves_the_deadline() -> None:
    changed = apply_act(act(ActKind.EXTRA_TIME, minutes=10), attempt())
    assert changed.deadline == attempt().deadline + timedelta(minutes=10)


def test_after_a_pause_as_much_time_is_left_as_before() -> None:
    paused = apply_act(act(ActKind.PAUSE), attempt())
    assert paused.supervision.paused_at == NOW
    assert paused.deadline == attempt().deadline
    resumed = apply_act(act(ActKind.RESUME, at=LATER), paused)
    assert resumed.supervision.paused_at is None
    assert resumed.deadline - LATER == attempt().deadline - NOW


def test_an_attempt_remembers_when_its_clock_stood() -> None:
    paused = apply_act(act(ActKind.PAUSE), attempt())
    began = round(NOW.timestamp() * 1_000)
    assert paused.supervision.pauses == (Pause(began, None),)
    resumed = apply_act(act(ActKind.RESUME, at=LATER), paused)
    assert resumed.supervision.pauses == (Pause(began, round(LATER.timestamp() * 1_000)),)


def test_time_added_during_a_pause_counts_too() -> None:
    paused = apply_act(act(ActKind.PAUSE), attempt())
    more = apply_act(act(ActKind.EXTRA_TIME, minutes=3), paused)
    resumed = apply_act(act(ActKind.RESUME, at=LATER), more)
    assert resumed.deadline - attempt().deadline == timedelta(minutes=5 + 3)


def test_a_paused_attempt_is_not_paused_again_nor_a_running_one_resumed() -> None:
    paused = apply_act(act(ActKind.PAUSE), attempt())
    assert apply_act(act(ActKind.PAUSE, at=LATER), paused) is paused
    running = attempt()
    assert apply_act(act(ActKind.RESUME), running) is running


def test_a_mark_is_set_and_taken_away() -> None:
    marked = apply_act(act(ActKind.MARK), attempt())
    assert marked.supervision.marked
    assert apply_act(act(ActKind.MARK), marked) is marked
    assert not apply_act(act(ActKind.UNMARK), marked).supervision.marked


def test_an_attempt_that_was_ended_says_why() -> None:
    ended = apply_act(act(ActKind.END, text="Rời phòng"), attempt())
    assert ended.supervision.ended_for == "Rời phòng"


@pytest.mark.parametrize("kind", sorted(ASKED_FOR - {ActKind.MARK, ActKind.UNMARK}))
def test_what_was_handed_in_is_only_marked(kind: ActKind) -> None:
    over = attempt(state=AttemptState.SUBMITTED)
    assert apply_act(act(kind, text="x", minutes=5), over) is over
    assert apply_act(act(ActKind.MARK), over).supervision.marked


def test_every_change_is_counted() -> None:
    once = apply_act(act(ActKind.PAUSE), attempt())
    assert apply_act(act(ActKind.RESUME), once).supervision.version == 2


@pytest.mark.parametrize(
    ("order", "places"),
    [
        (Order(ActKind.MESSAGE), {"text"}),
        (Order(ActKind.MESSAGE, text="x" * 501), {"text"}),
        (Order(ActKind.PAUSE, text="x" * 501), {"text"}),
        (Order(ActKind.EXTRA_TIME), {"minutes"}),
        (Order(ActKind.EXTRA_TIME, minutes=181), {"minutes"}),
        (Order(ActKind.PAUSE, ()), {"attempt_ids"}),
        (Order(ActKind.END, text="x"), {"attempt_ids"}),
        (Order(ActKind.END, (ATTEMPT_ID,)), {"text"}),
        (Order(ActKind.MISSED), {"kind"}),
    ],
)
def test_an_order_that_lacks_something_is_refused(order: Order, places: set[str]) -> None:
    with pytest.raises(InvalidError) as refusal:
        check_order(order)
    assert {problem.path for problem in refusal.value.problems} == places


@pytest.mark.parametrize(
    "order",
    [
        Order(ActKind.MESSAGE, text="x" * 500),
        Order(ActKind.EXTRA_TIME, minutes=180),
        Order(ActKind.PAUSE),
        Order(ActKind.END, (ATTEMPT_ID,), text="Rời phòng"),
    ],
)
def test_a_whole_order_is_taken(order: Order) -> None:
    check_order(order)
