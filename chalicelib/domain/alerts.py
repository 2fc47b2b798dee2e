"""Who wants to hear what by mail, how soon, and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.violations import Violation

DIGEST_WINDOW: Final = timedelta(minutes=5)
"""The shortest time between two digests about one exam: a mail a minute is read by nobody,
and what cannot wait is told at once anyway."""
MAX_COOL_DOWN_MINUTES: Final = 120
MAX_COPIES: Final = 5
MAX_MUTED_EXAMS: Final = 200
MAX_ADDRESS: Final = 254
"""RFC 5321, 4.5.3.1.3: a path holds 256 characters, two of them its angle brackets."""
_ADDRESS: Final = re.compile(
    r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\.]+(\.[^@\s<>,;:\"()\[\]\\.]+)+"
)


class Delivery(StrEnum):
    """How a lecturer wants to be told."""

    OFF = "off"
    DIGEST = "digest"
    """Grave things at once, the others together."""
    AT_ONCE = "at_once"


class Urgency(StrEnum):
    """Which of its two ways an alert takes; every alert takes both, and is told once."""

    AT_ONCE = "at_once"
    DIGEST = "digest"


class MailLanguage(StrEnum):
    """What a mail is written in."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class AlertPreferences:
    """How one person wants to be told; what a lecturer has before choosing anything."""

    delivery: Delivery = Delivery.DIGEST
    language: MailLanguage = MailLanguage.VIETNAMESE
    cool_down_minutes: int = 10
    """After a mail about a student and a kind, that long none about the same."""
    muted_kinds: frozenset[Kind] = frozenset()
    muted_exams: frozenset[str] = frozenset()
    copies_to: tuple[str, ...] = ()
    """Addresses that get the same mails."""

    def wants(self, violation: Violation, urgency: Urgency) -> bool:
        """Say whether a mail about a violation is wanted on this way."""
        if self.delivery is Delivery.OFF or not violation.stands:
            return False
        if violation.kind in self.muted_kinds or violation.exam_id in self.muted_exams:
            return False
        at_once = self.delivery is Delivery.AT_ONCE or violation.severity is Severity.HIGH
        return at_once is (urgency is Urgency.AT_ONCE)

    @property
    def cool_down(self) -> timedelta:
        """The time of quiet after a mail about a student and a kind."""
        return timedelta(minutes=self.cool_down_minutes)

    def check(self) -> None:
        """
        Check what somebody chose.

        Raises:
            InvalidError: It breaks the rules; names every problem.
        """
        problems = tuple(self._problems())
        if problems:
            raise InvalidError(problems)

    def _problems(self) -> Iterator[Problem]:
        if not 0 <= self.cool_down_minutes <= MAX_COOL_DOWN_MINUTES:
            yield Problem("cool_down_minutes", "out_of_range")
        if len(self.muted_exams) > MAX_MUTED_EXAMS:
            yield Problem("muted_exams", "too_many")
        if len(self.copies_to) > MAX_COPIES:
            yield Problem("copies_to", "too_many")
        for index, address in enumerate(self.copies_to):
            if not is_address(address):
                yield Problem(f"copies_to[{index}]", "not_an_address")


def is_address(text: str) -> bool:
    """Say whether a text looks like one mail address; only sending proves that it is one."""
    return len(text) <= MAX_ADDRESS and _ADDRESS.fullmatch(text) is not None
