"""What happened around attempts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt, Presence


class AttemptEventStore(Protocol):
    """Events, one record each, beside their attempt."""

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        """Store events; telling one again replaces it by itself."""
        ...

    def add_with_presence(
        self, attempt: Attempt, presence: Presence, events: Iterable[AttemptEvent]
    ) -> None:
        """Store events and the last heartbeat at once, in one call for up to 24 events."""
        ...

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        """Return an attempt's events in order of time."""
        ...

    def unjudged(self) -> Iterable[str]:
        """Yield the attempts with events that are to be judged and were not, each once."""
        ...

    def mark_judged(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        """Record that events were judged; one that was told anew meanwhile stays to be judged."""
        ...
