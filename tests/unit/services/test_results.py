"""What a lecturer sees of a sat exam."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.attempts import Attempt, Student
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import ExamNotFoundError
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.rosters import Roster, RosterEntry
from chalicelib.domain.scoring import Score
from chalicelib.services.results import Results, counting, distribution_of, read_results
from tests.fakes.exam_room import Room
from tests.fakes.samples import LECTURER, NOW, SOMEBODY_ELSE, answer, attempt, content


def sat_room() -> Room:
    """Bình has both right, An one; Chi still writes."""
    room = Room()
    for name, number, right in (("Bình", "2", 2), ("An", "1", 1), ("Chi", "3", 0)):
        claim = room.claim(Student(name, number))
        room.save(claim, "q1", answer("c2" if right else "c1"))
        if right:
            room.save(claim, "q2", answer("c2" if right > 1 else "c1"))
            room.submit(claim)
    return room


def results_of(room: Room, lecturer: Lecturer = LECTURER) -> Results:
    return read_results(
        "exam-1",
        lecturer=lecturer,
        exams=room.exams,
        attempts=room.attempts,
        admissions=room.admissions,
    )


def test_every_student_has_a_row_in_order_of_their_numbers() -> None:
    rows = results_of(sat_room()).rows
    assert [(row.attempt.student.name, row.points) for row in rows] == [
        ("An", (1.0, 0.0)),
        ("Bình", (1.0, 1.0)),
        ("Chi", (0.0, None)),
    ]


def test_a_row_says_what_was_asked_and_whether_it_counts() -> None:
    rows = results_of(sat_room()).rows
    assert [row.asked for row in rows] == [(True, True)] * 3
    assert [row.counts for row in rows] == [True, True, False]


def test_who_still_writes_counts_for_no_figure() -> None:
    found = results_of(sat_room())
    assert found.analysis.attempts == 2
    assert found.analysis.items[0].difficulty == 1
    assert (found.distribution.mean, found.distribution.lowest) == (1.5, 1)


def test_a_row_says_whether_its_score_passes_where_there_is_a_line() -> None:
    room = sat_room()
    assert [row.passed for row in results_of(room).rows] == [None, None, None]
    before = room.exams.get("exam-1")
    marked = content(settings=ExamSettings(pass_mark=2))
    room.exams.replace(before, replace(before, content=marked), now=NOW)
    assert [row.passed for row in results_of(room).rows] == [False, True, None]


def test_who_is_on_the_class_list_and_never_came_is_absent() -> None:
    room = sat_room()
    listed = Roster((RosterEntry(" 1 ", "An"), RosterEntry("4", "Dũng"), RosterEntry("2", "Bình")))
    room.admissions.replace("exam-1", Roster(), listed)
    assert [entry.name for entry in results_of(room).absent] == ["Dũng"]


def test_an_exam_that_nobody_sat_has_no_figures() -> None:
    found = results_of(Room())
    assert (found.rows, found.distribution.mean, found.distribution.deviation) == ((), None, None)


def test_another_lecturers_results_are_not_found() -> None:
    room = sat_room()
    with pytest.raises(ExamNotFoundError):
        results_of(room, SOMEBODY_ELSE)


def test_scores_fall_into_ten_equal_bins() -> None:
    found = distribution_of([0, 0.9, 1, 9.99, 10, -2], 10)
    assert found.bins == (3, 1, 0, 0, 0, 0, 0, 0, 0, 2)


@pytest.mark.parametrize(("scores", "middle"), [([3, 1, 2], 2), ([4, 1, 2, 3], 2.5)])
def test_the_median_is_in_the_middle(scores: list[float], middle: float) -> None:
    assert distribution_of(scores, 10).median == middle


def test_of_several_attempts_the_best_counts_and_of_equal_ones_the_last() -> None:
    def sat(ordinal: int, points: float) -> Attempt:
        return attempt(f"{ordinal:032x}", ordinal=ordinal, score=Score(points, 10))

    first, second, third = sat(1, 7), sat(2, 9), sat(3, 9)
    assert counting([third, first, second]) == [third]
    assert counting([second, first]) == [second]
