"""What people decide about a violation: an append-only history, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import InvalidError, NothingToUndoError, Problem, TooManyStepsError

MAX_NOTE: Final = 1_000
MAX_STEPS: Final = 60
"""Notes of the longest kind and so many steps fit into one stored record of 400 KB."""


class Review(StrEnum):
    """What people decided; nobody but a person decides."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Act(StrEnum):
    """What somebody does to a violation."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    REOPEN = "reopen"
    """Take everything that was decided back: it is to be looked at again."""
    UNDO = "undo"
    """Take the reviewer's own last step back."""
    NOTE = "note"
    """Write a note; decides nothing."""
    JOIN = "join"
    """The system joined stretches that people had decided differently: to be looked at again."""


PERSONAL: Final = frozenset(Act) - {Act.JOIN}
"""What a person may do."""
VERDICTS: Final = {Act.CONFIRM: Review.CONFIRMED, Act.DISMISS: Review.DISMISSED}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews."""

    reviewer_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One line of a violation's history."""

    act: Act
    at_ms: int
    reviewer: Reviewer
    before: Review
    after: Review
    note: str = ""


History = tuple[ReviewStep, ...]
SYSTEM: Final = Reviewer("", "")


def take_step(
    history: History, act: Act, *, by: Reviewer, note: str, at_ms: int, reviewers: int
) -> History:
    """
    Return a history with one step more.

    Args:
        history: What was done so far, oldest first.
        act: What is done now.
        by: Who does it.
        note: Why; kept with the step.
        at_ms: When, milliseconds since the epoch.
        reviewers: How many different people must agree on a verdict.

    Raises:
        InvalidError: The note is too long, or a note says nothing.
        NothingToUndoError: The reviewer has no step that still counts.
        TooManyStepsError: The history is full.
    """
    _check_note(act, note)
    if len(history) >= MAX_STEPS:
        raise TooManyStepsError(most=MAX_STEPS)
    if act is Act.UNDO and not can_undo(history, by):
        raise NothingToUndoError
    before = standing(history, reviewers)
    done = ReviewStep(act, at_ms, by, before, before, note.strip())
    after = standing((*history, done), reviewers)
    return (*history, ReviewStep(act, at_ms, by, before, after, done.note))


def standing(history: Iterable[ReviewStep], reviewers: int) -> Review:
    """
    Return what is decided.

    Each reviewer's latest verdict counts.  The newest verdict stands once ``reviewers``
    different people hold it; until then, and as soon as somebody disagrees with too few on
    either side, the violation is open.
    """
    verdicts: dict[str, Review] = {}
    newest: Review | None = None
    for step in _effective(history):
        if step.act is Act.REOPEN:
            verdicts.clear()
            newest = None
        else:
            newest = verdicts[step.reviewer.reviewer_id] = VERDICTS[step.act]
    held = sum(verdict is newest for verdict in verdicts.values())
    return newest if newest is not None and held >= reviewers else Review.OPEN


def proposed(history: Iterable[ReviewStep]) -> Review:
    """Return the newest verdict, whether or not enough people hold it; OPEN: there is none."""
    return standing(history, 1)


def can_undo(history: Iterable[ReviewStep], by: Reviewer) -> bool:
    """Say whether a reviewer has a step to take back."""
    return any(step.reviewer.reviewer_id == by.reviewer_id for step in _effective(history))


def has_verdict(history: Iterable[ReviewStep], by: Reviewer, verdict: Review) -> bool:
    """Say whether a reviewer's latest verdict, of those that count, is this one."""
    mine: Review | None = None
    for step in _effective(history):
        if step.act is Act.REOPEN:
            mine = None
        elif step.reviewer.reviewer_id == by.reviewer_id:
            mine = VERDICTS[step.act]
    return mine is verdict


def join_reviews(parts: Sequence[tuple[Review, History]]) -> tuple[Review, History]:
    """
    Return the review of one violation that several became; nothing that was said is lost.

    What was confirmed stays confirmed beside what nobody looked at.  Wherever something was
    dismissed and not all was, the whole is open again: a part that nobody dismissed must not
    pass for dismissed, nor a dismissed one for confirmed.

    Args:
        parts: What each of them was decided to be, and its history; at least one.
    """
    reviews = {review for review, _ in parts}
    history = tuple(sorted((s for _, steps in parts for s in steps), key=lambda s: s.at_ms))
    if len(reviews) == 1:
        return parts[0][0], history
    if Review.DISMISSED not in reviews:
        return Review.CONFIRMED, history
    before = Review.CONFIRMED if Review.CONFIRMED in reviews else Review.DISMISSED
    at_ms = max((step.at_ms for step in history), default=0)
    return Review.OPEN, (*history, ReviewStep(Act.JOIN, at_ms, SYSTEM, before, Review.OPEN))


def _effective(history: Iterable[ReviewStep]) -> list[ReviewStep]:
    """Return the steps that count: without notes, what was undone, and what lies before a join."""
    steps: list[ReviewStep] = []
    for step in history:
        if step.act is Act.JOIN:
            steps.clear()
        elif step.act is Act.UNDO:
            own = [s for s in steps if s.reviewer.reviewer_id == step.reviewer.reviewer_id]
            steps = [s for s in steps if s is not own[-1]] if own else steps
        elif step.act is not Act.NOTE:
            steps.append(step)
    return steps


def _check_note(act: Act, note: str) -> None:
    if len(note) > MAX_NOTE:
        raise InvalidError((Problem("note", "too_long"),))
    if act is Act.NOTE and not note.strip():
        raise InvalidError((Problem("note", "required"),))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the student says of a confirmed violation, once, and what a reviewer answers."""

    text: str
    at_ms: int
    reply: str = ""
    replied_ms: int | None = None
    replied_by: Reviewer | None = None
