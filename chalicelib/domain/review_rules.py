"""How an exam's violations are reviewed: by how many, and what students learn of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.errors import Problem

MAX_EXPLANATION: Final = 2_000


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """An exam's own; by default one reviewer decides and students are not told."""

    second_reviewer: bool = False
    """Two different lecturers must agree before a violation is confirmed or dismissed."""
    students_see: bool = False
    """After the exam, students see what was confirmed of them."""
    students_explain: bool = False
    """And may explain each once."""

    @property
    def reviewers(self) -> int:
        """How many different people must agree."""
        return 2 if self.second_reviewer else 1


PLAIN_REVIEW: Final = ReviewRules()


def find_rule_problems(rules: ReviewRules) -> Iterator[Problem]:
    """Yield what is wrong with the rules."""
    if rules.students_explain and not rules.students_see:
        yield Problem("review_rules.students_explain", "unseen")
