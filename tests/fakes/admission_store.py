"""Class lists and counts of refusals, in dictionaries."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.door import MAX_TRIES_OF_NUMBER, Door, Refusal, RefusedEntries, Window
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.names import fold_number
from chalicelib.domain.rosters import Roster, placed


class FakeAdmissionStore:
    def __init__(self) -> None:
        self._rosters: dict[str, Roster] = {}
        self._refused: dict[tuple[str, str, int], RefusedEntries] = {}
        self.tries: Counter[tuple[str, str, int]] = Counter()
        self.wrong: Counter[tuple[str, int]] = Counter()

    def read(self, exam_id: str) -> Roster:
        return self._rosters.get(exam_id, Roster())

    def replace(self, exam_id: str, before: Roster, after: Roster) -> Roster:
        if self.read(exam_id).version != before.version:
            raise StaleVersionError(stored=before.version)
        entries = tuple(placed(after.entries, before.entries))
        self._rosters[exam_id] = Roster(entries, before.version + 1)
        return self._rosters[exam_id]

    def look(self, exam_id: str, number: str | None, source: str, *, now: datetime) -> Door:
        roster, window = self.read(exam_id), Window.at(now).number
        folded = fold_number(number or "")
        entry = next((e for e in roster.entries if fold_number(e.number) == folded), None)
        return Door(
            listed=len(roster.entries),
            entry=entry,
            needs_pin=roster.needs_pin,
            tries_of_number=self.tries[exam_id, folded, window],
            refusals_of_source=self.wrong[source, window],
        )

    def take_try(self, exam_id: str, number: str, *, now: datetime) -> bool:
        key = exam_id, fold_number(number), Window.at(now).number
        if self.tries[key] >= MAX_TRIES_OF_NUMBER:
            return False
        self.tries[key] += 1
        return True

    def count_refusal(
        self, exam_id: str, number: str, reason: Refusal, *, now: datetime, counted: bool = False
    ) -> None:
        key = exam_id, fold_number(number), Window.at(now).number
        self.tries[key] += not counted
        before = self._refused.get(key, RefusedEntries(number, 0, reason, now))
        self._refused[key] = replace(before, count=before.count + 1, reason=reason, last_at=now)

    def count_refusal_of_source(self, source: str, *, now: datetime) -> int:
        key = source, Window.at(now).number
        self.wrong[key] += 1
        return self.wrong[key]

    def refused(self, exam_id: str) -> tuple[RefusedEntries, ...]:
        mine = [one for (exam, _, _), one in self._refused.items() if exam == exam_id]
        return tuple(sorted(mine, key=lambda one: one.last_at, reverse=True))
