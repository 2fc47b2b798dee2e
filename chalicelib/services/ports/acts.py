"""What lecturers did in a room."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.acts import Act
from chalicelib.services.ports.common import Page


@dataclass(frozen=True, slots=True)
class RoomNews:
    """Attempts of an exam are not what they were: whoever shows them should read again."""

    exam_id: str
    attempt_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A lecturer was signed out everywhere: their connections are to be closed."""

    lecturer_id: str


class ActStore(Protocol):
    """The audit trail: records are added, never changed."""

    def add(self, act: Act) -> None:
        """Store an act."""
        ...

    def list_of(self, exam_id: str, *, cursor: str | None, limit: int) -> Page[Act]:
        """Return an exam's acts, newest first."""
        ...


class RoomNewsQueue(Protocol):
    """Where changes of a room, and sign-outs, are told to who pushes them on."""

    def publish(self, exam_id: str, attempt_ids: Collection[str]) -> None:
        """Tell of changed attempts; may reach a listener more than once."""
        ...

    def publish_sign_out(self, lecturer_id: str) -> None:
        """Tell that a lecturer was signed out everywhere; may be told more than once."""
        ...

    def read(self, message: str) -> RoomNews | SignedOut:
        """Return what was told; raises ValueError for anything else."""
        ...
