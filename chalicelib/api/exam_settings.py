"""How an exam is taken, as it goes over the wire, and the ways to and from the domain."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.api.question_schemas import Line, Text
from chalicelib.api.schemas import Whole
from chalicelib.domain import exam_settings as domain

RevealName = Literal["at_once", "after_end", "never"]


class ExamSettings(Struct, frozen=True, kw_only=True):
    """
    How an exam is taken, and what of it students are shown.

    ``late_join_minutes`` counts from the start, null lets students in until the end.
    ``pass_mark`` is a score. ``draws`` says how many questions of a part each student gets.
    ``student_sound`` lets lecturers who watch a student live hear them; students then agree to it.
    ``guardian_consent`` makes each student state which guardian agreed before they may begin.
    ``student_card`` asks each student for a picture of their student card before they may begin;
    who shows none goes on without it.
    ``frame_days`` (1, 3, 7, 14 or 30) is how long pictures are kept; ``evidence_days`` (7 to 365,
    counted from the end) those that belong to a note.
    """

    instructions: Text = ""
    late_join_minutes: Whole | None = None
    attempts_allowed: Whole = 1
    pass_mark: float | None = None
    show_score: RevealName = "at_once"
    show_keys: RevealName = "never"
    grace_seconds: Whole = 60
    shuffle_questions: bool = False
    shuffle_choices: bool = False
    student_sound: bool = False
    guardian_consent: bool = False
    student_card: bool = False
    frame_days: Whole = 7
    evidence_days: Whole = 90
    draws: Annotated[dict[Line, Whole], Meta(max_length=100)] = {}


def read_exam_settings(settings: ExamSettings) -> domain.ExamSettings:
    """Read what a lecturer set."""
    return domain.ExamSettings(
        instructions=settings.instructions.strip(),
        late_join_minutes=settings.late_join_minutes,
        attempts_allowed=settings.attempts_allowed,
        pass_mark=settings.pass_mark,
        show_score=domain.Reveal(settings.show_score),
        show_keys=domain.Reveal(settings.show_keys),
        grace_seconds=settings.grace_seconds,
        shuffle_questions=settings.shuffle_questions,
        shuffle_choices=settings.shuffle_choices,
        student_sound=settings.student_sound,
        guardian_consent=settings.guardian_consent,
        student_card=settings.student_card,
        frame_days=settings.frame_days,
        evidence_days=settings.evidence_days,
        draws=settings.draws,
    )


def show_exam_settings(settings: domain.ExamSettings) -> ExamSettings:
    """Show what a lecturer set."""
    return ExamSettings(
        instructions=settings.instructions,
        late_join_minutes=settings.late_join_minutes,
        attempts_allowed=settings.attempts_allowed,
        pass_mark=settings.pass_mark,
        show_score=settings.show_score.value,
        show_keys=settings.show_keys.value,
        grace_seconds=settings.grace_seconds,
        shuffle_questions=settings.shuffle_questions,
        shuffle_choices=settings.shuffle_choices,
        student_sound=settings.student_sound,
        guardian_consent=settings.guardian_consent,
        student_card=settings.student_card,
        frame_days=settings.frame_days,
        evidence_days=settings.evidence_days,
        draws=dict(settings.draws),
    )
