"""Events in a dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.attempt_events import AttemptEvent


class FakeAttemptEventStore:
    def __init__(self) -> None:
        self._events: dict[tuple[str, str], AttemptEvent] = {}

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        self._events.update({(attempt_id, event.name): event for event in events})

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        found = sorted(key for key in self._events if key[0] == attempt_id)
        return tuple(self._events[key] for key in found)
