"""Who wants to hear what, how soon."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.alerts import AlertPreferences, Delivery, Urgency, is_address
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.violations import Violation
from tests.fakes.samples import violation

GRAVE = violation(severity=Severity.HIGH)
ORDINARY = violation(severity=Severity.MEDIUM)


@pytest.mark.parametrize(
    ("delivery", "told", "ways"),
    [
        (Delivery.OFF, GRAVE, set()),
        (Delivery.OFF, ORDINARY, set()),
        (Delivery.DIGEST, GRAVE, {Urgency.AT_ONCE}),
        (Delivery.DIGEST, ORDINARY, {Urgency.DIGEST}),
        (Delivery.AT_ONCE, GRAVE, {Urgency.AT_ONCE}),
        (Delivery.AT_ONCE, ORDINARY, {Urgency.AT_ONCE}),
    ],
)
def test_an_alert_takes_one_way_at_most(
    delivery: Delivery, told: Violation, ways: set[Urgency]
) -> None:
    preferences = AlertPreferences(delivery=delivery)
    assert {way for way in Urgency if preferences.wants(told, way)} == ways


@pytest.mark.parametrize(
    "preferences",
    [
        AlertPreferences(muted_kinds=frozenset({Kind.NO_FACE})),
        AlertPreferences(muted_exams=frozenset({"exam-1"})),
    ],
)
def test_what_is_muted_is_not_wanted(preferences: AlertPreferences) -> None:
    assert not any(preferences.wants(ORDINARY, way) for way in Urgency)


def test_what_does_not_stand_any_more_is_not_wanted() -> None:
    gone = replace(GRAVE, superseded_by="relaxed")
    assert not any(AlertPreferences().wants(gone, way) for way in Urgency)


def test_every_fault_of_a_choice_is_named_at_once() -> None:
    chosen = AlertPreferences(
        cool_down_minutes=-1,
        muted_exams=frozenset(map(str, range(201))),
        copies_to=("co.lan@truong-mau.example", "nobody"),
    )
    with pytest.raises(InvalidError) as refused:
        chosen.check()
    assert {(p.path, p.code) for p in refused.value.problems} == {
        ("cool_down_minutes", "out_of_range"),
        ("muted_exams", "too_many"),
        ("copies_to[1]", "not_an_address"),
    }


def test_only_some_copies_are_sent() -> None:
    with pytest.raises(InvalidError):
        AlertPreferences(copies_to=("co.lan@truong-mau.example",) * 6).check()


@pytest.mark.parametrize("text", ["a@b.vn", "co.lan+thi@truong-mau.example"])
def test_what_looks_like_an_address_passes(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a@b", "a@@b.vn", "a b@c.vn", "<a@b.vn>"),
        *("a@b.vn\nBcc: x@y.vn", "a@b.vn,x@y.vn"),
        *("x" * 65 + "@b.vn", "a@" + "b" * 250 + ".vn"),
    ],
)
def test_what_could_smuggle_a_header_or_is_no_address_does_not(text: str) -> None:
    assert not is_address(text)
