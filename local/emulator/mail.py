"""The mails that SES accepted, as JSON: nothing leaves the laptop."""

from __future__ import annotations

import base64
import email
import email.policy
import json
from email.message import EmailMessage
from email.utils import formatdate
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/_mail"


class MailPage:
    """WSGI middleware that answers ``GET /_mail``, oldest mail first."""

    def __init__(
        self, application: WSGIApplication, sent_messages: Callable[[], Iterable[Any]]
    ) -> None:
        self._application = application
        self._sent_messages = sent_messages

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        if environ["PATH_INFO"] != PATH:
            return self._application(environ, start_response)
        mails = [describe(message) for message in self._sent_messages()]
        body = json.dumps(mails, ensure_ascii=False).encode()
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
        start_response("200 OK", headers)
        return [body]


def describe(message: Any) -> dict[str, object]:  # noqa: ANN401 - moto's own types are untyped
    """
    Turn a message that moto keeps into plain values.

    Returns:
        ``id``, ``from``, ``to`` (list), ``subject``, ``date`` (RFC 5322),
        ``text`` and ``html`` (either may be ``None``) and ``attachments``, each with
        ``filename``, ``content_type``, ``content_id`` and ``data`` in base64.
    """
    parsed = _parse(message)
    return {
        "id": message.id,
        "from": parsed["From"] or message.source,
        "to": _recipients(message),
        "subject": parsed["Subject"] or "",
        "date": parsed["Date"] or formatdate(message.accepted_at),
        "text": _content(parsed, "plain"),
        "html": _content(parsed, "html"),
        "attachments": [_attachment(part) for part in _attachments(parsed)],
    }


def _parse(message: Any) -> EmailMessage:  # noqa: ANN401
    if hasattr(message, "raw_data"):
        # From bytes: the parser escapes what is not ASCII in a text.
        return email.message_from_bytes(message.raw_data.encode(), policy=email.policy.default)
    built = EmailMessage()
    built["From"] = message.source
    built["Subject"] = message.subject
    # moto keeps one body of a simple mail and not which kind it was.
    kind = "html" if message.body.lstrip().startswith("<") else "plain"
    built.set_content(message.body, subtype=kind)
    return built


def _recipients(message: Any) -> list[str]:  # noqa: ANN401
    if isinstance(message.destinations, dict):
        listed = [address for some in message.destinations.values() for address in some]
    else:
        listed = message.destinations
    # moto names an envelope recipient again when a header names it too.
    return list(dict.fromkeys(listed))


def _content(parsed: EmailMessage, kind: str) -> str | None:
    part = parsed.get_body(preferencelist=(kind,))
    return None if part is None else str(part.get_content())


def _attachments(parsed: EmailMessage) -> list[EmailMessage]:
    """Return every part with a file name or content id, pictures inside the HTML included."""
    return [
        part
        for part in parsed.walk()
        if not part.is_multipart() and (part.get_filename() or part["Content-ID"])
    ]


def _attachment(part: EmailMessage) -> dict[str, object]:
    data = cast("bytes", part.get_payload(decode=True))
    content_id = part["Content-ID"]
    return {
        "filename": part.get_filename() or "",
        "content_type": part.get_content_type(),
        "content_id": content_id.strip("<> ") if content_id else None,
        "data": base64.b64encode(data).decode(),
    }
