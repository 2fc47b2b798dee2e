"""Nothing is judged while the clock stands, and nothing reaches across."""

from __future__ import annotations

import pytest

from chalicelib.domain.attempt_events import EventKind, EventSource, event_at
from chalicelib.domain.baseline import UNKNOWN
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation
from chalicelib.domain.pauses import find_working_episodes, working_events
from chalicelib.domain.policies import PRESETS
from chalicelib.domain.supervision import Pause
from tests.fakes.samples import NOW_MS, stretch

POLICY = PRESETS["standard"]


def at(second: int) -> int:
    return NOW_MS + second * 1_000


def frames(faces: int, first: int, last: int) -> list[Observation]:
    return stretch(faces, start_ms=at(first), seconds=last - first)


def pause(first: int, last: int | None) -> Pause:
    return Pause(at(first), None if last is None else at(last))


def found(
    observations: list[Observation],
    *pauses: Pause,
    since: int | None = 0,
    until: int | None = None,
    start: int = 0,
) -> list[tuple[Kind, int, int]]:
    episodes = find_working_episodes(
        observations,
        POLICY,
        pauses,
        baseline=UNKNOWN,
        since_ms=None if since is None else at(since),
        until_ms=None if until is None else at(until),
        from_ms=at(start),
    )
    return [
        (e.kind, (e.started_ms - NOW_MS) // 1_000, (e.ended_ms - NOW_MS) // 1_000) for e in episodes
    ]


def test_without_a_pause_everything_is_judged() -> None:
    away = [*frames(1, 0, 9), *frames(0, 10, 20), *frames(1, 21, 30)]
    assert found(away) == [(Kind.NO_FACE, 10, 20)]


def test_who_leaves_while_the_clock_stands_is_not_noticed() -> None:
    away = [*frames(1, 0, 9), *frames(0, 10, 20), *frames(1, 21, 30)]
    assert found(away, pause(10, 21)) == []


def test_an_absence_around_a_pause_counts_on_each_side_alone() -> None:
    away = [*frames(1, 0, 9), *frames(0, 10, 60), *frames(1, 61, 70)]
    assert found(away, pause(20, 50)) == [(Kind.NO_FACE, 10, 19), (Kind.NO_FACE, 51, 60)]


def test_two_halves_too_short_for_a_rule_are_none_together() -> None:
    away = [*frames(1, 0, 17), *frames(0, 18, 52), *frames(1, 53, 60)]
    assert found(away, pause(20, 50)) == []


def test_after_a_pause_that_goes_on_nothing_is_judged() -> None:
    assert found([*frames(1, 0, 9), *frames(0, 10, 60)], pause(10, None)) == []


@pytest.mark.parametrize("start", [0, 200])
def test_a_camera_that_is_off_in_a_pause_is_not_missed(start: int) -> None:
    working = [*frames(1, 0, 99), *frames(1, 290, 330)]
    assert found(working, pause(100, 289), start=start) == []


def test_a_camera_that_stays_off_is_missed_from_the_end_of_the_pause() -> None:
    late = [*frames(1, 0, 99), *frames(1, 400, 430)]
    assert found(late, pause(100, 300)) == [(Kind.UNMONITORED, 300, 400)]


def test_a_camera_that_goes_off_before_a_pause_is_missed_up_to_it() -> None:
    early = [*frames(1, 0, 20), *frames(1, 300, 330)]
    assert found(early, pause(100, 299)) == [(Kind.UNMONITORED, 20, 100)]


def test_a_part_far_behind_a_pause_is_judged_as_it_is_without_one() -> None:
    part = [*frames(1, 500, 520), *frames(0, 521, 540)]
    without = found(part, since=None, start=510)
    assert without == [(Kind.NO_FACE, 521, 540)]
    assert found(part, pause(10, 20), since=None, start=510) == without


def test_what_a_page_notices_in_a_pause_is_left_out_and_what_reaches_into_one_ends_there() -> None:
    told = [
        event_at(at(second), EventKind.PAGE_LEFT, EventSource.PAGE, {"lasted_ms": 60_000})
        for second in (0, 90, 120, 200)
    ]
    kept = working_events(told, [pause(100, 180)])
    assert [(event.at_ms, event.lasted_ms) for event in kept] == [
        (at(0), 60_000),
        (at(90), 10_000),
        (at(200), 60_000),
    ]
