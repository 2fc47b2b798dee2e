"""Exams and their papers."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.corrections import Correction
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.services.ports.common import Page


class ExamSource(Protocol):
    """Where an exam is to be had."""

    def get(self, exam_id: str) -> Exam:
        """Return an exam; raises ExamNotFoundError."""
        ...


class ExamStore(ExamSource, Protocol):
    """Exams and their papers."""

    def add(self, exam: Exam, paper: Paper) -> bool:
        """Store a new exam; return False, and store nothing, when one has its name."""
        ...

    def get_paper(self, exam_id: str) -> Paper:
        """Return an exam's questions with their keys; raises ExamNotFoundError."""
        ...

    def replace(
        self,
        before: Exam,
        after: Exam,
        *,
        now: datetime,
        paper: Paper | None = None,
        correction: Correction | None = None,
    ) -> Exam:
        """
        Store a changed exam, and who teaches it; take and free room codes accordingly.

        Args:
            before: The exam as it was read; its version must still be the one stored.
            after: The exam as it shall be.
            now: Decides which room codes are held.
            paper: The questions; None leaves those that are stored.
            correction: The record of why keys change, stored with them.

        Returns:
            The exam with its new version.

        Raises:
            RoomCodeTakenError: Another exam holds the code.
            StaleVersionError: Another version is stored by now.
        """
        ...

    def corrections(self, exam_id: str) -> tuple[Correction, ...]:
        """Return an exam's corrections in order of time."""
        ...

    def delete(self, exam: Exam) -> None:
        """Remove a draft and its paper; raises StaleVersionError."""
        ...

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        """Return the exams that a lecturer teaches, newest first."""
        ...

    def find_by_code(self, room_code: str) -> Exam:
        """
        Return the published exam that took a room code last; raises RoomNotFoundError.

        Its end may have passed: who comes too late learns so, until another exam takes the code.
        """
        ...
