"""How long pictures are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.exam_settings import MAX_LATE_JOIN_MINUTES, ExamSettings, setting_problems
from chalicelib.domain.retention import EVIDENCE_DAYS, KEPT_WEEKS, weeks_until
from tests.fakes.samples import NOW


@pytest.mark.parametrize(("days", "weeks"), [(7, 1), (7.1, 2), (90, 13), (365, 53)])
def test_evidence_stays_until_its_day_and_a_week_longer_at_most(days: float, weeks: int) -> None:
    until = NOW + timedelta(days=days)
    assert weeks_until(until, NOW) == weeks
    assert timedelta(0) <= NOW + timedelta(weeks=weeks) - until < timedelta(weeks=1)


def test_what_is_kept_after_its_day_goes_within_a_week() -> None:
    assert weeks_until(NOW - timedelta(days=3), NOW) == 1


def test_a_class_holds_the_longest_time_of_an_exam_that_is_open_for_a_month() -> None:
    longest = timedelta(days=EVIDENCE_DAYS[-1], minutes=MAX_LATE_JOIN_MINUTES)
    assert timedelta(weeks=KEPT_WEEKS[-1]) >= longest


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"frame_days": 2}, "settings.frame_days"),
        ({"frame_days": 31}, "settings.frame_days"),
        ({"evidence_days": 6}, "settings.evidence_days"),
        ({"evidence_days": 366}, "settings.evidence_days"),
    ],
)
def test_times_outside_the_limits_are_refused(changes: dict[str, int], path: str) -> None:
    [problem] = setting_problems(ExamSettings(**changes), "settings")  # type: ignore[arg-type]
    assert (problem.path, problem.code) == (path, "out_of_range")
