"""What people chose and were told, in DynamoDB."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.alerts import AlertPreferences, Delivery, MailLanguage
from chalicelib.domain.kinds import Kind
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from chalicelib.services.ports import Alert, AlertStore
from tests.fakes.samples import NOW, NOW_MS, violation
from tests.integration.core.at_once import at_once

COOL_DOWN = timedelta(minutes=10)


@pytest.fixture
def store(world: Collaborators) -> AlertStore:
    return world.alerts


@pytest.fixture
def address() -> str:
    return f"{secrets.token_hex(4)}@truong-mau.example"


def alert(address: str, started_ms: int = NOW_MS, kind: Kind = Kind.NO_FACE) -> Alert:
    return Alert(address, violation(kind, started_ms))


def test_who_never_chose_has_the_usual_preferences(store: AlertStore, address: str) -> None:
    assert store.preferences(address) == AlertPreferences()


def test_what_was_chosen_is_found_whatever_the_letter_case(store: AlertStore, address: str) -> None:
    chosen = AlertPreferences(
        Delivery.AT_ONCE,
        MailLanguage.ENGLISH,
        cool_down_minutes=0,
        muted_kinds=frozenset({Kind.TALKING}),
        muted_exams=frozenset({"exam-9"}),
        copies_to=("phong.dao.tao@truong-mau.example",),
    )
    store.save_preferences(address.upper(), chosen)
    assert store.preferences(address) == chosen


def test_a_claimed_alert_is_no_other_mails_until_the_claim_ends(
    store: AlertStore, address: str
) -> None:
    assert store.claim(alert(address), mail_id="one", now=NOW)
    assert not store.claim(alert(address), mail_id="two", now=NOW + timedelta(seconds=59))
    assert store.claim(alert(address), mail_id="two", now=NOW + timedelta(seconds=61))


def test_a_released_alert_is_free_at_once(store: AlertStore, address: str) -> None:
    store.claim(alert(address), mail_id="one", now=NOW)
    store.release([alert(address)])
    assert store.claim(alert(address), mail_id="two", now=NOW)


def test_what_was_told_is_never_told_again(store: AlertStore, address: str) -> None:
    store.claim(alert(address), mail_id="one", now=NOW)
    store.settle([alert(address)], now=NOW, cool_down=COOL_DOWN)
    assert not store.claim(alert(address), mail_id="two", now=NOW + timedelta(days=7))


def test_one_mail_may_tell_the_same_of_a_student_twice(store: AlertStore, address: str) -> None:
    told = [alert(address, NOW_MS + moment) for moment in (0, 60_000)]
    assert all(store.claim(one, mail_id="one", now=NOW) for one in told)


def test_after_the_telling_the_student_and_kind_rest_for_the_cool_down(
    store: AlertStore, address: str
) -> None:
    store.claim(alert(address), mail_id="one", now=NOW)
    store.settle([alert(address)], now=NOW, cool_down=COOL_DOWN)
    later = alert(address, NOW_MS + 300_000)
    assert not store.claim(later, mail_id="two", now=NOW + timedelta(minutes=9))
    assert store.claim(alert(address, kind=Kind.PHONE), mail_id="two", now=NOW)
    assert store.claim(later, mail_id="two", now=NOW + timedelta(minutes=11))


def test_two_people_are_told_apart(store: AlertStore, address: str) -> None:
    assert store.claim(alert(address), mail_id="one", now=NOW)
    assert store.claim(alert("other." + address), mail_id="two", now=NOW)


def test_of_many_who_claim_an_alert_at_once_one_does(store: AlertStore, address: str) -> None:
    def claim() -> bool:
        return store.claim(alert(address), mail_id=secrets.token_hex(4), now=NOW)

    assert sorted(map(str, at_once([claim] * 4))) == ["False", "False", "False", "True"]


def test_a_digests_time_is_opened_once_until_it_ends_or_is_given_back(
    store: AlertStore, address: str
) -> None:
    def open_window(minutes: int) -> bool:
        now = NOW + timedelta(minutes=minutes)
        return store.open_window(address, "exam-1", now=now, length=timedelta(minutes=5))

    assert [open_window(minutes) for minutes in (0, 4, 5)] == [True, False, True]
    store.release([alert(address)], digest_of="exam-1")
    assert open_window(6)


def test_many_alerts_are_settled_at_once(store: AlertStore, address: str) -> None:
    told = [alert(address, NOW_MS + n, kind) for n in range(10) for kind in Kind]
    store.settle(told, now=NOW, cool_down=COOL_DOWN)
    assert not any(store.claim(one, mail_id="two", now=NOW) for one in told[:5])


def trouble(address: str, reason: TroubleReason = TroubleReason.BOUNCED) -> MailTrouble:
    return MailTrouble(address, reason, NOW, "smtp; 550 user unknown")


def test_an_address_rests_until_its_trouble_is_forgotten(store: AlertStore, address: str) -> None:
    store.add_trouble(trouble(address.upper()))
    assert store.troubles([address, f"x{address}"]) == (trouble(address),)
    store.forget_trouble(address)
    assert store.troubles([address]) == ()


def test_the_newest_trouble_stands(store: AlertStore, address: str) -> None:
    store.add_trouble(trouble(address))
    store.add_trouble(trouble(address, TroubleReason.COMPLAINED))
    assert store.troubles([address]) == (trouble(address, TroubleReason.COMPLAINED),)
