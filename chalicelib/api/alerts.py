"""Lecturers choose how they are told by mail."""

from __future__ import annotations

from chalicelib.api import alert_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.domain.alerts import AlertPreferences, Delivery, MailLanguage
from chalicelib.domain.kinds import Kind

resource = Resource()


@resource.endpoint("GET", "/me/alerts", access=Access.LECTURER, response=schemas.AlertPreferences)
def show_alert_preferences(call: Call[None]) -> schemas.AlertPreferences:
    """Return how the lecturer wants to be told."""
    return _show(call.world.alerts.preferences(call.lecturer.email))


@resource.endpoint(
    "PUT",
    "/me/alerts",
    access=Access.LECTURER,
    request=schemas.AlertPreferences,
    response=schemas.AlertPreferences,
)
def choose_alert_preferences(call: Call[schemas.AlertPreferences]) -> schemas.AlertPreferences:
    """Store how the lecturer wants to be told."""
    chosen = _read(call.body)
    chosen.check()
    call.world.alerts.save_preferences(call.lecturer.email, chosen)
    return _show(chosen)


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


def _show(preferences: AlertPreferences) -> schemas.AlertPreferences:
    return schemas.AlertPreferences(
        delivery=preferences.delivery.value,
        language=preferences.language.value,
        cool_down_minutes=preferences.cool_down_minutes,
        muted_kinds=sorted(kind.value for kind in preferences.muted_kinds),
        muted_exams=sorted(preferences.muted_exams),
        copies_to=list(preferences.copies_to),
    )
