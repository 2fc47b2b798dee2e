"""What a lecturer did to a student's attempt while it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
class Waiver:
    """That a student takes the exam without a camera: who granted it, when and why."""

    at: datetime
    by: str
    """The lecturer's name."""
    reason: str
    until: datetime | None = None
    """When it was taken back; None: it stands."""


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
    waivers: tuple[Waiver, ...] = ()
    """When the student went without a camera, in order; the last may stand."""
    extended: frozenset[str] = frozenset()
    """The acts that added time: the same one again adds none."""
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
    def waiver(self) -> Waiver | None:
        """By what the student goes without a camera now; None: they need one."""
        last = self.waivers[-1] if self.waivers else None
        return last if last is not None and last.until is None else None

    @property
    def unwatched(self) -> tuple[Pause, ...]:
        """Every time in which no camera is due, in order: the clock stood, or it was waived."""
        waived = [
            Pause(_milliseconds(one.at), None if one.until is None else _milliseconds(one.until))
            for one in self.waivers
        ]
        return _joined((*self.pauses, *waived))

    @property
    def unread(self) -> Mapping[str, Notice]:
        """Messages that the student has not read, in the order they were sent."""
        waiting = [(key, notice) for key, notice in self.notices.items() if key not in self.read]
        return dict(sorted(waiting, key=lambda pair: pair[1].sent_at))


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


def _joined(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return stretches in order, those that touch as one."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.from_ms):
        last = found[-1] if found else None
        if last is None or (last.until_ms is not None and last.until_ms < pause.from_ms):
            found.append(pause)
        elif last.until_ms is not None:
            ends = None if pause.until_ms is None else max(last.until_ms, pause.until_ms)
            found[-1] = Pause(last.from_ms, ends)
    return tuple(found)
