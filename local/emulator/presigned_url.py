"""Presigned GET and PUT: the rules of SigV4 in the query string."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from local.emulator.s3_requests import S3Error, access_denied, canonical_path, header
from local.emulator.signatures import ALGORITHM, malformed

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from local.emulator.signatures import Keys

_REQUIRED: Final = (
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
)
_MAX_EXPIRES_S: Final = 7 * 24 * 3600
_CLOCK_SKEW: Final = timedelta(minutes=15)


def is_presigned(environ: WSGIEnvironment) -> bool:
    """Tell whether a request claims to be presigned, in the present way or the old one."""
    names = {name for name, _ in _query(environ)}
    return not names.isdisjoint({*_REQUIRED, "AWSAccessKeyId"})


def verify(environ: WSGIEnvironment, keys: Keys, now: datetime) -> None:
    """
    Check signature and expiry of a presigned request.

    Raises:
        S3Error: S3 would refuse it.
    """
    query = _query(environ)
    values = dict(query)
    if "AWSAccessKeyId" in values:
        raise S3Error(
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. "
            f"Please use {ALGORITHM}.",
        )
    missing = [name for name in _REQUIRED if not values.get(name)]
    if missing:
        raise malformed(f"missing: {', '.join(missing)}")
    if values["X-Amz-Algorithm"] != ALGORITHM:
        raise malformed(f"X-Amz-Algorithm only supports {ALGORITHM}")
    _check_moment(values["X-Amz-Date"], values["X-Amz-Expires"], now)
    verifier = keys.verifier(values["X-Amz-Credential"], values["X-Amz-Date"])
    verifier.verify_request(
        str(environ["REQUEST_METHOD"]),
        f"http://{environ['HTTP_HOST']}{canonical_path(environ)}",
        [pair for pair in query if pair[0] != "X-Amz-Signature"],
        _signed_headers(environ, values["X-Amz-SignedHeaders"]),
        values["X-Amz-Signature"],
    )


def _query(environ: WSGIEnvironment) -> list[tuple[str, str]]:
    return parse_qsl(str(environ.get("QUERY_STRING", "")), keep_blank_values=True)


def _check_moment(date: str, expires: str, now: datetime) -> None:
    try:
        signed_at = datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        lifetime_s = int(expires)
    except ValueError as error:
        raise malformed("X-Amz-Date or X-Amz-Expires is malformed") from error
    if not 0 < lifetime_s <= _MAX_EXPIRES_S:
        raise malformed("X-Amz-Expires must be more than zero and at most a week in seconds")
    if signed_at > now + _CLOCK_SKEW:
        raise access_denied("Request is not yet valid")
    expired_at = signed_at + timedelta(seconds=lifetime_s)
    if now >= expired_at:
        raise access_denied(
            "Request has expired",
            Expires=expired_at.isoformat(),
            ServerTime=now.isoformat(timespec="seconds"),
        )


def _signed_headers(environ: WSGIEnvironment, names: str) -> dict[str, str]:
    signed = names.lower().split(";")
    sent = {
        variable.removeprefix("HTTP_").replace("_", "-").lower()
        for variable in environ
        if variable.startswith("HTTP_X_AMZ_")
    }
    unsigned = sorted(sent.difference(signed))
    if unsigned:
        raise access_denied(
            "There were headers present in the request which were not signed",
            HeadersNotSigned=", ".join(unsigned),
        )
    return {name: header(environ, name) or "" for name in signed}
