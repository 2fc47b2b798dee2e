"""An exam is read once a minute, however many uploads ask for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.errors import ExamNotFoundError
from chalicelib.domain.exams import Exam
from chalicelib.services.recent_exams import MOST_EXAMS, RecentExams
from tests.fakes.samples import exam
from tests.fakes.time_and_names import FakeClock


class CountingExams:
    """Has every exam but ``missing``, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(self, exam_id: str) -> Exam:
        self.asked.append(exam_id)
        if exam_id == "missing":
            raise ExamNotFoundError
        return replace(exam(), exam_id=exam_id)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stored() -> CountingExams:
    return CountingExams()


@pytest.fixture
def recent(stored: CountingExams, clock: FakeClock) -> RecentExams:
    return RecentExams(stored, clock=clock)


def test_within_a_minute_an_exam_is_read_once(
    recent: RecentExams, stored: CountingExams, clock: FakeClock
) -> None:
    for _ in range(12):
        assert recent.get("a").exam_id == "a"
        clock.pass_by(seconds=4.9)
    assert stored.asked == ["a"]


def test_after_a_minute_it_is_read_again(
    recent: RecentExams, stored: CountingExams, clock: FakeClock
) -> None:
    recent.get("a")
    clock.pass_by(seconds=60)
    recent.get("a")
    assert stored.asked == ["a", "a"]


def test_exams_are_not_taken_for_one_another(recent: RecentExams) -> None:
    assert [recent.get(name).exam_id for name in "abab"] == ["a", "b", "a", "b"]


def test_an_exam_that_is_not_there_is_asked_for_every_time(
    recent: RecentExams, stored: CountingExams
) -> None:
    for _ in range(2):
        with pytest.raises(ExamNotFoundError):
            recent.get("missing")
    assert stored.asked == ["missing", "missing"]


def test_of_too_many_exams_the_one_read_longest_ago_is_forgotten(
    recent: RecentExams, stored: CountingExams
) -> None:
    names = [str(number) for number in range(MOST_EXAMS + 1)]
    for name in [*names, names[1], names[0]]:
        recent.get(name)
    assert stored.asked == [*names, names[0]]
