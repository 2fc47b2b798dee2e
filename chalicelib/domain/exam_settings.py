"""How an exam is taken, and what of it students are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalicelib.domain.errors import Problem
from chalicelib.domain.questions import MAX_QUESTIONS
from chalicelib.domain.retention import (
    EVIDENCE_DAYS,
    FRAME_DAYS,
    NEW_EXAM_FRAME_DAYS,
    USUAL_EVIDENCE_DAYS,
)

DEFAULT_TIME_ZONE: Final = "Asia/Ho_Chi_Minh"
MAX_TIME_ZONE: Final = 64
MAX_INSTRUCTIONS: Final = 5_000
MAX_LATE_JOIN_MINUTES: Final = 31 * 24 * 60
MAX_ATTEMPTS: Final = 20
MAX_PASS_MARK: Final = 20_000.0
"""More than any paper is worth: 200 questions of 100 points."""
MAX_GRACE_SECONDS: Final = 60 * 60


class Reveal(StrEnum):
    """When a student is shown something about a handed-in attempt."""

    AT_ONCE = "at_once"
    AFTER_END = "after_end"
    """When the exam has ended for everybody."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ExamSettings:
    """How an exam is taken; the defaults suit a test in class."""

    instructions: str = ""
    """What students read before the start."""
    late_join_minutes: int | None = None
    """How long after the exam's start a student may still enter; None: until its end."""
    attempts_allowed: int = 1
    """How often a student may take the exam, each time after handing in."""
    pass_mark: float | None = None
    """The score from which an attempt has passed; None: the exam has no such line."""
    show_score: Reveal = Reveal.AT_ONCE
    show_keys: Reveal = Reveal.NEVER
    """When the right answers and explanations are shown."""
    grace_seconds: int = 60
    """How long after the deadline an answer chosen before it may still arrive."""
    shuffle_questions: bool = False
    """Within their part."""
    shuffle_choices: bool = False
    student_sound: bool = False
    """Whether lecturers who watch a student live may hear them, too."""
    guardian_consent: bool = False
    """Whether students state who agreed for them, as those under age need."""
    student_card: bool = False
    """Whether students are asked for a picture of their student card before they begin."""
    frame_days: int = NEW_EXAM_FRAME_DAYS
    """How long uploaded pictures are kept that belong to nothing noted; one of ``FRAME_DAYS``."""
    evidence_days: int = USUAL_EVIDENCE_DAYS
    """How long after the exam's end kept pictures stay, and what was seen second by second."""
    draws: Mapping[str, int] = field(default_factory=dict)
    """How many questions of a part each student gets, by the part's name; absent: all of them."""

    def has_passed(self, points: float | None) -> bool | None:
        """Say whether a score passes; None: there is no score, or no line between the two."""
        if points is None or self.pass_mark is None:
            return None
        return points >= self.pass_mark


USUAL: Final = ExamSettings()


def setting_problems(settings: ExamSettings, path: str) -> Iterator[Problem]:
    """Yield what is wrong with an exam's settings, whatever its paper."""
    late, passed = settings.late_join_minutes, settings.pass_mark
    if len(settings.instructions) > MAX_INSTRUCTIONS:
        yield Problem(f"{path}.instructions", "too_long")
    if late is not None and not 0 <= late <= MAX_LATE_JOIN_MINUTES:
        yield Problem(f"{path}.late_join_minutes", "out_of_range")
    if not 1 <= settings.attempts_allowed <= MAX_ATTEMPTS:
        yield Problem(f"{path}.attempts_allowed", "out_of_range")
    if passed is not None and not 0 <= passed <= MAX_PASS_MARK:
        yield Problem(f"{path}.pass_mark", "out_of_range")
    if not 0 <= settings.grace_seconds <= MAX_GRACE_SECONDS:
        yield Problem(f"{path}.grace_seconds", "out_of_range")
    if settings.frame_days not in FRAME_DAYS:
        yield Problem(f"{path}.frame_days", "out_of_range")
    if settings.evidence_days not in EVIDENCE_DAYS:
        yield Problem(f"{path}.evidence_days", "out_of_range")
    for part, count in settings.draws.items():
        if not 1 <= count <= MAX_QUESTIONS:
            yield Problem(f"{path}.draws[{part}]", "out_of_range")


def time_zone_problems(name: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with the name of a time zone."""
    try:
        if len(name) > MAX_TIME_ZONE:
            raise ValueError(name)
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        yield Problem(path, "unknown")
