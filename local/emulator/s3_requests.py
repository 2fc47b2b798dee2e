"""S3 requests and errors at the level of WSGI."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

_REASONS = {400: "Bad Request", 403: "Forbidden", 411: "Length Required"}


class S3Error(Exception):
    """Raised when S3 would refuse a request; carries what its XML answer says."""

    def __init__(self, status: int, code: str, message: str, **details: object) -> None:
        super().__init__(code, message)
        self.status = status
        self.code = code
        self.message = message
        self.details = details

    def answer(self, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a WSGI request as S3 does."""
        fields = {"Code": self.code, "Message": self.message, **self.details}
        fields["RequestId"] = uuid.uuid4().hex[:16].upper()
        inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in fields.items())
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'.encode()
        headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))]
        start_response(f"{self.status} {_REASONS[self.status]}", headers)
        return [body]


def access_denied(message: str = "Access Denied", **details: object) -> S3Error:
    """Return the error that S3 gives most often."""
    return S3Error(403, "AccessDenied", message, **details)


def canonical_path(environ: WSGIEnvironment) -> str:
    """Return the path as SigV4 encodes it: each byte but unreserved ones and slashes."""
    return quote(str(environ["PATH_INFO"]).encode("latin-1"), safe="/-_.~")


def bucket_and_key(environ: WSGIEnvironment) -> tuple[str, str]:
    """Read a path-style address; either part may be empty."""
    path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "replace")
    bucket, _, key = path.lstrip("/").partition("/")
    return bucket, key


def header(environ: WSGIEnvironment, name: str) -> str | None:
    """Return a request header by its usual name."""
    variable = name.upper().replace("-", "_")
    if variable not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        variable = f"HTTP_{variable}"
    value = environ.get(variable)
    return None if value is None else str(value)
