"""Who may enter an exam, and who was turned away."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.door import Door, Refusal, RefusedEntries
from chalicelib.domain.rosters import Roster


class AdmissionStore(Protocol):
    """Class lists and counts of refusals."""

    def read(self, exam_id: str) -> Roster:
        """Return an exam's class list in its order."""
        ...

    def replace(self, exam_id: str, before: Roster, after: Roster) -> Roster:
        """
        Store a class list in another's place; return it with its new version.

        Raises:
            StaleVersionError: The other is not the one that is stored by now.
        """
        ...

    def look(self, exam_id: str, number: str | None, source: str, *, now: datetime) -> Door:
        """
        Return what stands at the door, in one call.

        The number is as typed; None: nobody said yet who they are.
        """
        ...

    def take_try(self, exam_id: str, number: str, *, now: datetime) -> bool:
        """Count a try at a number; False, and nothing is counted, when there were too many."""
        ...

    def count_refusal(
        self, exam_id: str, number: str, reason: Refusal, *, now: datetime, counted: bool = False
    ) -> None:
        """Count somebody turned away; ``counted``: the try itself was counted before."""
        ...

    def count_refusal_of_source(self, source: str, *, now: datetime) -> int:
        """Count something wrong from a source; return how much there was in this window."""
        ...

    def refused(self, exam_id: str) -> tuple[RefusedEntries, ...]:
        """Return who was turned away during the last day, newest window first."""
        ...
