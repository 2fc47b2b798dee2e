"""The lecturers' banks of questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.bank import BankQuestion, BankSearch
from chalicelib.services.ports.common import Page


class QuestionBank(Protocol):
    """The lecturers' banks of questions; nobody reaches another one's."""

    def add(
        self, questions: Sequence[BankQuestion], *, request: str = ""
    ) -> tuple[BankQuestion, ...]:
        """
        Store new questions, all or none, and return them.

        Where the same request stored some before, they are returned as they are by now, and
        nothing is stored.

        Args:
            questions: One lecturer's, at least one.
            request: The request's own name; "": it has none.

        Raises:
            InvalidError: They are too large together.
            StaleVersionError: The same request is at work just now.
        """
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
