"""Exams and their papers."""

from __future__ import annotations

from typing import Protocol

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

    def add(self, exam: Exam, paper: Paper) -> None:
        """Store a new exam."""
        ...

    def get_paper(self, exam_id: str) -> Paper:
        """Return an exam's questions with their keys; raises ExamNotFoundError."""
        ...

    def replace(self, exam: Exam, paper: Paper) -> Exam:
        """
        Store new content over the version that ``exam`` names.

        Raises:
            StaleVersionError: Another version is stored by now.
        """
        ...

    def open_room(self, exam: Exam) -> Exam:
        """
        Store an opened exam and take its room code.

        Raises:
            RoomCodeTakenError: Another open exam has it.
            StaleVersionError: Another version is stored by now.
        """
        ...

    def close_room(self, exam: Exam) -> Exam:
        """Store a closed exam and free its room code; raises StaleVersionError."""
        ...

    def delete(self, exam: Exam) -> None:
        """Remove an exam and its paper; raises StaleVersionError."""
        ...

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Exam]:
        """Return a lecturer's exams, newest first."""
        ...

    def find_open(self, room_code: str) -> Exam:
        """Return the open exam that has a room code; raises RoomNotFoundError."""
        ...
