"""What happened around an attempt, beside its answers and its pictures: facts, never verdicts.

An event says what a page, the server or a lecturer noticed or did; by itself it is there to be read
by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

Detail = str | int | float | bool
MAX_DETAILS: Final = 8
MAX_DETAIL_LENGTH: Final = 200


class EventKind(StrEnum):
    """What an event is about."""

    PAGE_LEFT = "page_left"
    """The exam's page was hidden or lost the focus; ``lasted_ms`` says for how long."""
    FULLSCREEN_LEFT = "fullscreen_left"
    """Full screen was left where the exam asks for it; ``lasted_ms`` says for how long."""
    COPIED = "copied"
    CUT = "cut"
    PASTED = "pasted"
    PRINTED = "printed"
    SECOND_DISPLAY = "second_display"
    """More than one display was connected; ``lasted_ms`` says for how long."""
    VIRTUAL_CAMERA = "virtual_camera"
    """The camera names itself as software; ``label`` is its name."""
    AUTOMATION = "automation"
    """The browser says that software drives it."""
    IMPOSSIBLE_TIMING = "impossible_timing"
    """Answers came faster than a person can read; ``answers`` within ``within_ms``."""
    TWO_DEVICES = "two_devices"
    """A second device took the attempt over while the first was at work."""
    DEVICE_CHANGED = "device_changed"
    """The attempt was entered again and goes on there; ``device`` counts the devices."""
    NO_CARD = "no_card"
    """The student began without a picture of their card, though the exam asks for one;
    ``reason``."""
    SPOT_CHECK = "spot_check"
    """A lecturer compared a picture, taken at ``captured_ms`` for ``moment_ms``, with the face at
    the start; ``verdict``, ``by`` whom."""
    RESCORED = "rescored"
    """A corrected key changed the score ``from`` one ``to`` another; ``by`` whom, ``reason``."""


class EventSource(StrEnum):
    """Who noticed it."""

    PAGE = "page"
    """The student's own page: a hint, as whoever controls the machine controls the page."""
    SERVER = "server"
    LECTURER = "lecturer"


@dataclass(frozen=True, slots=True)
class AttemptEvent:
    """One thing that happened; two of one kind, source and millisecond are the same."""

    at: datetime
    kind: EventKind
    source: EventSource
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def at_ms(self) -> int:
        """When it happened, or began, in milliseconds since the epoch."""
        return round(self.at.timestamp() * 1_000)

    @property
    def lasted_ms(self) -> int:
        """How long it lasted; 0 for what happens at once."""
        lasted = self.details.get("lasted_ms", 0)
        return max(0, int(lasted)) if isinstance(lasted, int | float) else 0

    @property
    def name(self) -> str:
        """Its name within its attempt: sorts by time, and is the same however often it is told."""
        return f"{self.at_ms:013d}-{self.source}-{self.kind}"


def event_at(
    at_ms: int,
    kind: EventKind,
    source: EventSource,
    details: Mapping[str, Detail] | None = None,
) -> AttemptEvent:
    """Return an event by its time in milliseconds since the epoch."""
    return AttemptEvent(datetime.fromtimestamp(at_ms / 1_000, UTC), kind, source, details or {})
