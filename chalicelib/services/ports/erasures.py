"""Erasing, and the receipts of it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.erasures import Erased, Erasure, ErasureTask
from chalicelib.domain.exams import Exam
from chalicelib.services.ports.common import Page


class ErasureStore(Protocol):
    """What is still to be erased, and the receipts."""

    def begin(self, receipt: Erasure, task: ErasureTask, *, gone: Exam | None) -> None:
        """
        Store a receipt and its task; of a whole exam, nobody finds the exam from then on.

        Raises:
            StaleVersionError: The exam changed since it was read.
        """
        ...

    def tasks(self) -> tuple[ErasureTask, ...]:
        """Return what is still to be erased, the oldest first."""
        ...

    def advance(self, task: ErasureTask, erased: Erased) -> None:
        """Store how far a task is, and add to its receipt what was erased meanwhile."""
        ...

    def finish(self, task: ErasureTask, erased: Erased, *, at: datetime) -> None:
        """Complete a receipt and forget its task; doing it again changes nothing."""
        ...

    def get(self, lecturer_id: str, erasure_id: str) -> Erasure:
        """Return a receipt of a lecturer's; raises ErasureNotFoundError."""
        ...

    def list_of(self, lecturer_id: str, *, cursor: str | None, limit: int) -> Page[Erasure]:
        """Return a lecturer's receipts, newest first."""
        ...


class Traces(Protocol):
    """Everything that is kept anywhere, to be erased; each step may be done again."""

    def erase_subject(self, subject: str) -> Erased:
        """Erase all that lies under the name of one attempt or room camera, pictures too."""
        ...

    def erase_student(self, task: ErasureTask) -> Erased:
        """Erase what else names the student of a task or their attempts."""
        ...

    def erase_exam(self, task: ErasureTask) -> Erased:
        """Erase what else belongs to the exam of a task."""
        ...
