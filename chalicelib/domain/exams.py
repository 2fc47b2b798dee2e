"""An exam: what it holds, the states it passes through, what may change in which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import ExamStateError, InvalidError, Problem
from chalicelib.domain.exam_settings import (
    DEFAULT_TIME_ZONE,
    USUAL,
    ExamSettings,
    setting_problems,
    time_zone_problems,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import (
    DEFAULT_PRESET,
    PRESETS,
    RuleSetting,
    find_setting_problems,
)
from chalicelib.domain.questions import Paper, find_problems, text_problems
from chalicelib.domain.review_rules import PLAIN_REVIEW, ReviewRules, find_rule_problems
from chalicelib.domain.scoring import PLAIN, ScoringScheme, scheme_problems

ROOM_CODE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No I, O, 0 or 1, which are read for one another."""
ROOM_CODE_LENGTH: Final = 6
MAX_TITLE: Final = 200
MAX_DURATION_MINUTES: Final = 24 * 60
MAX_OPEN_FOR: Final = timedelta(days=31)
YEARS: Final = range(2000, 3000)
"""Near the first and the last year, a moment may lie outside the calendar in UTC."""


class ExamState(StrEnum):
    """Where an exam stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class ExamStep(StrEnum):
    """What a lecturer may do with an exam."""

    EDIT = "edit"
    DELETE = "delete"
    OPEN = "open"
    CLOSE = "close"
    REJUDGE = "rejudge"


ALLOWED_STEPS: Final[Mapping[ExamState, frozenset[ExamStep]]] = {
    ExamState.DRAFT: frozenset({ExamStep.EDIT, ExamStep.DELETE, ExamStep.OPEN}),
    ExamState.OPEN: frozenset({ExamStep.CLOSE}),
    ExamState.CLOSED: frozenset({ExamStep.OPEN, ExamStep.REJUDGE}),
}


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Who writes exams and watches rooms."""

    lecturer_id: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class ExamContent:
    """What a lecturer writes beside the questions; the system adds the rest."""

    title: str
    subject: str
    room_name: str
    room_code: str
    starts_at: datetime
    ends_at: datetime
    duration_minutes: int
    time_zone: str = DEFAULT_TIME_ZONE
    """The IANA name of the zone in which its times are written and shown; they are kept in UTC."""
    policy: str = DEFAULT_PRESET
    policy_settings: Mapping[Kind, RuleSetting] = field(default_factory=dict)
    """What this exam changes of its preset."""
    review_rules: ReviewRules = PLAIN_REVIEW
    scoring: ScoringScheme = PLAIN
    settings: ExamSettings = USUAL


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam without its questions, which lie apart because few readers need them."""

    exam_id: str
    content: ExamContent
    question_count: int
    state: ExamState
    creator: Lecturer
    created_at: datetime
    version: int
    """Counts the saves; a save that does not name the present one is refused."""

    def require(self, step: ExamStep) -> None:
        """
        Check that the state allows a step.

        Raises:
            ExamStateError: It does not.
        """
        if step not in ALLOWED_STEPS[self.state]:
            raise ExamStateError(state=self.state.value, step=step.value)

    def edited(self, content: ExamContent, paper: Paper) -> Exam:
        """
        Return the exam with other content.

        Raises:
            ExamStateError: It is no draft any more.
            InvalidError: The content or the questions break the rules.
        """
        self.require(ExamStep.EDIT)
        check_exam(content, paper)
        return replace(self, content=content, question_count=len(paper))

    def opened(self, now: datetime) -> Exam:
        """
        Return the exam with its room open.

        Raises:
            ExamStateError: It is open already.
            InvalidError: It has no question, or its end has passed.
        """
        self.require(ExamStep.OPEN)
        problems = []
        if not self.question_count:
            problems.append(Problem("questions", "required"))
        if self.content.ends_at <= now:
            problems.append(Problem("ends_at", "in_the_past"))
        if problems:
            raise InvalidError(tuple(problems))
        return replace(self, state=ExamState.OPEN)

    def closed(self) -> Exam:
        """Return the exam with its room closed; see ``require`` for what it raises."""
        self.require(ExamStep.CLOSE)
        return replace(self, state=ExamState.CLOSED)

    def rejudged(self, policy: str, settings: Mapping[Kind, RuleSetting]) -> Exam:
        """
        Return the exam under another policy, for what is judged from now on.

        Raises:
            ExamStateError: Its room is not closed.
            InvalidError: There is no such policy.
        """
        self.require(ExamStep.REJUDGE)
        check_policy(policy, settings)
        return replace(self, content=replace(self.content, policy=policy, policy_settings=settings))

    def receives(self, now: datetime) -> bool:
        """Say whether a student may be in the waiting room now: before the start, too."""
        return self.state is ExamState.OPEN and now < self.content.ends_at

    def under_policy(
        self, policy: str, settings: Mapping[Kind, RuleSetting], rules: ReviewRules
    ) -> Exam:
        """
        Return the exam with another policy, or with other rules of review.

        The rules of review may change at any time; what is looked for, before the room opens.

        Raises:
            ExamStateError: What is looked for would change, and the exam is no draft any more.
            InvalidError: There is no such policy, or the rules contradict one another.
        """
        now = self.content
        if (policy, settings) != (now.policy, now.policy_settings):
            self.require(ExamStep.EDIT)
        problems = (*_policy_problems(policy, settings), *find_rule_problems(rules))
        if problems:
            raise InvalidError(problems)
        content = replace(now, policy=policy, policy_settings=settings, review_rules=rules)
        return replace(self, content=content)

    def admits(self, now: datetime) -> bool:
        """Say whether a student may start now."""
        content = self.content
        return self.state is ExamState.OPEN and content.starts_at <= now < content.ends_at


def check_exam(content: ExamContent, paper: Paper) -> None:
    """
    Check everything a lecturer wrote.

    Raises:
        InvalidError: It names every problem, not the first alone.
    """
    problems = (
        *_content_problems(content),
        *setting_problems(content.settings, paper, "settings"),
        *find_problems(paper),
    )
    if problems:
        raise InvalidError(problems)


def check_policy(policy: str, settings: Mapping[Kind, RuleSetting]) -> None:
    """
    Check a choice of policy alone.

    Raises:
        InvalidError: It names every problem.
    """
    if problems := tuple(_policy_problems(policy, settings)):
        raise InvalidError(problems)


def _policy_problems(policy: str, settings: Mapping[Kind, RuleSetting]) -> Iterator[Problem]:
    if policy not in PRESETS:
        yield Problem("policy", "unknown")
    yield from find_setting_problems(settings)


def _content_problems(content: ExamContent) -> Iterator[Problem]:
    yield from text_problems(content.title, "title", MAX_TITLE)
    yield from text_problems(content.room_name, "room_name", MAX_TITLE)
    if len(content.subject) > MAX_TITLE:
        yield Problem("subject", "too_long")
    if not is_room_code(content.room_code):
        yield Problem("room_code", "malformed")
    yield from _time_problems(content)
    yield from time_zone_problems(content.time_zone, "time_zone")
    yield from _policy_problems(content.policy, content.policy_settings)
    yield from find_rule_problems(content.review_rules)
    yield from scheme_problems(content.scoring, "scoring")


def _time_problems(content: ExamContent) -> Iterator[Problem]:
    if content.starts_at.year not in YEARS:
        yield Problem("starts_at", "out_of_range")
    if content.ends_at <= content.starts_at:
        yield Problem("ends_at", "before_start")
    elif content.ends_at - content.starts_at > MAX_OPEN_FOR:
        yield Problem("ends_at", "too_long")
    if not 1 <= content.duration_minutes <= MAX_DURATION_MINUTES:
        yield Problem("duration_minutes", "out_of_range")


def normalise_room_code(text: str) -> str:
    """Read a room code as people type it: any case, spaces and hyphens between."""
    return "".join(text.split()).replace("-", "").upper()


def is_room_code(text: str) -> bool:
    """Say whether the text is a well-formed room code."""
    return len(text) == ROOM_CODE_LENGTH and all(c in ROOM_CODE_ALPHABET for c in text)
