"""How often somebody may be turned away at the door before they have to wait.

A room's code, a student's number and a PIN can be guessed.  What was wrong is counted in windows
of fixed length: for each source address generously, as a school's pupils may all come from one;
for each student number of an exam strictly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.rosters import RosterEntry

WINDOW: Final = timedelta(minutes=10)
MAX_TRIES_OF_NUMBER: Final = 8
"""In a window; a six-digit PIN then stands for more than two years of guessing.  Where there is a
PIN, a try counts before it is looked at, right or wrong: a thousand at once are no way around."""
MAX_REFUSALS_OF_SOURCE: Final = 500
"""In a window: 10,000 students behind one address, one in twenty of whom mistypes something.
Of the thousand million room codes, a guesser tries some hundred thousand in a week."""


class Refusal(StrEnum):
    """Why somebody was turned away from an exam."""

    NOT_LISTED = "not_listed"
    WRONG_PIN = "wrong_pin"
    OTHER_NAME = "other_name"
    """Somebody of another name writes under the number."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in which refusals are counted together."""

    number: int
    """Counts the windows since the epoch."""

    @classmethod
    def at(cls, now: datetime) -> Window:
        """Return the window that a moment lies in."""
        return cls(int(now.timestamp() // WINDOW.total_seconds()))

    @property
    def ends_at(self) -> datetime:
        """When counting begins anew."""
        return datetime.fromtimestamp((self.number + 1) * WINDOW.total_seconds(), UTC)


@dataclass(frozen=True, slots=True)
class Door:
    """What stands at the door of an exam for one student number and one source."""

    listed: int = 0
    """How many the exam's class list holds; 0: there is none."""
    entry: RosterEntry | None = None
    needs_pin: bool = False
    """Whether anybody on the list needs a PIN."""
    tries_of_number: int = 0
    refusals_of_source: int = 0

    @property
    def is_shut(self) -> bool:
        """Say whether there was too much of either in this window."""
        return (
            self.tries_of_number >= MAX_TRIES_OF_NUMBER
            or self.refusals_of_source >= MAX_REFUSALS_OF_SOURCE
        )


@dataclass(frozen=True, slots=True)
class RefusedEntries:
    """How often entering under one number was refused in one window."""

    number: str
    count: int
    reason: Refusal
    """The last one."""
    last_at: datetime
