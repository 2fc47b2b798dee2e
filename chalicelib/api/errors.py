"""From errors to HTTP: the one place that knows status codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

import msgspec

from chalicelib.api.messages import Language, message_for
from chalicelib.domain import errors

STATUS: Final[Mapping[type[errors.GiamThiError], HTTPStatus]] = {
    errors.InvalidError: HTTPStatus.BAD_REQUEST,
    errors.NotSignedInError: HTTPStatus.UNAUTHORIZED,
    errors.WrongPasswordError: HTTPStatus.UNAUTHORIZED,
    errors.NewPasswordRequiredError: HTTPStatus.FORBIDDEN,
    errors.CodeRequiredError: HTTPStatus.FORBIDDEN,
    errors.ForbiddenError: HTTPStatus.FORBIDDEN,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
}

UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for a body: bytes that are no text, and nesting without end, too."""

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_BEYOND = re.compile(r"^Expected `(?P<type>int|float|str|array|object)` (?:of length )?[<>]=")
_TOO_MUCH = {
    "int": "out_of_range",
    "float": "out_of_range",
    "str": "too_long",
    "array": "too_many",
    "object": "too_many",
}
"""What passes a schema's maximum is called as the domain calls it, whose own limits are lower."""
_MISSING = re.compile(r"missing required field `(?P<field>[^`]+)`")


def status_of(error: errors.GiamThiError) -> HTTPStatus:
    """Return the status an error becomes: its own class's, else its nearest parent's."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def headers_of(error: errors.GiamThiError) -> dict[str, str]:
    """Return the headers an error has beside its body."""
    if isinstance(error, errors.TooManyTriesError):
        return {"Retry-After": str(error.retry_after_s)}
    return {}


def body_of(error: errors.GiamThiError, language: Language) -> dict[str, object]:
    """Return the body every error has: a code, a message for a person, details."""
    details = dict(error.details)
    if isinstance(error, errors.InvalidError):
        details["problems"] = show_problems(error.problems, language)
    return {
        "code": error.code,
        "message": message_for(error.code, language, **details),
        "details": details,
    }


def show_problems(problems: Iterable[errors.Problem], language: Language) -> list[dict[str, str]]:
    """Show problems, each with its place and a message for a person."""
    return [
        {"path": p.path, "code": p.code, "message": message_for(f"problem.{p.code}", language)}
        for p in problems
    ]


def read_validation_error(error: Exception) -> errors.InvalidError:
    """
    Turn what msgspec says of a body into a domain error with the same shape as ours.

    Args:
        error: One of ``UNREADABLE``.

    Its messages end with the place (``… - at `$.questions[0].text```), and name a
    missing field or what is too much before that.
    """
    text = str(error)
    place = _PLACE.search(text)
    path = place["path"].lstrip(".") if place else ""
    missing = _MISSING.search(text)
    if missing:
        path = f"{path}.{missing['field']}".lstrip(".")
        return errors.InvalidError((errors.Problem(path, "required"),))
    code = "malformed" if isinstance(error, msgspec.ValidationError) else "not_json"
    if beyond := _BEYOND.match(text):
        code = _TOO_MUCH[beyond["type"]]
    return errors.InvalidError((errors.Problem(path, code),))
