"""Refuse what S3 would refuse and moto lets through.

moto checks neither presigned signatures nor their expiry nor the conditions of a POST
policy, so that a mistake in a page would show on AWS only.  Calls signed in the
``Authorization`` header come from our own SDKs and pass.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from hashlib import md5
from typing import TYPE_CHECKING, Any

from local.emulator import presigned_post, presigned_url
from local.emulator.s3_requests import S3Error, access_denied, bucket_and_key, header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from local.emulator.signatures import Keys


def utc_now() -> datetime:
    """Return the present moment, aware of its zone."""
    return datetime.now(UTC)


class Guard:
    """WSGI middleware before an emulator of S3 with path-style addresses."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        keys: Keys,
        is_bucket: Callable[[str], bool],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._application = application
        self._keys = keys
        self._is_bucket = is_bucket
        self._now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request, or refuse it."""
        bucket, key = bucket_and_key(environ)
        if self._is_bucket(bucket) and header(environ, "Authorization") is None:
            try:
                headers = self._verify(environ, bucket, key)
            except S3Error as error:
                return error.answer(start_response)
            return self._application(environ, _adding(headers, start_response))
        return self._application(environ, start_response)

    def _verify(self, environ: WSGIEnvironment, bucket: str, key: str) -> list[tuple[str, str]]:
        """Return the headers that S3's answer carries and moto's does not."""
        content_type = header(environ, "Content-Type") or ""
        if environ["REQUEST_METHOD"] == "POST" and not key and "form-data" in content_type:
            form = presigned_post.read_form(_read_body(environ), content_type)
            presigned_post.verify(form, bucket, self._keys, self._now())
            return [("ETag", f'"{md5(form.file, usedforsecurity=False).hexdigest()}"')]
        if presigned_url.is_presigned(environ):
            presigned_url.verify(environ, self._keys, self._now())
            return []
        raise access_denied()


def _adding(headers: list[tuple[str, str]], start_response: StartResponse) -> StartResponse:
    def start(status: str, own: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401
        return start_response(status, own + headers, *rest)

    return start


def _read_body(environ: WSGIEnvironment) -> bytes:
    """Take the body out of a request and lay it back for the next reader."""
    length = header(environ, "Content-Length")
    if not length:
        raise S3Error(
            411, "MissingContentLength", "You must provide the Content-Length HTTP header."
        )
    body = bytes(environ["wsgi.input"].read(int(length)))
    environ["wsgi.input"] = io.BytesIO(body)
    return body
