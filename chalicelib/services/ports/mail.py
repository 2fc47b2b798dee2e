"""The post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Email:
    """A message to one person, as HTML and as plain text."""

    to: str
    subject: str
    text: str
    html: str


class Mailer(Protocol):
    """The post."""

    def send(self, email: Email) -> None:
        """Hand a message to the mail service."""
        ...
