"""Whether alerts can be mailed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deployment.doctor.findings import Finding, State, judged, well

if TYPE_CHECKING:
    import boto3


def check_mail(session: boto3.Session, sender: str) -> Iterator[Finding]:
    """Look whether the sender is proven and the account out of SES's sandbox."""
    client = session.client("sesv2")
    proven = client.get_email_identity(EmailIdentity=sender)["VerifiedForSendingStatus"]
    yield judged(
        "mail sender", [] if proven else [f"open the link that AWS mailed to {sender}"], "proven"
    )
    account = client.get_account()
    quota = account["SendQuota"]
    limits = f"{quota['Max24HourSend']:.0f} mails a day, {quota['MaxSendRate']:.0f} a second"
    if not account["SendingEnabled"]:
        yield Finding("mail account", State.FAULT, "AWS has stopped all mail of the account")
    elif not account["ProductionAccessEnabled"]:
        said = f"in the sandbox: reaches proven addresses only, {limits}; ask for production access"
        yield Finding("mail account", State.NOTE, said)
    else:
        yield well("mail account", limits)
