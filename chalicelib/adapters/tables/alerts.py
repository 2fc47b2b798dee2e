"""Who wants to be told how, and what they were told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import (
    JSONAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    conditional_write,
    transaction,
)
from chalicelib.domain.alerts import AlertPreferences, Delivery, MailLanguage
from chalicelib.domain.kinds import Kind
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from chalicelib.services.ports import Alert

CLAIM_LIFE: Final = timedelta(minutes=1)
"""A sender takes 25 s at most: Lambda ends it then."""
BOUNCE_LIFE: Final = timedelta(days=90)
"""Then the address is tried once more: somebody may have put it right and told nobody.  A
complaint ends only when who complained says so."""
TOLD_LIFE: Final = timedelta(days=30)
"""Longer than any queue keeps a message."""


class PreferencesRecord(TableModel):
    """What a person chose."""

    class Meta(TableMeta):
        table = "alerts"

    address = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True, default=keys.PREFERENCES)
    chosen = JSONAttribute()


class ToldRecord(TableModel):
    """That a person is told, or may be told again only later: of a violation, a kind, an exam."""

    class Meta(TableMeta):
        table = "alerts"

    address = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)
    until = UTCDateTimeAttribute()
    """Until then, no other mail may."""
    mail_id = UnicodeAttribute()
    expires_at = TTLAttribute()


class TroubleRecord(TableModel):
    """That an address gets no more mail."""

    class Meta(TableMeta):
        table = "alerts"

    address = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True, default=keys.TROUBLE)
    reason = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    detail = UnicodeAttribute(null=True)
    expires_at = TTLAttribute(null=True)


class DynamoAlertStore:
    """Alerts in DynamoDB; see ``chalicelib.services.ports.AlertStore``."""

    def preferences(self, address: str) -> AlertPreferences:
        try:
            chosen = PreferencesRecord.get(keys.address(address), keys.PREFERENCES).chosen
        except DoesNotExist:
            return AlertPreferences()
        return AlertPreferences(
            delivery=Delivery(chosen["delivery"]),
            language=MailLanguage(chosen["language"]),
            cool_down_minutes=int(chosen["cool_down_minutes"]),
            muted_kinds=frozenset(map(Kind, chosen["muted_kinds"])),
            muted_exams=frozenset(chosen["muted_exams"]),
            copies_to=tuple(chosen["copies_to"]),
        )

    def save_preferences(self, address: str, preferences: AlertPreferences) -> None:
        chosen = {
            "delivery": preferences.delivery.value,
            "language": preferences.language.value,
            "cool_down_minutes": preferences.cool_down_minutes,
            "muted_kinds": sorted(kind.value for kind in preferences.muted_kinds),
            "muted_exams": sorted(preferences.muted_exams),
            "copies_to": list(preferences.copies_to),
        }
        PreferencesRecord(keys.address(address), chosen=chosen).save()

    def claim(self, alert: Alert, *, mail_id: str, now: datetime) -> bool:
        violation, quiet = _records(alert, mail_id=mail_id, until=now + CLAIM_LIFE, now=now)
        with conditional_write() as written, transaction() as write:
            write.save(violation, condition=_free(now))
            write.save(quiet, condition=_free(now) | (ToldRecord.mail_id == mail_id))
        return written.held

    def settle(self, alerts: Sequence[Alert], *, now: datetime, cool_down: timedelta) -> None:
        told: dict[str, ToldRecord] = {}
        for alert in alerts:
            violation, quiet = _records(alert, mail_id="", until=now + cool_down, now=now)
            violation.until = violation.expires_at
            told |= {record.subject: record for record in (violation, quiet)}
        with ToldRecord.batch_write() as batch:
            for record in told.values():
                batch.save(record)

    def release(self, alerts: Sequence[Alert], *, digest_of: str | None = None) -> None:
        address = keys.address(alerts[0].address) if alerts else ""
        subjects = {subject for alert in alerts for subject in _subjects(alert)}
        if digest_of is not None:
            subjects.add(keys.digest_of(digest_of))
        with ToldRecord.batch_write() as batch:
            for subject in subjects:
                batch.delete(ToldRecord(address, subject))

    def open_window(self, address: str, exam_id: str, *, now: datetime, length: timedelta) -> bool:
        window = ToldRecord(
            keys.address(address),
            keys.digest_of(exam_id),
            until=now + length,
            mail_id="",
            expires_at=now + TOLD_LIFE,
        )
        with conditional_write() as written:
            window.save(condition=_free(now))
        return written.held

    def add_trouble(self, trouble: MailTrouble) -> None:
        bounced = trouble.reason is TroubleReason.BOUNCED
        TroubleRecord(
            keys.address(trouble.address),
            reason=trouble.reason.value,
            at=trouble.at,
            detail=trouble.detail or None,
            expires_at=trouble.at + BOUNCE_LIFE if bounced else None,
        ).save()

    def troubles(self, addresses: Sequence[str]) -> tuple[MailTrouble, ...]:
        names = sorted({keys.address(address) for address in addresses})
        found = TroubleRecord.batch_get([(name, keys.TROUBLE) for name in names])
        troubles = [
            MailTrouble(one.address, TroubleReason(one.reason), one.at, one.detail or "")
            for one in found
        ]
        return tuple(sorted(troubles, key=lambda trouble: trouble.address))

    def forget_trouble(self, address: str) -> None:
        TroubleRecord(keys.address(address)).delete()


def _free(now: datetime) -> Condition:
    free: Condition = ToldRecord.subject.does_not_exist() | (ToldRecord.until <= now)
    return free


def _subjects(alert: Alert) -> tuple[str, str]:
    violation = alert.violation
    return (
        keys.told_of(violation.attempt_id, violation.violation_id),
        keys.quiet_about(violation.attempt_id, violation.kind),
    )


def _records(alert: Alert, *, mail_id: str, until: datetime, now: datetime) -> Iterator[ToldRecord]:
    """Yield what says that a violation is told of, and that its student and kind rest."""
    for subject in _subjects(alert):
        yield ToldRecord(
            keys.address(alert.address),
            subject,
            until=until,
            mail_id=mail_id,
            expires_at=now + TOLD_LIFE,
        )
