"""Mail by Amazon SES."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage

from botocore.exceptions import ClientError

from chalicelib.adapters import clients
from chalicelib.adapters.mail_reports import read_report
from chalicelib.domain.mail_troubles import MailTrouble
from chalicelib.services.ports import Email


class MailNotTakenError(RuntimeError):
    """SES did not take a mail, for the reason that its code names; what it says may name people."""


class SesMailer:
    """See ``chalicelib.services.ports.Mailer``."""

    def __init__(self, sender: str) -> None:
        self._sender = sender

    def send(self, email: Email) -> None:
        # The standard library's message refuses line breaks in headers, so that a name
        # cannot smuggle a header in.
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = email.to
        if email.copies_to:
            message["Cc"] = ", ".join(email.copies_to)
        message["Subject"] = email.subject
        message.set_content(email.text)
        message.add_alternative(email.html, subtype="html")
        _attach(message, email.pictures)
        try:
            clients.ses().send_raw_email(RawMessage={"Data": message.as_bytes()})
        except ClientError as error:
            # Whoever catches this logs it, and SES's own words hold the address that it refused.
            raise MailNotTakenError(error.response["Error"]["Code"]) from None

    def troubles_in(self, report: str) -> tuple[MailTrouble, ...]:
        return read_report(report)


def _attach(message: EmailMessage, pictures: Mapping[str, bytes]) -> None:
    """Put pictures beside the HTML that shows them, which makes the pair ``multipart/related``."""
    html = message.get_body(("html",))
    if not isinstance(html, EmailMessage):
        raise TypeError("the mail has no HTML part")
    for name, picture in pictures.items():
        html.add_related(picture, "image", "jpeg", cid=f"<{name}>", disposition="inline")
