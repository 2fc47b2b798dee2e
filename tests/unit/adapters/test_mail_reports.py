"""SES's reports, in the shapes of its documentation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.adapters.mail_reports import read_report
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ADDRESS = "co.lan@truong-mau.example"


def bounce(kind: str = "Permanent", **recipient: str) -> dict[str, Any]:
    return {
        "bounceType": kind,
        "bouncedRecipients": [{"emailAddress": ADDRESS, **recipient}],
        "timestamp": "2026-11-22T08:00:00.000Z",
    }


@pytest.mark.parametrize("name", ["eventType", "notificationType"])
def test_a_mail_refused_for_good_names_the_address_and_what_its_server_said(name: str) -> None:
    report = {name: "Bounce", "bounce": bounce(diagnosticCode="smtp; 550 user unknown")}
    assert read_report(json.dumps(report)) == (
        MailTrouble(ADDRESS, TroubleReason.BOUNCED, AT, "smtp; 550 user unknown"),
    )


@pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
def test_what_may_pass_by_itself_troubles_nobody(kind: str) -> None:
    assert read_report(json.dumps({"eventType": "Bounce", "bounce": bounce(kind)})) == ()


def test_a_complaint_names_the_bare_address() -> None:
    complaint = {
        "complainedRecipients": [{"emailAddress": f"Cô Lan <{ADDRESS}>"}],
        "timestamp": "2026-11-22T08:00:00.000Z",
    }
    [trouble] = read_report(json.dumps({"eventType": "Complaint", "complaint": complaint}))
    assert trouble == MailTrouble(ADDRESS, TroubleReason.COMPLAINED, AT)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"eventType": "Bounce"}', "null"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_report(text)


def test_other_events_say_nothing() -> None:
    assert read_report('{"eventType": "Delivery", "delivery": {}}') == ()
