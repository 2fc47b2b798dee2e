"""What is read off a room under load."""

from __future__ import annotations

import pytest

from bench.load.cadence import bundles, sparse_bundles
from bench.load.figures import (
    Depth,
    Flag,
    Measured,
    Shown,
    Upload,
    account,
    analysed_a_second,
    answers_kept,
    flag_delays,
    percentile,
)
from bench.load.scenes import scenes_of
from chalicelib.domain.kinds import Kind

MINIMUM = {Kind.NO_FACE: 5_000, Kind.SEVERAL_PEOPLE: 4_000}


def upload(first_ms: int = 0, *, accepted_ms: int = 0) -> Upload:
    return Upload("a", tuple(range(first_ms, first_ms + 5_000, 1_000)), accepted_ms, late_ms=0)


def test_a_frame_that_is_neither_seen_nor_waiting_is_lost() -> None:
    where = account([upload(), upload(5_000)], {"a": {0, 1_000}}, waiting=1, set_aside=0)
    assert (where.uploaded, where.observed, where.waiting, where.lost) == (10, 2, 5, 3)


def test_uploads_of_different_lengths_that_wait_are_not_lost() -> None:
    short = Upload("a", (60_000, 61_000), 0, late_ms=0)
    where = account([upload(), upload(5_000), short], {}, waiting=2, set_aside=1)
    assert (where.uploaded, where.observed, where.lost) == (12, 0, 0)
    assert where.waiting + where.set_aside == 12


def test_an_upload_that_no_queue_holds_is_lost() -> None:
    where = account([upload(), upload(5_000), upload(10_000)], {}, waiting=1, set_aside=1)
    assert (where.waiting, where.set_aside, where.lost) == (5, 5, 5)


def test_a_frame_of_another_student_does_not_stand_for_ones_own() -> None:
    assert account([upload()], {"b": set(range(5_000))}, waiting=0, set_aside=0).lost == 5


def test_an_answer_that_is_gone_or_another_is_not_kept() -> None:
    acknowledged = {("a", "1"): "x", ("a", "2"): "y", ("b", "1"): "z"}
    assert answers_kept(acknowledged, {("a", "1"): "x", ("a", "2"): "other"}) == 1


def test_a_delay_runs_from_the_end_of_the_minimum_duration() -> None:
    measured = Measured(
        uploads=[upload(accepted_ms=4_500), upload(5_000, accepted_ms=9_500)],
        shown=[Shown("a", Kind.NO_FACE, 1_000)],
        flags=[Flag("a", "no_face", 1_000, known_ms=11_000)],
    )
    delays = flag_delays(measured, MINIMUM)
    assert (delays.after_minimum, delays.after_upload) == ([5_000], [1_500])


@pytest.mark.parametrize(
    "flag",
    [
        Flag("b", "no_face", 1_000, known_ms=9_000),
        Flag("a", "phone", 1_000, known_ms=9_000),
        Flag("a", "no_face", 61_000, known_ms=69_000),
    ],
    ids=["another student", "another kind", "another time"],
)
def test_a_scene_is_missed_when_only_others_are_told_of(flag: Flag) -> None:
    measured = Measured(shown=[Shown("a", Kind.NO_FACE, 1_000)], flags=[flag])
    assert flag_delays(measured, MINIMUM).missing == 1


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.75, 3), (0.95, 4), (1.0, 4)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile([4, 1, 3, 2], share) == value


def test_what_left_a_queue_is_what_came_less_what_is_left() -> None:
    uploads = [upload(accepted_ms=1_000 + 100 * number) for number in range(100)]
    depths = [Depth(0, 0, 0), Depth(1, 10, 0), Depth(11, 60, 0), Depth(12, 0, 3)]
    assert analysed_a_second(uploads, depths, 0) == pytest.approx(5)


def test_a_queue_that_was_always_emptied_tells_no_rate() -> None:
    assert analysed_a_second([upload()], [Depth(0, 0, 1), Depth(5, 0, 2)], 0) == 0


def test_scenes_end_within_the_time_and_leave_a_minute_between() -> None:
    starts = [scene.starts_s for scene in scenes_of(3, 300)]
    assert starts == [15, 75, 135, 195, 255]


def test_most_students_are_calm() -> None:
    assert [number for number in range(10) if scenes_of(number, 300)] == [3, 7]


def test_simulated_pages_bundle_as_the_real_one() -> None:
    calm = [len(taken) for taken in bundles(20, lambda _: False)]
    assert calm == [9, 9, 2]
    changing = [len(taken) for taken in bundles(32, {10}.__contains__)]
    assert changing == [9, 2, *[2] * 6, 9]


@pytest.mark.parametrize(("every", "together"), [(2, 9), (10, 3), (20, 1), (45, 1)])
def test_a_picture_now_and_then_goes_up_before_its_camera_counts_as_silent(
    every: int, together: int
) -> None:
    uploads = [list(seconds) for seconds in sparse_bundles(100, every)]
    assert [second for upload in uploads for second in upload] == list(range(0, 100, every))
    assert len(uploads[0]) == together
