"""What a report tells: facts, gathered; how they look is another matter."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt, Student
from chalicelib.domain.exams import Exam
from chalicelib.domain.frame_chain import Proof
from chalicelib.domain.violations import Violation


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture as it lies in the store."""

    data: bytes

    @property
    def sha256(self) -> str:
        """Its hash, so that anybody can see later that it is the same picture."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class AttemptReport:
    """An attempt with everything that was noted and decided."""

    exam: Exam
    attempt: Attempt
    violations: Sequence[Violation]
    """Those that stand, by their start."""
    pictures: Mapping[str, Picture]
    """By key of the evidence; what is gone is absent."""
    proof: Proof
    """Whether the pictures are those that were looked at."""
    first_key: str | None
    """Of the face at the start; None: no good picture of it came."""
    card_key: str | None
    """Of the student card; None: the student showed none, or the exam does not ask for it."""
    spot_checks: Sequence[AttemptEvent]
    """What lecturers said of it beside later ones, by time."""
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class ExamReport:
    """Everything that was noted in an exam."""

    exam: Exam
    rows: Sequence[tuple[Student, Violation]]
    """By student's number, then start."""
