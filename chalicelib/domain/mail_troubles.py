"""Addresses that mail cannot or may not go to: what came back, and who may try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TroubleReason(StrEnum):
    """Why an address gets no more mail."""

    BOUNCED = "bounced"
    """Its mail server refused a mail for good."""
    COMPLAINED = "complained"
    """Its reader told the mail service that the mail was not wanted."""


@dataclass(frozen=True, slots=True)
class MailTrouble:
    """Since when an address gets no more mail, and why."""

    address: str
    reason: TroubleReason
    at: datetime
    detail: str = ""
    """What the mail server said."""

    def may_be_tried_again_by(self, address: str) -> bool:
        """
        Say whether the person with this address may ask for mail to this one again.

        Who complained decides that alone; an address that bounced may have been put right.
        """
        own = self.address.casefold() == address.casefold()
        return own or self.reason is TroubleReason.BOUNCED
