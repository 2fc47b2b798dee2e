"""What happened around attempts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from chalicelib.domain.attempt_events import AttemptEvent


class AttemptEventStore(Protocol):
    """Events, one record each, beside their attempt."""

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        """Store events; telling one again replaces it by itself."""
        ...

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        """Return an attempt's events in order of time."""
        ...
