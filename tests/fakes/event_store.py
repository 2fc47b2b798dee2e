"""Events in a dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt, Presence
from chalicelib.domain.page_integrity import KIND_OF


class FakeAttemptEventStore:
    def __init__(self) -> None:
        self._events: dict[tuple[str, str], AttemptEvent] = {}
        self._unjudged: set[tuple[str, str]] = set()
        self.presences: dict[str, Presence] = {}

    def add(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        for event in events:
            self._events[attempt_id, event.name] = event
            if event.kind in KIND_OF:
                self._unjudged.add((attempt_id, event.name))

    def add_with_presence(
        self, attempt: Attempt, presence: Presence, events: Iterable[AttemptEvent]
    ) -> None:
        self.presences[attempt.attempt_id] = presence
        self.add(attempt.attempt_id, events)

    def list_of(self, attempt_id: str) -> tuple[AttemptEvent, ...]:
        found = sorted(key for key in self._events if key[0] == attempt_id)
        return tuple(self._events[key] for key in found)

    def unjudged(self) -> Iterator[str]:
        yield from sorted({attempt_id for attempt_id, _ in self._unjudged})

    def mark_judged(self, attempt_id: str, events: Iterable[AttemptEvent]) -> None:
        for event in events:
            if self._events.get((attempt_id, event.name)) == event:
                self._unjudged.discard((attempt_id, event.name))
