"""Mail that came back: the address rests until somebody says that it works again."""

from __future__ import annotations

from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import MailNotWantedError, MailTroubleNotFoundError
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.services.ports import AlertStore, Mailer


def take_report(report: str, *, mailer: Mailer, alerts: AlertStore) -> tuple[MailTrouble, ...]:
    """
    Let the addresses of one report rest, and return them; taking it again changes nothing.

    Raises:
        ValueError: The text is no report.
    """
    troubles = mailer.troubles_in(report)
    for trouble in troubles:
        alerts.add_trouble(trouble)
    return troubles


def troubles_of(
    lecturer: Lecturer, preferences: AlertPreferences, *, alerts: AlertStore
) -> tuple[MailTrouble, ...]:
    """Return which of the addresses that get a lecturer's mails rest, and why."""
    return alerts.troubles((lecturer.email, *preferences.copies_to))


def try_again(address: str, *, lecturer: Lecturer, alerts: AlertStore) -> AlertPreferences:
    """
    Let mail go to an address again, and return the lecturer's preferences.

    Raises:
        MailTroubleNotFoundError: It is none of the lecturer's, or does not rest.
        MailNotWantedError: Its reader, somebody else, asked for no more mail.
    """
    preferences = alerts.preferences(lecturer.email)
    found = {
        trouble.address.casefold(): trouble
        for trouble in troubles_of(lecturer, preferences, alerts=alerts)
    }
    trouble = found.get(address.strip().casefold())
    if trouble is None:
        raise MailTroubleNotFoundError
    if not trouble.may_be_tried_again_by(lecturer.email):
        raise MailNotWantedError
    alerts.forget_trouble(trouble.address)
    return preferences
