"""Who looked at what is kept of a student."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.callers import Lecturer


class AccessKind(StrEnum):
    """What somebody looked at."""

    REVIEW = "review"
    """The attempt's page, with its pictures."""
    REPORT = "report"
    IDENTITY = "identity"
    """The face at the start, beside a later one."""
    DATA = "data"
    """Everything that is kept, as a file."""


@dataclass(frozen=True, slots=True)
class Access:
    """That somebody looked: the first time within an hour."""

    at: datetime
    kind: AccessKind
    lecturer: Lecturer
