"""Who was told what, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.services.ports import Alert

CLAIM_LIFE: Final = timedelta(minutes=1)
FOR_EVER: Final = timedelta(days=30)


class FakeAlertStore:
    def __init__(self) -> None:
        self.chosen: dict[str, AlertPreferences] = {}
        self.resting: dict[str, MailTrouble] = {}
        self._until: dict[tuple[str, ...], tuple[datetime, str]] = {}

    def preferences(self, address: str) -> AlertPreferences:
        return self.chosen.get(address.casefold(), AlertPreferences())

    def save_preferences(self, address: str, preferences: AlertPreferences) -> None:
        self.chosen[address.casefold()] = preferences

    def add_trouble(self, trouble: MailTrouble) -> None:
        self.resting[trouble.address.casefold()] = trouble

    def troubles(self, addresses: Sequence[str]) -> tuple[MailTrouble, ...]:
        names = sorted({address.casefold() for address in addresses})
        return tuple(self.resting[name] for name in names if name in self.resting)

    def forget_trouble(self, address: str) -> None:
        self.resting.pop(address.casefold(), None)

    def claim(self, alert: Alert, *, mail_id: str, now: datetime) -> bool:
        told, quiet = _names(alert)
        if not self._free(told, now) or not (
            self._free(quiet, now) or self._until[quiet][1] == mail_id
        ):
            return False
        self._until[told] = self._until[quiet] = (now + CLAIM_LIFE, mail_id)
        return True

    def settle(self, alerts: Sequence[Alert], *, now: datetime, cool_down: timedelta) -> None:
        for alert in alerts:
            told, quiet = _names(alert)
            self._until[told] = (now + FOR_EVER, "")
            self._until[quiet] = (now + cool_down, "")

    def release(self, alerts: Sequence[Alert], *, digest_of: str | None = None) -> None:
        for alert in alerts:
            self._until.pop((alert.address, "digest", digest_of or ""), None)
            for name in _names(alert):
                self._until.pop(name, None)

    def open_window(self, address: str, exam_id: str, *, now: datetime, length: timedelta) -> bool:
        name = (address, "digest", exam_id)
        if not self._free(name, now):
            return False
        self._until[name] = (now + length, "")
        return True

    def _free(self, name: tuple[str, ...], now: datetime) -> bool:
        return name not in self._until or self._until[name][0] <= now


def _names(alert: Alert) -> tuple[tuple[str, ...], tuple[str, ...]]:
    violation = alert.violation
    return (
        (alert.address, "told", violation.attempt_id, violation.violation_id),
        (alert.address, "quiet", violation.attempt_id, violation.kind.value),
    )
