"""Mail by Amazon SES."""

from __future__ import annotations

from email.message import EmailMessage

from chalicelib.adapters import clients
from chalicelib.services.ports import Email


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
        message["Subject"] = email.subject
        message.set_content(email.text)
        message.add_alternative(email.html, subtype="html")
        clients.ses().send_raw_email(RawMessage={"Data": message.as_bytes()})
