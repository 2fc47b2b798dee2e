"""Who calls: lecturers by their account, students and room cameras by what their token names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Who writes exams and watches rooms."""

    lecturer_id: str
    email: str
    name: str


class Admin(Lecturer):
    """A lecturer who also looks after the lecturers' accounts; sees no more exams than others."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AttemptClaim:
    """Whom a student's token speaks for."""

    attempt_id: str
    exam_id: str
    device: int = 1
    """Which of the attempt's devices holds the token."""


@dataclass(frozen=True, slots=True)
class CameraClaim:
    """Which camera a room agent's token speaks for."""

    camera_id: str
    exam_id: str
