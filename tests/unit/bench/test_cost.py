from __future__ import annotations

from dataclasses import replace

import pytest

from bench.cost import AS_BUILT, Load, document, student_hour

LOAD = Load()


def test_an_upload_for_each_frame_costs_five_times_the_puts_of_five_in_one() -> None:
    alone = replace(AS_BUILT, frames_an_upload=1)
    assert student_hour(alone, LOAD, 10)["S3 requests"] == pytest.approx(
        5 * student_hour(AS_BUILT, LOAD, 10)["S3 requests"]
    )


def test_the_detector_costs_its_time_at_the_price_of_its_memory() -> None:
    full = replace(AS_BUILT, memory_mb=1769)
    one_core = student_hour(full, replace(LOAD, waiting_ms=0), 10)["Lambda, detector"]
    gb_seconds = 3600 * 0.010 * 1769 / 1024
    assert one_core == pytest.approx(gb_seconds * 0.0000166667 + 72 * 0.0000002)


def test_half_a_core_takes_twice_as_long_and_costs_no_less_to_compute() -> None:
    half, full = replace(AS_BUILT, memory_mb=1769 // 2), replace(AS_BUILT, memory_mb=1769)
    load = replace(LOAD, waiting_ms=0)
    assert student_hour(half, load, 10)["Lambda, detector"] == pytest.approx(
        student_hour(full, load, 10)["Lambda, detector"], rel=0.01
    )


def test_more_memory_than_a_core_is_no_faster() -> None:
    more, full = replace(AS_BUILT, memory_mb=3538), replace(AS_BUILT, memory_mb=1769)
    assert student_hour(more, LOAD, 10)["Lambda, detector"] == pytest.approx(
        2 * student_hour(full, LOAD, 10)["Lambda, detector"], rel=0.01
    )


def test_frames_that_are_kept_half_as_long_cost_half_as_much_to_keep() -> None:
    month = student_hour(AS_BUILT, LOAD, 10)["S3 storage"]
    assert student_hour(replace(AS_BUILT, retention_months=0.5), LOAD, 10)[
        "S3 storage"
    ] == pytest.approx(month / 2)


def test_the_page_says_whether_the_aim_is_met() -> None:
    assert "it is met" in document(0.0, Load(frame_kb=0, judged_seconds=0, heartbeats=0, answers=0))
    assert "it is missed" in document(100.0, LOAD)
