"""Lecturers choose how they are told by mail."""

from __future__ import annotations

from typing import Any

from chalicelib.api import alert_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.domain.alerts import AlertPreferences, Delivery, MailLanguage
from chalicelib.domain.kinds import Kind
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.services import mail_troubles

resource = Resource()


@resource.endpoint("GET", "/me/alerts", access=Access.LECTURER, response=schemas.AlertSettings)
def show_alert_preferences(call: Call[None]) -> schemas.AlertSettings:
    """Return how the lecturer wants to be told, and which addresses rest."""
    return _show(call, call.world.alerts.preferences(call.lecturer.email))


@resource.endpoint(
    "PUT",
    "/me/alerts",
    access=Access.LECTURER,
    request=schemas.AlertPreferences,
    response=schemas.AlertSettings,
)
def choose_alert_preferences(call: Call[schemas.AlertPreferences]) -> schemas.AlertSettings:
    """Store how the lecturer wants to be told."""
    chosen = _read(call.body)
    chosen.check()
    call.world.alerts.save_preferences(call.lecturer.email, chosen)
    return _show(call, chosen)


@resource.endpoint(
    "POST",
    "/me/alerts/retries",
    access=Access.LECTURER,
    request=schemas.MailRetry,
    response=schemas.AlertSettings,
)
def try_address_again(call: Call[schemas.MailRetry]) -> schemas.AlertSettings:
    """Let mail go to an address again from which it came back."""
    preferences = mail_troubles.try_again(
        call.body.address, lecturer=call.lecturer, alerts=call.world.alerts
    )
    return _show(call, preferences)


def _read(sent: schemas.AlertPreferences) -> AlertPreferences:
    copies = dict.fromkeys(address.strip() for address in sent.copies_to)
    return AlertPreferences(
        delivery=Delivery(sent.delivery),
        language=MailLanguage(sent.language),
        cool_down_minutes=sent.cool_down_minutes,
        muted_kinds=frozenset(map(Kind, sent.muted_kinds)),
        muted_exams=frozenset(sent.muted_exams),
        copies_to=tuple(copies),
    )


def _show(call: Call[Any], preferences: AlertPreferences) -> schemas.AlertSettings:
    troubles = mail_troubles.troubles_of(call.lecturer, preferences, alerts=call.world.alerts)
    return schemas.AlertSettings(
        delivery=preferences.delivery.value,
        language=preferences.language.value,
        cool_down_minutes=preferences.cool_down_minutes,
        muted_kinds=sorted(kind.value for kind in preferences.muted_kinds),
        muted_exams=sorted(preferences.muted_exams),
        copies_to=list(preferences.copies_to),
        troubles=[_show_trouble(call, trouble) for trouble in troubles],
    )


def _show_trouble(call: Call[Any], trouble: MailTrouble) -> schemas.MailTrouble:
    return schemas.MailTrouble(
        address=trouble.address,
        reason=trouble.reason.value,
        at=trouble.at,
        detail=trouble.detail,
        may_try_again=trouble.may_be_tried_again_by(call.lecturer.email),
    )
