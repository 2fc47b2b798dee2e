"""What came of an exam: the table of scores, their distribution, how good the questions were."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.answer_sheets import points_of
from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.corrections import score_changes
from chalicelib.domain.exams import Exam, Lecturer
from chalicelib.domain.item_analysis import ItemAnalysis, Sheet, analyse_items
from chalicelib.domain.questions import Paper
from chalicelib.domain.rosters import fold_number
from chalicelib.domain.statistics import mean, median, variance
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import AttemptStore, ExamStore

BINS: Final = 10
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One student's line of the table."""

    attempt: Attempt
    points: tuple[float | None, ...]
    """By question in the paper's order; None: not answered."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the scores of those who handed in are spread; None: nobody did."""

    mean: float | None
    median: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    bins: tuple[int, ...]
    """Equal stretches from 0 to the maximum; scores below 0 are in the first."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything about a sat exam."""

    exam: Exam
    paper: Paper
    rows: tuple[ResultRow, ...]
    distribution: Distribution
    analysis: ItemAnalysis
    stale: int
    """How many scores follow an older key: handed in just while keys were corrected."""


def read_results(
    exam_id: str, *, lecturer: Lecturer, exams: ExamStore, attempts: AttemptStore
) -> Results:
    """
    Return an exam's results; those who still write have a row and count for no figure.

    Of several attempts of a student all have a row, and the one that counts is in the figures.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    paper = exams.get_paper(exam_id)
    everybody = sorted(attempts.with_answers(exam_id), key=lambda a: a.student.number)
    done = counting(a for a in everybody if a.state is AttemptState.SUBMITTED)
    return Results(
        exam=exam,
        paper=paper,
        rows=tuple(ResultRow(attempt, _points(paper, attempt)) for attempt in everybody),
        distribution=distribution_of([a.score.points for a in done if a.score], _maximum(done)),
        analysis=analyse_items(
            paper, [Sheet(attempt.question_ids, attempt.responses) for attempt in done]
        ),
        stale=sum(1 for _ in score_changes(done, paper, exam.content.scoring)),
    )


def counting(attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return the attempt that counts of each student: the best, of equal ones the last."""
    best: dict[str, Attempt] = {}
    for attempt in sorted(attempts, key=lambda one: one.ordinal):
        held = best.get(number := fold_number(attempt.student.number))
        if held is None or _points_of(attempt) >= _points_of(held):
            best[number] = attempt
    return list(best.values())


def _points_of(attempt: Attempt) -> float:
    return attempt.score.points if attempt.score else -math.inf


def distribution_of(scores: Sequence[float], maximum: float) -> Distribution:
    """Return how scores out of a maximum are spread."""
    bins = [0] * BINS
    for score in scores:
        place = math.floor(score / maximum * BINS) if maximum else 0
        bins[min(BINS - 1, max(0, place))] += 1
    return Distribution(
        mean=_rounded(mean(scores)),
        median=_rounded(median(scores)),
        deviation=_rounded(math.sqrt(variance(scores)) if scores else None),
        lowest=min(scores, default=None),
        highest=max(scores, default=None),
        bins=tuple(bins),
    )


def _points(paper: Paper, attempt: Attempt) -> tuple[float | None, ...]:
    given = attempt.responses
    return tuple(points_of(question, given.get(question.question_id)) for question in paper)


def _maximum(done: Sequence[Attempt]) -> float:
    return max((attempt.score.maximum for attempt in done if attempt.score), default=0.0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
