"""Who is told what by mail, and what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.exams import Exam
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.domain.violations import Violation


@dataclass(frozen=True, slots=True)
class Alert:
    """One violation, as one person is to be told of it."""

    address: str
    violation: Violation


class AlertStore(Protocol):
    """
    Who wants to be told how, and what they were told.

    A claim is a reservation for the time of sending: it ends by itself, so that a sender
    that dies leaves the alert to the next one.
    """

    def preferences(self, address: str) -> AlertPreferences:
        """Return what a person chose, or the preferences of who never chose."""
        ...

    def save_preferences(self, address: str, preferences: AlertPreferences) -> None:
        """Store what a person chose."""
        ...

    def claim(self, alert: Alert, *, mail_id: str, now: datetime) -> bool:
        """
        Reserve the telling of an alert for one mail.

        Returns:
            False when it was told, is being told by another mail, or falls into the
            quiet time after another mail about the same student and kind.
        """
        ...

    def settle(self, alerts: Sequence[Alert], *, now: datetime, cool_down: timedelta) -> None:
        """Record that alerts were told; the quiet time about each begins."""
        ...

    def release(self, alerts: Sequence[Alert], *, digest_of: str | None = None) -> None:
        """Give reservations back after telling failed, and the time of an exam's digest."""
        ...

    def open_window(self, address: str, exam_id: str, *, now: datetime, length: timedelta) -> bool:
        """Begin the time of one digest; False while the last one's time runs."""
        ...

    def add_trouble(self, trouble: MailTrouble) -> None:
        """Let an address get no more mail; the newest reason stands."""
        ...

    def troubles(self, addresses: Sequence[str]) -> tuple[MailTrouble, ...]:
        """Return which of these addresses get no more mail, and why."""
        ...

    def forget_trouble(self, address: str) -> None:
        """Let mail go to an address again."""
        ...


def recipients_of(exam: Exam) -> tuple[Lecturer, ...]:
    """Return who is told about an exam."""
    return (exam.creator, *exam.co_lecturers)
