"""What came of an exam: the table of scores, their distribution, how good the questions were."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.answer_sheets import points_of
from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.corrections import score_changes
from chalicelib.domain.exams import Exam
from chalicelib.domain.item_analysis import ItemAnalysis, Sheet, analyse_items
from chalicelib.domain.names import fold_number
from chalicelib.domain.questions import Paper
from chalicelib.domain.rosters import RosterEntry
from chalicelib.domain.statistics import mean, median, variance
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import AdmissionStore, AttemptStore, ExamStore

BINS: Final = 10
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One student's line of the table."""

    attempt: Attempt
    points: tuple[float | None, ...]
    """By question in the paper's order; None: not answered, or not asked."""
    asked: tuple[bool, ...]
    """Likewise: whether the student drew the question."""
    counts: bool
    """Whether it is the attempt that counts of its student's; none does before it is handed in."""
    passed: bool | None
    """None: it has no score yet, or the exam no pass mark."""


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
    """By student number; a student's attempts in their order."""
    absent: tuple[RosterEntry, ...]
    """Who stands on the class list and never came, in its order."""
    distribution: Distribution
    analysis: ItemAnalysis
    stale: int
    """How many scores follow an older key: handed in just while keys were corrected."""

    @property
    def repeated(self) -> bool:
        """Whether somebody has more than one attempt, so that each is to be told apart."""
        return any(row.attempt.ordinal > 1 for row in self.rows)


def read_results(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    admissions: AdmissionStore,
) -> Results:
    """
    Return an exam's results; those who still write have a row and count for no figure.

    Of several attempts of a student all have a row, and the one that counts is in the figures.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    paper = exams.get_paper(exam_id)
    everybody = sorted(attempts.with_answers(exam_id), key=lambda a: (a.student.number, a.ordinal))
    done = counting(a for a in everybody if a.state is AttemptState.SUBMITTED)
    counted = {attempt.attempt_id for attempt in done}
    came = {fold_number(attempt.student.number) for attempt in everybody}
    listed = admissions.read(exam_id).entries
    return Results(
        exam=exam,
        paper=paper,
        rows=tuple(_row(exam, paper, one, counts=one.attempt_id in counted) for one in everybody),
        absent=tuple(entry for entry in listed if fold_number(entry.number) not in came),
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


def _row(exam: Exam, paper: Paper, attempt: Attempt, *, counts: bool) -> ResultRow:
    given = attempt.responses
    return ResultRow(
        attempt,
        points=tuple(points_of(question, given.get(question.question_id)) for question in paper),
        asked=tuple(question.question_id in attempt.question_ids for question in paper),
        counts=counts,
        passed=exam.content.settings.has_passed(attempt.score.points if attempt.score else None),
    )


def _maximum(done: Sequence[Attempt]) -> float:
    return max((attempt.score.maximum for attempt in done if attempt.score), default=0.0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
