"""The states an exam passes through, by the clock and by its lecturers, and what each allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class ExamStage(StrEnum):
    """How far its lecturers have brought an exam: what is stored."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    """By hand, before its end."""
    ARCHIVED = "archived"


class ExamState(StrEnum):
    """Where an exam stands at a moment: its stage and its times together."""

    DRAFT = "draft"
    PUBLISHED = "published"
    """Students with the code find it and wait for the start."""
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


def state_at(stage: ExamStage, starts_at: datetime, ends_at: datetime, now: datetime) -> ExamState:
    """Return the state; of a published exam the clock decides, so that nobody need move it."""
    match stage:
        case ExamStage.DRAFT:
            return ExamState.DRAFT
        case ExamStage.PUBLISHED if now < starts_at:
            return ExamState.PUBLISHED
        case ExamStage.PUBLISHED if now < ends_at:
            return ExamState.OPEN
        case ExamStage.PUBLISHED | ExamStage.CLOSED:
            return ExamState.CLOSED
        case ExamStage.ARCHIVED:
            return ExamState.ARCHIVED


class ExamStep(StrEnum):
    """What a lecturer may do with an exam, beside changing what is written."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    """Make a published exam a draft again."""
    OPEN = "open"
    """Let students in now, whatever the start was; after closing, again."""
    CLOSE = "close"
    ARCHIVE = "archive"
    RESTORE = "restore"
    CHANGE_CODE = "change_code"
    REJUDGE = "rejudge"
    CORRECT = "correct"
    """Correct keys after the end."""
    DELETE = "delete"
    SHARE = "share"
    """Say who else teaches it."""
    ERASE_STUDENT = "erase_student"
    """Erase everything about one student, once nobody of that number is writing."""
    ERASE = "erase"
    """Erase the exam and everything about everybody who took it."""


CREATOR_ONLY: Final = frozenset({ExamStep.DELETE, ExamStep.ERASE, ExamStep.SHARE})
"""What co-lecturers may not do."""

_AT_ANY_TIME: Final = frozenset(
    {
        "title",
        "subject",
        "room_name",
        "ends_at",
        "review_rules",
        "settings.instructions",
        "settings.late_join_minutes",
        "settings.attempts_allowed",
        "settings.pass_mark",
        "settings.show_score",
        "settings.show_keys",
    }
)
_BEFORE_THE_START: Final = _AT_ANY_TIME | {
    "questions",
    "room_code",
    "starts_at",
    "time_zone",
    "duration_minutes",
    "policy",
    "policy_settings",
    "scoring",
    "settings.grace_seconds",
    "settings.frame_days",
    "settings.evidence_days",
    "settings.draws",
    "settings.shuffle_questions",
    "settings.shuffle_choices",
    "settings.student_sound",
    "settings.guardian_consent",
    "settings.student_card",
}
"""Whoever waits has no paper yet: it is drawn when they start.  Who agreed to no microphone while
waiting is not heard, and who agreed to no card is not asked for it, whatever is set later."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be done with an exam, and which of its fields may change."""

    steps: frozenset[ExamStep]
    changes: frozenset[str]


ALLOWED: Final[Mapping[ExamState, Allowed]] = {
    ExamState.DRAFT: Allowed(
        frozenset(
            {
                ExamStep.PUBLISH,
                ExamStep.OPEN,
                ExamStep.CHANGE_CODE,
                ExamStep.DELETE,
                ExamStep.SHARE,
            }
        ),
        _BEFORE_THE_START,
    ),
    ExamState.PUBLISHED: Allowed(
        frozenset({ExamStep.WITHDRAW, ExamStep.OPEN, ExamStep.CHANGE_CODE, ExamStep.SHARE}),
        _BEFORE_THE_START,
    ),
    ExamState.OPEN: Allowed(
        frozenset({ExamStep.CLOSE, ExamStep.CHANGE_CODE, ExamStep.SHARE, ExamStep.ERASE_STUDENT}),
        _AT_ANY_TIME,
    ),
    ExamState.CLOSED: Allowed(
        frozenset(
            {
                ExamStep.OPEN,
                ExamStep.REJUDGE,
                ExamStep.CORRECT,
                ExamStep.ARCHIVE,
                ExamStep.SHARE,
                ExamStep.ERASE_STUDENT,
                ExamStep.ERASE,
            }
        ),
        _AT_ANY_TIME,
    ),
    ExamState.ARCHIVED: Allowed(
        frozenset({ExamStep.RESTORE, ExamStep.ERASE_STUDENT, ExamStep.ERASE}), frozenset()
    ),
}
"""The one table of what may change when."""
