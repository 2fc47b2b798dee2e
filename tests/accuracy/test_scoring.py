"""The report counts what it says it counts."""

from __future__ import annotations

import numpy as np
import pytest

from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity
from tests.accuracy.clips import Clip, Span
from tests.accuracy.scoring import Counts, poisson_interval, score_clip

PICTURE = np.zeros((8, 8, 3), np.uint8)
CLIP = Clip("clip", [PICTURE] * 31, (Span("no_face", 10_000, 20_000),))


def found(*spans: tuple[int, int], kind: Kind = Kind.NO_FACE) -> list[Episode]:
    return [Episode(kind, Severity.LOW, start, end, 1.0, (start, end)) for start, end in spans]


def test_an_episode_on_its_label_is_right() -> None:
    score = score_clip(CLIP, found((10_000, 20_000)), "no_face")
    assert score.episodes == Counts(right=1)
    # Eleven seconds lie in the label; the two at its edges are left out.
    assert score.frames == Counts(right=9)


def test_an_episode_beside_its_label_is_wrong_and_the_label_missed() -> None:
    score = score_clip(CLIP, found((25_000, 28_000)), "no_face")
    assert score.episodes == Counts(wrong=1, missed=1)
    assert score.frames == Counts(wrong=4, missed=9)


def test_another_kind_on_the_label_is_wrong() -> None:
    episodes = found((10_000, 20_000), kind=Kind.SEVERAL_PEOPLE)
    assert score_clip(CLIP, episodes, "several_people").episodes == Counts(wrong=1)
    assert score_clip(CLIP, episodes, "no_face").episodes == Counts(missed=1)


def test_an_excused_kind_is_neither_right_nor_wrong() -> None:
    span = Span("camera_blocked", 10_000, 20_000, frozenset({"no_face"}))
    clip = Clip("clip", [PICTURE] * 31, (span,))
    score = score_clip(clip, found((10_000, 20_000)), "no_face")
    assert (score.episodes, score.frames) == (Counts(), Counts())


def test_time_with_the_label_is_no_time_for_false_alarms() -> None:
    assert score_clip(CLIP, [], "no_face").calm_ms == 20_000


def test_rates_of_nothing_are_unknown() -> None:
    nothing = Counts()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)


def test_rates_are_shares_of_what_was_found_and_of_what_there_is() -> None:
    counts = Counts(right=3, wrong=1, missed=2)
    assert (counts.precision, counts.recall) == (0.75, 0.6)
    assert counts.f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("count", "interval"),
    # Garwood's own table, 95 %.
    [(0, (0, 3.689)), (1, (0.0253, 5.572)), (5, (1.623, 11.668)), (30, (20.24, 42.83))],
)
def test_the_interval_of_a_count_is_the_exact_one(
    count: int, interval: tuple[float, float]
) -> None:
    assert poisson_interval(count) == pytest.approx(interval, rel=1e-3)
