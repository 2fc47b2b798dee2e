"""The results of an exam as they go over the wire."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from chalicelib.api.schemas import Instant


class ResultQuestion(Struct, frozen=True):
    """A column of the table."""

    question_id: str
    text: str
    points: float


class ResultRow(Struct, frozen=True):
    """
    One attempt; ``points`` and ``asked`` go by the columns.

    ``points`` is null where nothing was answered, ``asked`` false where the student did not draw
    the question.  Of a student's attempts one ``counts`` once it is handed in.  ``absent`` is who
    stands on the class list and never came: there is no attempt.
    """

    attempt_id: str | None
    student_name: str
    student_number: str
    ordinal: int
    counts: bool
    state: Literal["absent", "joined", "writing", "submitted"]
    submitted_at: Instant | None
    score: float | None
    max_score: float | None
    passed: bool | None
    """Null: no score yet, or the exam has no pass mark."""
    receipt: str | None
    points: list[float | None]
    asked: list[bool]


class Distribution(Struct, frozen=True):
    """How the scores are spread; ``bins`` are equal stretches from 0 to the maximum."""

    mean: float | None
    median: float | None
    deviation: float | None
    lowest: float | None
    highest: float | None
    bins: list[int]


class OptionCount(Struct, frozen=True):
    """How often a choice was made, a statement held true, or a text typed."""

    option: str
    count: int
    upper: float
    """How many of the upper 27 %; ties at the edge count in part."""
    lower: float


class ItemFigures(Struct, frozen=True):
    """
    What the answers say about a question; null: they say nothing.

    ``difficulty`` is the share of points reached, ``discrimination`` the correlation with the
    other questions (point-biserial), ``upper_lower`` the upper 27 % less the lower.
    """

    question_id: str
    answered: int
    difficulty: float | None
    discrimination: float | None
    upper_lower: float | None
    options: list[OptionCount]


class ItemAnalysis(Struct, frozen=True):
    """What the answers say about the paper: ``alpha`` is Cronbach's, ``kr20`` its kin."""

    attempts: int
    alpha: float | None
    kr20: float | None
    items: list[ItemFigures]


class ExamResults(Struct, frozen=True):
    """The table of results, their distribution and the analysis of the questions."""

    questions: list[ResultQuestion]
    rows: list[ResultRow]
    distribution: Distribution
    analysis: ItemAnalysis
    stale: int
    """Scores that follow an older key; scoring anew corrects them."""
