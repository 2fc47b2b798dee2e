"""The lecturers' banks of questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.bank import BankQuestion, BankSearch
from chalicelib.services.ports.common import Page


class QuestionBank(Protocol):
    """The lecturers' banks of questions; nobody reaches another one's."""

    def add(self, questions: Sequence[BankQuestion]) -> None:
        """Store new questions, all or none; raises InvalidError when they are too large."""
        ...

    def get(self, lecturer_id: str, question_id: str) -> BankQuestion:
        """Return a question; raises BankQuestionNotFoundError."""
        ...

    def replace(self, question: BankQuestion) -> BankQuestion:
        """
        Store a question over the version that it names.

        Raises:
            StaleVersionError: Another version is stored by now, or none any more.
        """
        ...

    def remove(self, lecturer_id: str, question_id: str) -> None:
        """Remove a question; one that is not there is no matter."""
        ...

    def find(
        self, lecturer_id: str, search: BankSearch, *, cursor: str | None, limit: int
    ) -> Page[BankQuestion]:
        """Return the questions that are looked for, newest first."""
        ...
