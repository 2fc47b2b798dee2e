"""One attempt on several devices: the last one works, nothing chosen on the others is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource
from chalicelib.domain.attempts import Answer
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import AttemptTakenOverError
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.services import taking
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW, NOW_MS, answer, content


@pytest.fixture
def room() -> Room:
    return Room()


def join_again(room: Room) -> AttemptClaim:
    return room.tokens.verify_attempt(room.join().token)


def chosen_now(room: Room, choice: str, sequence: int) -> Answer:
    return answer(choice, sequence, round(room.clock.now().timestamp() * 1_000))


def kept(room: Room, claim: AttemptClaim) -> dict[str, Answer]:
    return dict(room.attempts.get(claim.attempt_id).answers)


def test_a_second_device_goes_on_with_the_attempt(room: Room) -> None:
    first = room.claim()
    second = join_again(room)
    assert (second.attempt_id, first.device, second.device) == (first.attempt_id, 1, 2)


def test_a_reload_is_no_second_device(room: Room) -> None:
    claim = room.claim()
    for _ in range(3):
        taking.resume_attempt(
            claim, exams=room.exams, attempts=room.attempts, frames=room.frames, clock=room.clock
        )
    assert room.attempts.get(claim.attempt_id).device == 1
    assert room.events.list_of(claim.attempt_id) == ()


def test_the_first_device_learns_of_it_by_its_heartbeat(room: Room) -> None:
    first = room.claim()
    join_again(room)
    with pytest.raises(AttemptTakenOverError):
        room.beat(first)


def test_the_first_device_hands_nothing_in_any_more(room: Room) -> None:
    first = room.claim()
    join_again(room)
    with pytest.raises(AttemptTakenOverError):
        room.submit(first)


def test_the_first_device_still_shows_what_was_handed_in(room: Room) -> None:
    first = room.claim()
    room.submit(join_again(room))
    assert room.beat(first).attempt.submitted_at == NOW


def test_answers_that_waited_on_the_first_device_are_kept(room: Room) -> None:
    first = room.claim()
    waiting = chosen_now(room, "c2", 5)
    room.clock.pass_by(minutes=1)
    join_again(room)
    room.clock.pass_by(minutes=1)
    room.save(first, "q1", waiting)
    assert kept(room, first) == {"q1": waiting}


def test_what_is_chosen_on_the_first_device_afterwards_is_refused(room: Room) -> None:
    first = room.claim()
    join_again(room)
    room.clock.pass_by(seconds=1)
    with pytest.raises(AttemptTakenOverError):
        room.save(first, "q1", chosen_now(room, "c2", 6))
    assert kept(room, first) == {}


def test_what_waited_does_not_undo_what_was_chosen_on_the_second(room: Room) -> None:
    first = room.claim()
    waiting = chosen_now(room, "c1", 99)
    second = join_again(room)
    room.clock.pass_by(minutes=1)
    later = chosen_now(room, "c2", 1)
    room.save(second, "q1", later)
    room.save(first, "q1", waiting)
    assert kept(room, first) == {"q1": replace(later, device=2)}


def test_that_the_attempt_was_entered_again_is_noted(room: Room) -> None:
    room.claim()
    room.clock.pass_by(minutes=3)
    second = join_again(room)
    [event] = room.events.list_of(second.attempt_id)
    assert event == AttemptEvent(
        room.clock.now(), EventKind.DEVICE_CHANGED, EventSource.SERVER, {"device": 2}
    )


def test_two_devices_at_work_at_the_same_time_are_noted_once(room: Room) -> None:
    first = room.claim()
    join_again(room)
    for _ in range(3):
        room.clock.pass_by(seconds=15)
        with pytest.raises(AttemptTakenOverError):
            room.beat(first)
    kinds = [event.kind for event in room.events.list_of(first.attempt_id)]
    assert kinds.count(EventKind.TWO_DEVICES) == 1


def test_the_first_device_may_take_the_attempt_back(room: Room) -> None:
    room.claim()
    join_again(room)
    third = join_again(room)
    room.save(third, "q1", chosen_now(room, "c2", 1))
    assert kept(room, third)["q1"].device == 3


def test_an_entry_sent_again_takes_nothing_over(room: Room) -> None:
    first, again = room.join(key="k1"), room.join(key="k1")
    assert room.tokens.verify_attempt(again.token) == room.tokens.verify_attempt(first.token)
    assert (first.resumed, again.resumed) == (False, False)
    assert room.events.list_of(first.page.attempt.attempt_id) == ()


def test_a_second_devices_entry_sent_again_takes_over_once(room: Room) -> None:
    room.join(key="k1")
    second, again = room.join(key="k2"), room.join(key="k2")
    assert [one.page.attempt.device for one in (second, again)] == [2, 2]
    assert [one.resumed for one in (second, again)] == [True, True]


def test_a_further_attempt_asked_for_again_is_the_same_one(room: Room) -> None:
    stored = room.exams.get("exam-1")
    twice = content(settings=ExamSettings(attempts_allowed=2))
    room.exams.replace(stored, replace(stored, content=twice), now=NOW)
    room.submit(room.claim())
    first, again = (room.join(further=True, key="k2") for _ in range(2))
    assert again.page.attempt == first.page.attempt
    assert (first.resumed, again.resumed) == (False, False)


def test_without_a_key_every_entry_takes_over(room: Room) -> None:
    room.join()
    assert room.join().page.attempt.device == 2


def test_a_heartbeat_tells_what_the_first_device_delivered_late(room: Room) -> None:
    first = room.claim()
    waited = answer("c1", answered_ms=NOW_MS - 1)
    second = room.tokens.verify_attempt(room.join().token)
    room.save(second, "q2", answer("c2"))
    assert room.beat(second).attempt.answers_of_earlier_devices == {}
    room.save(first, "q1", waited)
    assert room.beat(second).attempt.answers_of_earlier_devices == {"q1": waited}
