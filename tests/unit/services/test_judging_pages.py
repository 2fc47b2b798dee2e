"""What pages notice travels with the heartbeat and becomes violations by the minute."""

from __future__ import annotations

import pytest

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource, event_at
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.kinds import Kind
from chalicelib.services.judging_pages import PageJudging, judge_pages
from chalicelib.services.taking import MAX_EVENTS
from tests.fakes.exam_room import Room
from tests.fakes.samples import NOW_MS


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def claim(room: Room) -> AttemptClaim:
    found = room.claim()
    room.clock.pass_by(minutes=10)
    return found


def away(second: int, lasted_s: int) -> AttemptEvent:
    at_ms = NOW_MS + second * 1_000
    return event_at(at_ms, EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": lasted_s * 1_000})


def judge(room: Room) -> PageJudging:
    return judge_pages(
        events=room.events,
        attempts=room.attempts,
        exams=room.exams,
        violations=room.violations,
        topic=room.topic,
    )


def spans(room: Room, claim: AttemptClaim) -> list[tuple[Kind, int, int]]:
    return [
        (v.kind, (v.started_ms - NOW_MS) // 1_000, (v.ended_ms - NOW_MS) // 1_000)
        for v in room.violations.read(claim.attempt_id).violations
    ]


def test_a_long_absence_becomes_a_violation_and_is_told_once(
    room: Room, claim: AttemptClaim
) -> None:
    room.beat(claim, away(60, 45))
    for _ in range(2):
        judge(room)
    assert spans(room, claim) == [(Kind.LEFT_PAGE, 60, 105)]
    assert len(room.topic.published) == 1


def test_an_absence_that_goes_on_is_one_violation_that_grows(
    room: Room, claim: AttemptClaim
) -> None:
    for lasted_s in (15, 30, 45, 60):
        room.beat(claim, away(60, lasted_s))
        judge(room)
    assert spans(room, claim) == [(Kind.LEFT_PAGE, 60, 120)]
    assert len(room.topic.published) == 1


def test_one_short_absence_is_kept_and_no_violation(room: Room, claim: AttemptClaim) -> None:
    room.beat(claim, away(60, 3))
    assert judge(room).judged == 1
    assert spans(room, claim) == []
    assert len(room.events.list_of(claim.attempt_id)) == 1


def test_short_absences_told_in_several_heartbeats_count_together(
    room: Room, claim: AttemptClaim
) -> None:
    for n in range(5):
        room.beat(claim, away(n * 60, 2))
        judge(room)
    assert spans(room, claim) == [(Kind.LEFT_PAGE, 0, 242)]


def test_nothing_new_is_nothing_to_judge(room: Room, claim: AttemptClaim) -> None:
    room.beat(claim, away(60, 3))
    judge(room)
    room.beat(claim)
    assert judge(room) == PageJudging(0)


def test_an_attempt_that_fails_is_judged_in_the_next_round(room: Room, claim: AttemptClaim) -> None:
    room.beat(claim, away(60, 45))
    room.topic.failures = 1
    assert set(judge(room).failed) == {claim.attempt_id}
    assert judge(room).judged == 1
    assert len(room.topic.published) == 1


def test_who_is_exempt_may_leave_the_page(room: Room, claim: AttemptClaim) -> None:
    room.attempts.exempt(claim.attempt_id, {Kind.LEFT_PAGE})
    room.beat(claim, away(60, 45))
    judge(room)
    assert spans(room, claim) == []


@pytest.mark.parametrize("second", [-1, 10 * 60 + 6])
def test_what_cannot_have_happened_yet_or_happened_before_is_left_out(
    room: Room, claim: AttemptClaim, second: int
) -> None:
    room.beat(claim, away(second, 45))
    assert room.events.list_of(claim.attempt_id) == ()


def test_more_events_than_a_call_takes_are_refused_and_the_heartbeat_with_them(
    room: Room, claim: AttemptClaim
) -> None:
    with pytest.raises(InvalidError):
        room.beat(claim, *[away(n, 1) for n in range(MAX_EVENTS + 1)])


def test_after_handing_in_nothing_is_noted(room: Room, claim: AttemptClaim) -> None:
    room.submit(claim)
    room.beat(claim, away(60, 45))
    assert room.events.list_of(claim.attempt_id) == ()
