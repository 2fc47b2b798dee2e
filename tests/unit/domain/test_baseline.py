"""The baseline is the student's own, and follows nothing but quiet work."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.baseline import (
    MINUTE_MS,
    SETTLE_MS,
    TOLERANCES,
    UNKNOWN,
    Baseline,
    Range,
    find_baseline,
    follow_drift,
)
from chalicelib.domain.observations import Observation
from tests.fakes.samples import looking, seen, stretch

START = 10 * MINUTE_MS
ANGLES = st.sampled_from([-40.0, -20.0, 0.0, 5.0, 20.0, 40.0])
OBSERVATIONS = st.lists(
    st.one_of(
        st.builds(
            looking,
            st.integers(0, 240).map(lambda second: START - 30_000 + second * 1_000),
            yaw=ANGLES,
            pitch=ANGLES,
            gaze_x=st.sampled_from([-0.4, 0.0, 0.1, 0.4, None]),
        ),
        st.builds(seen, st.integers(0, 240).map(lambda s: START + s * 1_000), st.integers(0, 2)),
    ),
    max_size=60,
)


def working(seconds: range, **signals: float | None) -> list[Observation]:
    """Frames at some seconds after the start."""
    return [looking(START + second * 1_000, **signals) for second in seconds]


def neutral_yaw(observations: list[Observation]) -> float | None:
    yaw = find_baseline(observations, started_ms=START).baseline.yaw
    return None if yaw is None else yaw.neutral


@given(OBSERVATIONS, st.randoms(use_true_random=False))
def test_order_and_duplicates_change_nothing(
    observations: list[Observation], random: Random
) -> None:
    again = [*observations, *random.choices(observations, k=5)] if observations else []
    random.shuffle(again)
    found = find_baseline(observations, started_ms=START)
    assert find_baseline(again, started_ms=START) == found


@given(OBSERVATIONS, OBSERVATIONS)
def test_what_comes_after_it_is_settled_changes_nothing(
    observations: list[Observation], later: list[Observation]
) -> None:
    found = find_baseline(observations, started_ms=START)
    after = [o for o in later if o.captured_ms >= found.settled_ms]
    assert find_baseline([*observations, *after], started_ms=START) == found


@given(OBSERVATIONS)
def test_a_range_holds_its_neutral(observations: list[Observation]) -> None:
    found = find_baseline(observations, started_ms=START).baseline
    for usual in (found.yaw, found.pitch, found.gaze_x, found.gaze_y, found.mouth):
        assert usual is None or usual.low <= usual.neutral <= usual.high


def test_nothing_seen_is_an_unknown_baseline() -> None:
    assert find_baseline([]).baseline == UNKNOWN


def test_what_was_captured_before_the_start_counts_for_nothing() -> None:
    before = working(range(-20, 0), yaw=8.0)
    assert neutral_yaw([*before, *working(range(60), yaw=-8.0)]) == -8.0


def test_without_calibration_the_first_minute_counts_and_nothing_after_it() -> None:
    assert neutral_yaw([*working(range(60), yaw=4.0), *working(range(60, 200), yaw=12.0)]) == 4.0


def test_the_first_minute_begins_when_the_camera_does() -> None:
    assert neutral_yaw(working(range(300, 340), yaw=4.0)) == 4.0


def test_who_is_not_there_in_the_first_minute_is_measured_in_the_second() -> None:
    away = stretch(0, start_ms=START, seconds=65)
    assert neutral_yaw([*away, *working(range(66, 100), yaw=4.0)]) == 4.0


def test_who_is_not_there_for_three_minutes_has_no_baseline() -> None:
    away = stretch(0, start_ms=START, seconds=180)
    assert neutral_yaw([*away, *working(range(181, 240), yaw=4.0)]) is None


@pytest.mark.parametrize("aside", [{"gaze_x": -0.4}, {"yaw": 25.0}, {"pitch": -8.0}])
def test_an_episode_in_the_first_minute_is_left_out(aside: dict[str, float]) -> None:
    calm = find_baseline(working(range(60)), started_ms=START).baseline
    mixed = [*working(range(20)), *working(range(20, 40), **aside), *working(range(40, 60))]
    assert find_baseline(mixed, started_ms=START).baseline == calm


def test_no_two_faces_and_no_head_far_aside_count() -> None:
    two = [seen(START + second * 1_000, 2, yaw=5.0) for second in range(30)]
    assert neutral_yaw([*two, *working(range(30, 60), yaw=45.0)]) is None


def test_a_baseline_is_settled_when_its_minute_is_over_and_late_uploads_had_time() -> None:
    found = find_baseline(working(range(40)), started_ms=START)
    assert found.settled_ms == START + MINUTE_MS + SETTLE_MS


@pytest.mark.parametrize(("value", "times"), [(0.0, 0.0), (0.2, 1.0), (-0.1, -0.5), (0.4, 2.0)])
def test_a_value_at_the_margin_of_a_narrow_range_is_at_the_limit(
    value: float, times: float
) -> None:
    assert Range(0.0, -0.02, 0.02).beyond(value, 0.2) == pytest.approx(times)


def drifted(**signals: float) -> Baseline | None:
    calm = find_baseline(working(range(60)), started_ms=START).baseline
    moved = follow_drift(calm, working(range(300, 360), **signals))
    return moved.get((START + 360_000) // MINUTE_MS)


def test_the_baseline_goes_half_the_way_of_the_minute_before() -> None:
    found = drifted(pitch=16.0)
    assert found is not None
    assert found.pitch is not None
    assert found.pitch.neutral == pytest.approx(13.0)


def test_the_baseline_never_goes_farther_than_half_of_what_is_quiet() -> None:
    found = drifted(yaw=TOLERANCES["yaw"])
    assert found is not None
    assert found.yaw is not None
    assert found.yaw.neutral == pytest.approx(TOLERANCES["yaw"] / 2)


@pytest.mark.parametrize("aside", [{"gaze_x": -0.38}, {"yaw": 30.0}, {"pitch": -12.0}])
def test_the_baseline_never_follows_an_episode(aside: dict[str, float]) -> None:
    assert drifted(**aside) is None
