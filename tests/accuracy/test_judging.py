"""What recordings of real people must become, and must not, under the standard policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chalicelib.domain.baseline import find_baseline
from chalicelib.domain.calibration import CalibrationStep, Target
from chalicelib.domain.episodes import Episode, find_episodes
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import PRESETS

ObserveRecording = Callable[[str], tuple[Observation, ...]]

pytestmark = pytest.mark.accuracy


def judge(
    observe_recording: ObserveRecording, name: str, policy: str = "standard"
) -> tuple[Episode, ...]:
    return find_episodes(observe_recording(name), PRESETS[policy])


@pytest.mark.parametrize("policy", PRESETS)
def test_eyes_turned_aside_are_flagged_when_they_are_and_not_before(
    observe_recording: ObserveRecording, policy: str
) -> None:
    found = judge(observe_recording, "eyes_left.mp4", policy)
    aside = [episode for episode in found if episode.kind is Kind.LOOKING_AWAY]
    if policy != "relaxed":  # which asks for five seconds, and there are hardly so many
        assert any(e.started_ms < 11_000 and e.ended_ms > 5_000 for e in aside)
    assert all(episode.started_ms >= 4_000 for episode in found)
    assert all(episode.ended_ms <= 12_000 for episode in aside)


CALIBRATED_MS = 4_000
"""Both recordings begin with so long a look at the screen."""
STEPS = tuple(CalibrationStep(target, 0, CALIBRATED_MS) for target in Target)


def judge_calibrated(observe_recording: ObserveRecording, name: str) -> tuple[Episode, ...]:
    """Judge a recording whose first seconds are taken for the calibration."""
    seen = observe_recording(name)
    found = find_baseline(seen, started_ms=CALIBRATED_MS, calibration=STEPS)
    return find_episodes(seen, PRESETS["standard"], baseline=found.baseline, from_ms=CALIBRATED_MS)


def test_a_calibrated_student_is_flagged_for_eyes_turned_aside(
    observe_recording: ObserveRecording,
) -> None:
    aside = judge_calibrated(observe_recording, "eyes_left.mp4")
    assert any(e.started_ms < 11_000 and e.ended_ms > 5_000 for e in aside)
    assert {e.kind for e in aside} == {Kind.LOOKING_AWAY}


def test_a_calibrated_student_who_is_focused_is_never_flagged(
    observe_recording: ObserveRecording,
) -> None:
    assert judge_calibrated(observe_recording, "focused.mp4") == ()


def test_nothing_but_the_eyes_is_flagged_in_them(observe_recording: ObserveRecording) -> None:
    assert {e.kind for e in judge(observe_recording, "eyes_left.mp4")} == {Kind.LOOKING_AWAY}


@pytest.mark.parametrize("policy", ["relaxed", "standard"])
def test_a_focused_student_is_never_flagged(
    observe_recording: ObserveRecording, policy: str
) -> None:
    assert judge(observe_recording, "focused.mp4", policy) == ()


def test_the_eyes_turn_well_beyond_their_limit(observe_recording: ObserveRecording) -> None:
    [episode] = judge(observe_recording, "eyes_left.mp4")
    assert episode.peak > 1.4
    assert episode.confidence > 0.8
    assert episode.worst_ms is not None
    assert 5_000 < episode.worst_ms < 11_000
