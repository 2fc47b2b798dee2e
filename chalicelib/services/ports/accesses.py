"""Who looked at what is kept of students."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.accesses import Access


class AccessStore(Protocol):
    """Accesses, beside the attempt that was looked at."""

    def note(self, attempt_id: str, access: Access) -> None:
        """Store an access, unless the same person looked at the same within the hour."""
        ...

    def list_of(self, attempt_id: str) -> tuple[Access, ...]:
        """Return who looked, the newest hour first."""
        ...

    def note_room(self, exam_id: str, access: Access) -> None:
        """Store that somebody looked at a whole room, likewise once an hour."""
        ...

    def of_room(self, exam_id: str, *, since: datetime) -> tuple[Access, ...]:
        """Return who looked at a room in the hour of ``since`` and after, the newest hour first."""
        ...
