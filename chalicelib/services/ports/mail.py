"""The post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from chalicelib.domain.mail_troubles import MailTrouble


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

    def troubles_in(self, report: str) -> tuple[MailTrouble, ...]:
        """
        Read what the mail service reports of mails that came back.

        Returns:
            One for each address that mail must not go to any more; none of what may pass by itself.

        Raises:
            ValueError: The text is no report.
        """
        ...
