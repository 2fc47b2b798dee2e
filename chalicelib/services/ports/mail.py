"""The post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Email:
    """A message to one person, as HTML and as plain text."""

    to: str
    subject: str
    text: str
    html: str
    copies_to: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEG pictures by the name that the HTML calls them: ``<img src="cid:NAME">``."""


class Mailer(Protocol):
    """The post."""

    def send(self, email: Email) -> None:
        """Hand a message to the mail service."""
        ...
