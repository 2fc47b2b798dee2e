"""Who looked at what is kept of students."""

from __future__ import annotations

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
