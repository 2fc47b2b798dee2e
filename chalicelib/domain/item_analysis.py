"""How good the questions were: what a class's answers say about each, and about the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.drawing import drawn_from
from chalicelib.domain.numbers import fold_text
from chalicelib.domain.questions import Paper, Question, TrueFalseQuestion
from chalicelib.domain.responses import (
    ChoiceResponse,
    ChoicesResponse,
    Response,
    StatementsResponse,
    TextResponse,
    is_blank,
)
from chalicelib.domain.scoring import score_question
from chalicelib.domain.statistics import MIN_TO_VARY, correlation, mean, variance

GROUP_SHARE: Final = 0.27
"""The outer groups that tell good questions from bad ones best when scores are normal: T. L.
Kelley, "The selection of upper and lower groups for the validation of test items", Journal of
Educational Psychology 30 (1939)."""
MAX_TYPED: Final = 10
"""How many of the answers typed most often are shown."""
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one student was asked, and what they answered."""

    question_ids: Collection[str]
    responses: Mapping[str, Response | None]


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How often one option was chosen: a choice, a statement held true, a text typed."""

    option: str
    """The choice's or statement's name, or the text as it is compared."""
    count: int
    upper: float
    """How many of the upper group chose it; whoever ties at its edge counts in part."""
    lower: float


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the answers say about one question; None: they say nothing."""

    question_id: str
    answered: int
    difficulty: float | None
    discrimination: float | None
    upper_lower: float | None
    options: tuple[OptionCount, ...]


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """What the answers say about a paper."""

    attempts: int
    items: tuple[ItemFigures, ...]
    alpha: float | None
    kr20: float | None


def analyse_items(paper: Paper, sheets: Sequence[Sheet]) -> ItemAnalysis:
    """
    Analyse the answers of a class; their order changes nothing.

    A question is judged by those who drew it; where papers differ, their totals are compared
    as shares of what each could reach.  How far the questions measure one thing is told for
    one paper alone.

    Args:
        paper: The questions with their keys.
        sheets: What each student was asked and answered.
    """
    sums = [_Sums.of(paper, sheet) for sheet in sheets]
    items = tuple(_analyse_item(question, sheets, sums) for question in paper)
    if any(len(own.points) < len(paper) for own in sums):
        return ItemAnalysis(len(sheets), items, None, None)
    scores = [[own.points[question.question_id] for question in paper] for own in sums]
    return ItemAnalysis(len(sheets), items, cronbach_alpha(scores), kr20(paper, scores))


@dataclass(frozen=True, slots=True)
class _Sums:
    """What one student reached, of what could be reached."""

    points: Mapping[str, float]
    """By question that the student drew."""
    maximum: float
    whole: float
    """What the whole paper is worth, on whose scale totals are compared."""

    @classmethod
    def of(cls, paper: Paper, sheet: Sheet) -> _Sums:
        drawn = drawn_from(paper, sheet.question_ids)
        return cls(
            {q.question_id: score_question(q, sheet.responses.get(q.question_id)) for q in drawn},
            sum(question.points for question in drawn),
            sum(question.points for question in paper),
        )

    def total(self) -> float:
        return self._scaled(sum(self.points.values()), self.maximum)

    def rest(self, question: Question) -> float:
        """Return the total of all questions but one."""
        own = self.points[question.question_id]
        return self._scaled(sum(self.points.values()) - own, self.maximum - question.points)

    def _scaled(self, reached: float, maximum: float) -> float:
        return reached / maximum * self.whole if maximum > 0 else 0.0


def difficulty(question: Question, points: Sequence[float]) -> float | None:
    """
    Return the share of a question's points that was reached, 0 (hard) to 1 (easy).

    The item difficulty p of classical test theory; for partly right answers the mean share (L.
    Crocker, J. Algina, "Introduction to Classical and Modern Test Theory", 1986, chapter 14).
    Penalties are left out.
    """
    return _rounded(mean([max(0.0, reached) / question.points for reached in points]))


def discrimination(points: Sequence[float], rest: Sequence[float]) -> float | None:
    """
    Return the correlation of a question's points with what was reached in all the others.

    For right-or-wrong questions it is the point-biserial correlation.  The question is taken out
    of the total, with which it would otherwise correlate by being a part of it: S. Henrysson,
    "Correction of item-total correlations in item analysis", Psychometrika 28 (1963).
    """
    return _rounded(correlation(points, rest))


