"""The consent of a student's guardian, as the student states it: who agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.names import name_problems

MAX_NAME: Final = 100


class Relation(StrEnum):
    """Who may agree for somebody under age."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who agreed, by the student's own statement; nobody checks it here."""

    name: str
    relation: Relation


def guardian_problems(guardian: Guardian | None, path: str) -> Iterator[Problem]:
    """Yield what is wrong with what an exam asks for that needs a guardian's consent."""
    if guardian is None:
        yield Problem(path, "required")
    else:
        yield from name_problems(guardian.name, f"{path}.name", MAX_NAME)
