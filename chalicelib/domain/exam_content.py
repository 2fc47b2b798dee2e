"""What a lecturer writes of an exam, and what a good one is: to be stored, to be published."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exam_settings import (
    DEFAULT_TIME_ZONE,
    USUAL,
    ExamSettings,
    setting_problems,
    time_zone_problems,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import DEFAULT_PRESET, PRESETS, RuleSetting, find_setting_problems
from chalicelib.domain.questions import UNFINISHED, Paper, find_problems, text_problems
from chalicelib.domain.review_rules import PLAIN_REVIEW, ReviewRules, find_rule_problems
from chalicelib.domain.room_codes import is_room_code
from chalicelib.domain.scoring import PLAIN, ScoringScheme, scheme_problems

MAX_TITLE: Final = 200
MAX_DURATION_MINUTES: Final = 24 * 60
MAX_OPEN_FOR: Final = timedelta(days=31)
YEARS: Final = range(2000, 3000)
"""Near the first and the last year, a moment may lie outside the calendar in UTC."""


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

    @property
    def evidence_until(self) -> datetime:
        """Until when kept pictures stay, and what was seen second by second."""
        return self.ends_at + timedelta(days=self.settings.evidence_days)


def check_draft(content: ExamContent, paper: Paper) -> None:
    """
    Check what may be stored: a question's texts and keys may still be missing.

    Raises:
        InvalidError: It names every problem, not the first alone.
    """
    wrong = (problem for problem in find_problems(paper) if problem.code not in UNFINISHED)
    if problems := (*_content_problems(content), *wrong):
        raise InvalidError(problems)


def find_missing(content: ExamContent, paper: Paper) -> tuple[Problem, ...]:
    """Return everything that keeps an exam from being published, each with its place."""
    return (
        *_content_problems(content),
        *([] if paper else [Problem("questions", "required")]),
        *find_problems(paper),
        *_draw_problems(content.settings.draws, paper, "settings.draws"),
        *_pass_mark_problems(content, paper, "settings.pass_mark"),
    )


def check_ready(content: ExamContent, paper: Paper, now: datetime) -> None:
    """
    Check that students may be let in, now or at the start.

    Raises:
        InvalidError: It names everything that is missing.
    """
    problems = list(find_missing(content, paper))
    if content.ends_at <= now:
        problems.append(Problem("ends_at", "in_the_past"))
    if problems:
        raise InvalidError(tuple(problems))


def check_policy(
    policy: str, settings: Mapping[Kind, RuleSetting], rules: ReviewRules = PLAIN_REVIEW
) -> None:
    """
    Check a choice of policy, and rules of review, alone.

    Raises:
        InvalidError: It names every problem.
    """
    if problems := (*_policy_problems(policy, settings), *find_rule_problems(rules)):
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
    yield from setting_problems(content.settings, "settings")


def _time_problems(content: ExamContent) -> Iterator[Problem]:
    if content.starts_at.year not in YEARS:
        yield Problem("starts_at", "out_of_range")
    if content.ends_at <= content.starts_at:
        yield Problem("ends_at", "before_start")
    elif content.ends_at - content.starts_at > MAX_OPEN_FOR:
        yield Problem("ends_at", "too_long")
    if not 1 <= content.duration_minutes <= MAX_DURATION_MINUTES:
        yield Problem("duration_minutes", "out_of_range")


def _draw_problems(draws: Mapping[str, int], paper: Paper, path: str) -> Iterator[Problem]:
    """Yield parts of which cannot be drawn, or not fairly: equal for every student."""
    points: dict[str, list[float]] = defaultdict(list)
    for question in paper:
        points[question.part].append(question.points)
    for part, count in draws.items():
        if count > len(points[part]):
            yield Problem(f"{path}[{part}]", "too_few_questions")
        elif count < len(points[part]) and len(set(points[part])) > 1:
            yield Problem(f"{path}[{part}]", "unequal_points")


def _pass_mark_problems(content: ExamContent, paper: Paper, path: str) -> Iterator[Problem]:
    most = content.scoring.scale or math.fsum(question.points for question in paper)
    if content.settings.pass_mark is not None and content.settings.pass_mark > most:
        yield Problem(path, "out_of_reach")
