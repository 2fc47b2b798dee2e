"""The look at the screen's centre and corners teaches the student's own neutral and range."""

from __future__ import annotations

import pytest

from chalicelib.domain.baseline import (
    MINUTE_MS,
    SETTLE_MS,
    TOLERANCES,
    Baseline,
    FoundBaseline,
    Range,
    find_baseline,
)
from chalicelib.domain.calibration import (
    MAX_STEP_MS,
    MAX_STEPS,
    SETTLING_MS,
    CalibrationStep,
    Target,
    check_calibration,
)
from chalicelib.domain.episodes import find_episodes
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import PRESETS
from tests.fakes.samples import looking, seen

START = 10 * MINUTE_MS
BEGAN = START - 30_000
STEP_MS = 1_600
STEPS = tuple(
    CalibrationStep(target, BEGAN + n * STEP_MS, BEGAN + (n + 1) * STEP_MS)
    for n, target in enumerate(Target)
)
WIDE = {
    Target.CENTRE: {},
    Target.TOP_LEFT: {"gaze_x": 0.26, "yaw": 8.0, "pitch": 14.0},
    Target.TOP_RIGHT: {"gaze_x": -0.26, "yaw": -8.0, "pitch": 14.0},
    Target.BOTTOM_LEFT: {"gaze_x": 0.26, "yaw": 8.0, "pitch": 4.0},
    Target.BOTTOM_RIGHT: {"gaze_x": -0.26, "yaw": -8.0, "pitch": 4.0},
}
"""How somebody before a wide screen looks at its centre and corners."""
Looks = dict[Target, dict[str, float]]


def followed(looks: Looks, *, frames_apart_ms: int = 250) -> list[Observation]:
    """Frames of somebody who follows the dot, late by 300 ms."""
    return [
        looking(moment, **looks[step.target])
        for step in STEPS
        for moment in range(step.from_ms + 300, step.to_ms + 300, frames_apart_ms)
    ]


def baseline_of(observations: list[Observation]) -> Baseline:
    return found(observations).baseline


def found(observations: list[Observation]) -> FoundBaseline:
    return find_baseline(observations, started_ms=START, calibration=STEPS)


def flagged(baseline: Baseline, **signals: float) -> bool:
    """Say whether looking somewhere for five seconds is flagged under the standard policy."""
    aside = [looking(START + n * 1_000, **signals) for n in range(6)]
    episodes = find_episodes(aside, PRESETS["standard"], baseline=baseline)
    return Kind.LOOKING_AWAY in {episode.kind for episode in episodes}


@pytest.mark.parametrize("corner", [target for target in Target if target is not Target.CENTRE])
def test_a_calibrated_student_is_not_flagged_for_looking_at_a_corner(corner: Target) -> None:
    assert not flagged(baseline_of(followed(WIDE)), **WIDE[corner])


@pytest.mark.parametrize(
    "aside", [{"gaze_x": 0.38}, {"gaze_x": -0.38}, {"yaw": 38.0}, {"yaw": -38.0}, {"pitch": -16.0}]
)
def test_a_calibrated_student_is_flagged_for_looking_far_aside(aside: dict[str, float]) -> None:
    assert flagged(baseline_of(followed(WIDE)), **aside)


def test_without_the_calibration_the_same_corner_would_be_flagged() -> None:
    quiet = [looking(START + n * 1_000) for n in range(60)]
    assert flagged(find_baseline(quiet, started_ms=START).baseline, gaze_x=0.26)


def test_who_looks_beside_the_screen_at_every_corner_gains_nothing() -> None:
    cheating = {**WIDE, Target.TOP_LEFT: {"gaze_x": 0.5}, Target.BOTTOM_LEFT: {"gaze_x": 0.5}}
    learnt = baseline_of(followed(cheating))
    assert learnt.gaze_x is not None
    assert learnt.gaze_x.high == TOLERANCES["gaze_x"]
    assert flagged(learnt, gaze_x=0.38)


def test_the_look_at_the_centre_is_the_neutral_whatever_the_corners_say() -> None:
    looks = {target: {**look, "yaw": 6.0} for target, look in WIDE.items()}
    looks[Target.TOP_LEFT]["yaw"] = 20.0
    assert baseline_of(followed(looks)).yaw == Range(6.0, 6.0, 20.0)


def test_one_blink_in_a_corner_changes_nothing() -> None:
    frames = followed(WIDE)
    blink = next(i for i, o in enumerate(frames) if o.face and o.face.yaw == -8.0)
    misread = looking(frames[blink].captured_ms, gaze_x=0.5, yaw=-30.0, pitch=-20.0)
    mixed = [*frames[: blink + 2], misread, *frames[blink + 3 :]]
    assert baseline_of(mixed) == baseline_of(frames)


def test_the_first_half_second_of_a_place_does_not_count() -> None:
    strays = [looking(step.from_ms + SETTLING_MS - 1, gaze_x=-0.5, yaw=30.0) for step in STEPS]
    assert baseline_of([*followed(WIDE), *strays]) == baseline_of(followed(WIDE))


def test_frames_of_the_waiting_room_outside_the_calibration_do_not_count() -> None:
    fidgeting = [looking(BEGAN - n * 500, yaw=25.0, gaze_x=0.4) for n in range(1, 40)]
    assert baseline_of([*fidgeting, *followed(WIDE)]) == baseline_of(followed(WIDE))


def test_order_and_duplicates_change_nothing() -> None:
    frames = followed(WIDE)
    again = [*reversed(frames), *frames[::3]]
    assert found(again) == found(frames)


def test_a_calibrated_baseline_is_settled_when_its_late_uploads_had_time() -> None:
    assert found(followed(WIDE)).settled_ms == max(START, STEPS[-1].to_ms + SETTLE_MS)


@pytest.mark.parametrize("kept", [1, 2, 4])
def test_too_few_places_are_no_calibration_and_the_first_minute_counts(kept: int) -> None:
    """The centre and one corner, or too few frames of all."""
    frames = followed(WIDE, frames_apart_ms=600) if kept == 4 else followed(WIDE)[: kept * 6]
    minute = [looking(START + n * 1_000, yaw=3.0) for n in range(60)]
    learnt = baseline_of([*frames, *minute])
    assert learnt.yaw is not None
    assert learnt.yaw.neutral == 3.0


def test_two_faces_in_the_calibration_do_not_count() -> None:
    two = [seen(o.captured_ms, 2) for o in followed(WIDE)]
    assert baseline_of(two) == Baseline()


def test_a_calibration_that_a_page_can_have_shown_is_taken() -> None:
    check_calibration(STEPS)


@pytest.mark.parametrize("lasts_ms", [0, -5, MAX_STEP_MS + 1])
def test_a_step_that_ends_too_early_or_too_late_is_refused(lasts_ms: int) -> None:
    with pytest.raises(InvalidError) as caught:
        check_calibration([CalibrationStep(Target.CENTRE, START, START + lasts_ms)])
    assert [problem.path for problem in caught.value.problems] == ["calibration[0]"]


def test_more_steps_than_any_page_shows_are_refused() -> None:
    with pytest.raises(InvalidError):
        check_calibration([CalibrationStep(Target.CENTRE, 0, 1)] * (MAX_STEPS + 1))
