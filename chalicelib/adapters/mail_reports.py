"""What SES reports of mails that came back.

The shapes are those of SES's event publishing and of its older notifications, which differ in
one name (Amazon SES developer guide, "Contents of event data that Amazon SES publishes to
Amazon SNS" and "Amazon SNS notification contents for Amazon SES").
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any, Final

from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason

_KINDS: Final = ("eventType", "notificationType")
_FOR_GOOD: Final = "Permanent"
"""A bounce of another type, as from a full mailbox, passes or comes again as this one."""
_MAX_DETAIL: Final = 300


def read_report(text: str) -> tuple[MailTrouble, ...]:
    """See ``chalicelib.services.ports.Mailer.troubles_in``."""
    try:
        report = json.loads(text)
        kind = next(report[name] for name in _KINDS if name in report)
        return tuple(_troubles(kind, report))
    except (AttributeError, KeyError, StopIteration, TypeError) as error:
        raise ValueError("no report of a mail") from error


def _troubles(kind: str, report: Mapping[str, Any]) -> Iterator[MailTrouble]:
    if kind == "Bounce" and report["bounce"]["bounceType"] == _FOR_GOOD:
        bounce = report["bounce"]
        for one in bounce["bouncedRecipients"]:
            said = str(one.get("diagnosticCode", ""))[:_MAX_DETAIL]
            yield _trouble(one, TroubleReason.BOUNCED, bounce["timestamp"], said)
    elif kind == "Complaint":
        complaint = report["complaint"]
        for one in complaint["complainedRecipients"]:
            yield _trouble(one, TroubleReason.COMPLAINED, complaint["timestamp"])


def _trouble(
    recipient: Mapping[str, Any], reason: TroubleReason, at: str, detail: str = ""
) -> MailTrouble:
    _, address = parseaddr(recipient["emailAddress"])
    return MailTrouble(address, reason, datetime.fromisoformat(at), detail)
