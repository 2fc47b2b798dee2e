"""Who looked at what is kept of a student."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.domain.callers import Lecturer

_SECONDS_AN_HOUR: Final = 3_600


class AccessKind(StrEnum):
    """What somebody looked at."""

    REVIEW = "review"
    """The attempt's page, with its pictures."""
    REPORT = "report"
    IDENTITY = "identity"
    """The face at the start, beside a later one."""
    DATA = "data"
    """Everything that is kept, as a file."""
    ROOM = "room"
    """The room with everybody's newest pictures and those of what was noticed."""


@dataclass(frozen=True, slots=True)
class Access:
    """That somebody looked: the first time within an hour."""

    at: datetime
    kind: AccessKind
    lecturer: Lecturer


def hour_of(at: datetime) -> int:
    """Return the hour within which who looks again is not noted again, counted since the epoch."""
    return int(at.timestamp()) // _SECONDS_AN_HOUR


def in_order(accesses: Iterable[Access]) -> tuple[Access, ...]:
    """Return accesses, the newest hour first."""
    return tuple(sorted(accesses, key=lambda one: hour_of(one.at), reverse=True))
