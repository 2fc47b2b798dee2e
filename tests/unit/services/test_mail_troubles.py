"""An address rests until somebody who may says that it works again."""

from __future__ import annotations

import pytest

from chalicelib.domain.alerts import AlertPreferences
from chalicelib.domain.errors import MailNotWantedError, MailTroubleNotFoundError
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from chalicelib.services.mail_troubles import troubles_of, try_again
from tests.fakes.alert_store import FakeAlertStore
from tests.fakes.samples import LECTURER, NOW

COPY = "phong.dao.tao@truong-mau.example"


@pytest.fixture
def alerts() -> FakeAlertStore:
    store = FakeAlertStore()
    store.save_preferences(LECTURER.email, AlertPreferences(copies_to=(COPY,)))
    return store


def rest(alerts: FakeAlertStore, address: str, reason: TroubleReason) -> MailTrouble:
    trouble = MailTrouble(address, reason, NOW)
    alerts.add_trouble(trouble)
    return trouble


def test_a_lecturer_sees_the_troubles_of_every_address_that_gets_the_mails(
    alerts: FakeAlertStore,
) -> None:
    own = rest(alerts, LECTURER.email, TroubleReason.BOUNCED)
    copy = rest(alerts, COPY, TroubleReason.COMPLAINED)
    rest(alerts, "ai.do@truong-mau.example", TroubleReason.BOUNCED)
    preferences = alerts.preferences(LECTURER.email)
    assert set(troubles_of(LECTURER, preferences, alerts=alerts)) == {own, copy}


@pytest.mark.parametrize("address", [LECTURER.email, COPY, COPY.upper()])
def test_an_address_that_bounced_is_tried_again_when_its_lecturer_says_so(
    alerts: FakeAlertStore, address: str
) -> None:
    rest(alerts, address.casefold(), TroubleReason.BOUNCED)
    try_again(address, lecturer=LECTURER, alerts=alerts)
    assert alerts.troubles([address]) == ()


def test_who_complained_alone_may_allow_mail_again(alerts: FakeAlertStore) -> None:
    rest(alerts, LECTURER.email, TroubleReason.COMPLAINED)
    copy = rest(alerts, COPY, TroubleReason.COMPLAINED)
    try_again(LECTURER.email, lecturer=LECTURER, alerts=alerts)
    with pytest.raises(MailNotWantedError):
        try_again(COPY, lecturer=LECTURER, alerts=alerts)
    assert alerts.troubles([LECTURER.email, COPY]) == (copy,)


@pytest.mark.parametrize("address", [LECTURER.email, "ai.do@truong-mau.example"])
def test_an_address_that_does_not_rest_or_is_somebody_elses_is_not_found(
    alerts: FakeAlertStore, address: str
) -> None:
    rest(alerts, "ai.do@truong-mau.example", TroubleReason.BOUNCED)
    with pytest.raises(MailTroubleNotFoundError):
        try_again(address, lecturer=LECTURER, alerts=alerts)
