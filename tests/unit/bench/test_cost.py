from __future__ import annotations

from dataclasses import replace

import pytest

from bench.cost import AS_BUILT, Load, document, student_hour
from bench.load.cadence import CADENCE

CALM_FRAMES = CADENCE["calm_frames"]
LOAD = Load()
CALM = Load(changing=0.0)


def test_an_upload_for_each_frame_costs_as_many_times_the_puts_as_go_together() -> None:
    alone = replace(AS_BUILT, frames_an_upload=1)
    assert student_hour(alone, CALM, 10)["S3 requests"] == pytest.approx(
        CALM_FRAMES * student_hour(AS_BUILT, CALM, 10)["S3 requests"]
    )


def test_a_page_in_a_hurry_sends_uploads_of_two() -> None:
    assert AS_BUILT.uploads(CALM) == pytest.approx(3600 / CALM_FRAMES)
    assert AS_BUILT.uploads(Load(changing=1.0)) == pytest.approx(3600 / 2)
    assert AS_BUILT.uploads(Load(changing=0.5)) == pytest.approx(1800 / CALM_FRAMES + 1800 / 2)


def test_who_is_not_watched_costs_nothing_for_the_wall() -> None:
    unwatched, watched = Load(cards=0), Load(cards=9, room_students=9, at_the_wall=1.0)
    assert student_hour(AS_BUILT, unwatched, 10)["pictures on the wall"] == 0
    hour = student_hour(AS_BUILT, watched, 10)["pictures on the wall"]
    assert hour > 1_800 * 2 * 1e-6, "each glimpse goes in and out"


def test_without_glimpses_who_is_watched_uploads_in_a_hurry() -> None:
    without = replace(AS_BUILT, glimpses=False)
    assert without.uploads(Load(changing=0.0, cards=9, room_students=9, at_the_wall=1.0)) == 1_800
    assert without.uploads(Load(changing=0.0, cards=0)) == 3600 / CALM_FRAMES


def test_the_detector_costs_its_time_at_the_price_of_its_memory() -> None:
    full = replace(AS_BUILT, memory_mb=1769)
    one_core = student_hour(full, replace(CALM, waiting_ms=0), 10)["Lambda, detector"]
    gb_seconds = 3600 * 0.010 * 1769 / 1024
    assert one_core == pytest.approx(gb_seconds * 0.0000166667 + 3600 / CALM_FRAMES * 0.0000002)


def test_half_a_core_takes_twice_as_long_and_costs_no_less_to_compute() -> None:
    half, full = replace(AS_BUILT, memory_mb=1769 // 2), replace(AS_BUILT, memory_mb=1769)
    load = replace(LOAD, waiting_ms=0)
    assert student_hour(half, load, 10)["Lambda, detector"] == pytest.approx(
        student_hour(full, load, 10)["Lambda, detector"], rel=0.01
    )


def test_more_memory_than_a_core_is_no_faster() -> None:
    more, full = replace(AS_BUILT, memory_mb=3538), replace(AS_BUILT, memory_mb=1769)
    # Each request costs the same, however large.
    assert student_hour(more, LOAD, 10)["Lambda, detector"] == pytest.approx(
        2 * student_hour(full, LOAD, 10)["Lambda, detector"], rel=0.05
    )


def test_frames_that_are_kept_half_as_long_cost_half_as_much_to_keep() -> None:
    fortnight = student_hour(replace(AS_BUILT, retention_months=0.5), LOAD, 10)["S3 storage"]
    assert student_hour(replace(AS_BUILT, retention_months=0.25), LOAD, 10)[
        "S3 storage"
    ] == pytest.approx(fortnight / 2)


def test_the_page_says_whether_the_aim_is_met() -> None:
    assert "it is met" in document(0.0, Load(frame_kb=0, judged_seconds=0, answers=0))
    assert "it is missed" in document(100.0, LOAD)
