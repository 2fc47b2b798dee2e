"""Keys corrected after an exam: what may change, and what that does to the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.drawing import drawn_from
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.questions import (
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
    find_problems,
)
from chalicelib.domain.scoring import Score, ScoringScheme, score_paper

MAX_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Correction:
    """What a lecturer corrected, when and why; a record that nobody changes."""

    at: datetime
    by: Lecturer
    reason: str
    before: Paper
    """The corrected questions as they were."""
    after: Paper
    """And as they are, in the same order."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """What corrected keys do to one attempt."""

    attempt: Attempt
    before: Score
    after: Score


def correct_paper(paper: Paper, corrected: Iterable[Question], reason: str) -> Paper:
    """
    Return a paper with corrected keys, points and explanations.

    What students read stays as it was, since they answered that: of a question nothing changes but
    its key, its points and penalty, how partly right answers count, and its explanation.

    Args:
        paper: The paper as it stands.
        corrected: Questions of it, by their names, as they ought to be.
        reason: Why, for the record.

    Raises:
        InvalidError: A question is not of the paper, something that students read differs, a key
            breaks the rules, nothing differs at all, or there is no reason.
    """
    by_name = {question.question_id: question for question in corrected}
    problems = list(_correction_problems(paper, by_name))
    after = tuple(by_name.get(question.question_id, question) for question in paper)
    problems += find_problems(after)
    if not reason.strip():
        problems.append(Problem("reason", "required"))
    elif len(reason) > MAX_REASON:
        problems.append(Problem("reason", "too_long"))
    if not problems and after == paper:
        problems.append(Problem("questions", "unchanged"))
    if problems:
        raise InvalidError(tuple(problems))
    return after


def differences(before: Paper, after: Paper) -> tuple[Paper, Paper]:
    """Return the questions that differ, as they were and as they are."""
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return tuple(old for old, _ in pairs), tuple(new for _, new in pairs)


def score_changes(
    attempts: Iterable[Attempt], paper: Paper, scheme: ScoringScheme
) -> Iterator[ScoreChange]:
    """Yield the handed-in attempts whose score is not what the paper gives."""
    for attempt in attempts:
        if attempt.state is AttemptState.SUBMITTED and attempt.score is not None:
            after = score_paper(drawn_from(paper, attempt.question_ids), attempt.responses, scheme)
            if after != attempt.score:
                yield ScoreChange(attempt, attempt.score, after)


def _correction_problems(paper: Paper, corrected: Mapping[str, Question]) -> Iterator[Problem]:
    places = {question.question_id: index for index, question in enumerate(paper)}
    for name, question in corrected.items():
        if name not in places:
            yield Problem("questions", "unknown")
        elif _as_read(question) != _as_read(paper[places[name]]):
            yield Problem(f"questions[{places[name]}]", "not_only_the_key")


def _as_read(question: Question) -> Question:
    """Return what students read of a question: the rest is made the same for all."""
    common = replace(question, points=1.0, penalty=0.0, explanation="")
    match common:
        case SingleChoiceQuestion():
            return replace(common, correct_choice_id="")
        case SeveralChoicesQuestion():
            return replace(common, correct_choice_ids=frozenset(), credit=_ANY.credit)
        case TrueFalseQuestion():
            statements = tuple(replace(one, correct=True) for one in common.statements)
            return replace(common, statements=statements, credit=_ANY.credit)
        case NumberQuestion():
            return replace(common, number=0.0, tolerance=0.0)
        case ShortTextQuestion():
            return replace(common, accepted=())


_ANY: Final = TrueFalseQuestion(question_id="", text="", points=1.0, statements=())
