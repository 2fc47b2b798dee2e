"""What every use case needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a long list."""

    items: tuple[Item, ...]
    next_cursor: str | None
    """Give it back to get what follows; None: this was the end."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class Identifiers(Protocol):
    """New names for new things."""

    def new_id(self) -> str:
        """Return 32 hexadecimal digits that nobody can guess."""
        ...

    def new_room_code(self) -> str:
        """Return a random room code."""
        ...

    def new_pin(self) -> str:
        """Return a random PIN."""
        ...

    def new_password(self) -> str:
        """Return a random password to be replaced at the first sign-in."""
        ...