def upper_lower(
    question: Question, points: Sequence[float], upper: Sequence[float], lower: Sequence[float]
) -> float | None:
    """
    Return how much easier the upper group found a question than the lower, -1 to 1.

    D = p(upper 27 %) - p(lower 27 %): R. L. Ebel, "Measuring Educational Achievement" (1965),
    where 0.4 and more is very good, below 0.2 poor.  The groups come as weights of students.
    """
    size = sum(upper)
    if not size or len(points) < MIN_TO_VARY:
        return None
    shares = [max(0.0, reached) / question.points for reached in points]
    gained = sum(s * (u - v) for s, u, v in zip(shares, upper, lower, strict=True))
    return _rounded(gained / size)


def cronbach_alpha(scores: Sequence[Sequence[float]]) -> float | None:
    """
    Return how far the questions measure one thing: k/(k-1) * (1 - sum of variances / variance).

    L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16
    (1951).  None for fewer than two questions or students, or when all totals are the same.

    Args:
        scores: A row a student, a column a question.
    """
    if len(scores) < MIN_TO_VARY or len(scores[0]) < MIN_TO_VARY:
        return None
    count = len(scores[0])
    whole = variance([sum(row) for row in scores])
    if whole < 1e-12:  # noqa: PLR2004 - rounding leaves less
        return None
    parts = sum(variance(column) for column in zip(*scores, strict=True))
    return _rounded(count / (count - 1) * (1 - parts / whole))


def kr20(paper: Paper, scores: Sequence[Sequence[float]]) -> float | None:
    """
    Return alpha for right-or-wrong questions that all count alike: k/(k-1) * (1 - sum pq / var).

    Formula 20 of G. F. Kuder, M. W. Richardson, "The theory of the estimation of test
    reliability", Psychometrika 2 (1937).  None when an answer was neither right nor wrong.
    """
    shares = [
        [max(0.0, reached) / question.points for reached, question in zip(row, paper, strict=True)]
        for row in scores
    ]
    if any(share not in {0.0, 1.0} for row in shares for share in row):
        return None
    return cronbach_alpha(shares)


def _analyse_item(
    question: Question, sheets: Sequence[Sheet], sums: Sequence[_Sums]
) -> ItemFigures:
    name = question.question_id
    asked = [(s, own) for s, own in zip(sheets, sums, strict=True) if name in own.points]
    given = [sheet.responses.get(name) for sheet, _ in asked]
    points = [own.points[name] for _, own in asked]
    totals = [own.total() for _, own in asked]
    upper, lower = _group_weights(totals), _group_weights([-total for total in totals])
    return ItemFigures(
        question_id=question.question_id,
        answered=sum(response is not None and not is_blank(response) for response in given),
        difficulty=difficulty(question, points),
        discrimination=discrimination(points, [own.rest(question) for _, own in asked]),
        upper_lower=upper_lower(question, points, upper, lower),
        options=tuple(_count_options(question, given, upper, lower)),
    )


def _group_weights(totals: Sequence[float]) -> list[float]:
    """
    Return how far each student belongs to the upper group: 1, 0, or a part for a tie at its edge.

    Ties share the places that are left, so that the order of students decides nothing.
    """
    size = max(1, round(GROUP_SHARE * len(totals)))
    keyed = [round(total, DIGITS) for total in totals]
    if not keyed:
        return []
    edge = sorted(keyed, reverse=True)[size - 1]
    above, at = sum(total > edge for total in keyed), keyed.count(edge)
    share = (size - above) / at
    return [1.0 if total > edge else share if total == edge else 0.0 for total in keyed]


def _count_options(
    question: Question,
    given: Sequence[Response | None],
    upper: Sequence[float],
    lower: Sequence[float],
) -> Iterator[OptionCount]:
    chosen: Counter[str] = Counter()
    in_groups: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for response, high, low in zip(given, upper, lower, strict=True):
        for option in _options_in(response):
            chosen[option] += 1
            above, below = in_groups[option]
            in_groups[option] = above + high, below + low
    for option in _offered(question) or _most_typed(chosen):
        above, below = in_groups[option]
        yield OptionCount(option, chosen[option], round(above, DIGITS), round(below, DIGITS))


def _options_in(response: Response | None) -> Iterable[str]:
    match response:
        case ChoiceResponse(choice_id):
            return (choice_id,)
        case ChoicesResponse(choice_ids):
            return choice_ids
        case StatementsResponse(statements):
            return [name for name, held_true in statements.items() if held_true]
        case TextResponse(text):
            return (fold_text(text),)
        case None:
            return ()


def _offered(question: Question) -> list[str]:
    """Name a question's options in their order; none where an answer is typed."""
    if isinstance(question, TrueFalseQuestion):
        return [statement.statement_id for statement in question.statements]
    return [choice.choice_id for choice in getattr(question, "choices", ())]


def _most_typed(chosen: Counter[str]) -> list[str]:
    return sorted(chosen, key=lambda text: (-chosen[text], text))[:MAX_TYPED]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
