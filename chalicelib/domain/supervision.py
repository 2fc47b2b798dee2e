"""What a lecturer did to a student's attempt while it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a student."""

    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood, in milliseconds since the epoch."""

    from_ms: int
    until_ms: int | None
    """None: it still stands."""


@dataclass(frozen=True, slots=True)
class Supervision:
    """Where an attempt stands by its lecturers' acts; changed by those alone."""

    paused_at: datetime | None = None
    """Since when the clock stands; None: it runs."""
    stood: tuple[tuple[datetime, datetime], ...] = ()
    """When it stood before: from, until."""
    marked: bool = False
    """Whether a lecturer wants to keep an eye on it."""
    notices: Mapping[str, Notice] = field(default_factory=dict)
    """Messages by the act that sent them."""
    read: frozenset[str] = frozenset()
    """The messages that the student says they read; the student alone adds to it."""
    ended_for: str | None = None
    """Why a lecturer ended it; None: nobody did."""
    version: int = 0
    """Counts the changes, so that two lecturers' acts never undo each other."""

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Every time in which the clock stood, in order, with the present one."""
        ended = [Pause(_milliseconds(began), _milliseconds(end)) for began, end in self.stood]
        if self.paused_at is None:
            return tuple(ended)
        return (*ended, Pause(_milliseconds(self.paused_at), None))

    @property
    def unread(self) -> Mapping[str, Notice]:
        """Messages that the student has not read, in the order they were sent."""
        waiting = [(key, notice) for key, notice in self.notices.items() if key not in self.read]
        return dict(sorted(waiting, key=lambda pair: pair[1].sent_at))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)
