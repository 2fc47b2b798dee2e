"""CORS as S3 answers it: by the first rule of the bucket that fits, also on errors.

moto leaves the headers out where a browser needs them most, on answers to form uploads,
and grants any method by any rule.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from local.emulator.s3_requests import S3Error, bucket_and_key, header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from local.emulator.cloud import CorsRule

_PREFIX = "access-control-"
_VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"


class Cors:
    """WSGI middleware that answers preflights and adds the headers to what lies behind it."""

    def __init__(
        self,
        application: WSGIApplication,
        cors_rules: Callable[[str], tuple[CorsRule, ...] | None],
    ) -> None:
        self._application = application
        self._cors_rules = cors_rules

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        origin = header(environ, "Origin")
        rules = self._cors_rules(bucket_and_key(environ)[0])
        if origin is None or rules is None:
            return self._application(environ, start_response)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return _preflight(rules, origin, environ, start_response)
        rule = _first(rules, origin, str(environ["REQUEST_METHOD"]), ())
        granted = _grants(rule, origin) if rule else []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401
            kept = [pair for pair in headers if not pair[0].lower().startswith(_PREFIX)]
            return start_response(status, kept + granted, *rest)

        return self._application(environ, start)


def _preflight(
    rules: Sequence[CorsRule],
    origin: str,
    environ: WSGIEnvironment,
    start_response: StartResponse,
) -> Iterable[bytes]:
    method = header(environ, "Access-Control-Request-Method") or ""
    asked = header(environ, "Access-Control-Request-Headers") or ""
    names = tuple(name.strip().lower() for name in asked.split(",") if name.strip())
    rule = _first(rules, origin, method, names)
    if rule is None:
        refusal = S3Error(
            403,
            "AccessForbidden",
            "CORSResponse: This CORS request is not allowed. This is usually because the "
            "evalution of Origin, request method / Access-Control-Request-Method or "
            "Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        )
        return refusal.answer(start_response)
    headers = [*_grants(rule, origin), ("Content-Length", "0")]
    if names:
        headers.append(("Access-Control-Allow-Headers", ", ".join(names)))
    start_response("200 OK", headers)
    return [b""]


def _first(
    rules: Sequence[CorsRule], origin: str, method: str, names: Sequence[str]
) -> CorsRule | None:
    for rule in rules:
        allowed = [pattern.lower() for pattern in rule.headers]
        if (
            method in rule.methods
            and any(fnmatchcase(origin, pattern) for pattern in rule.origins)
            and all(any(fnmatchcase(name, pattern) for pattern in allowed) for name in names)
        ):
            return rule
    return None


def _grants(rule: CorsRule, origin: str) -> list[tuple[str, str]]:
    headers = [
        ("Access-Control-Allow-Methods", ", ".join(rule.methods)),
        ("Vary", _VARY),
    ]
    if "*" in rule.origins:
        headers.append(("Access-Control-Allow-Origin", "*"))
    else:
        headers.append(("Access-Control-Allow-Origin", origin))
        headers.append(("Access-Control-Allow-Credentials", "true"))
    if rule.exposed_headers:
        headers.append(("Access-Control-Expose-Headers", ", ".join(rule.exposed_headers)))
    if rule.max_age_seconds is not None:
        headers.append(("Access-Control-Max-Age", str(rule.max_age_seconds)))
    return headers
