"""Creations that may be sent again: the ``Idempotency-Key`` header."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from chalicelib.api.endpoints import Call, Parameter
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.services.exams import Repeatable

MAX_KEY: Final = 200
IDEMPOTENCY_KEY: Final = Parameter(
    "Idempotency-Key",
    "header",
    "The caller's own name for this creation: sent again with the same body, it makes nothing new.",
)


def read_key(call: Call[Any]) -> str:
    """Return the caller's name for what is to be created, "" for none; raises InvalidError."""
    key = call.headers.get("idempotency-key", "").strip()
    if len(key) > MAX_KEY:
        raise InvalidError((Problem("Idempotency-Key", "too_long"),))
    return key


def read_repeatable(call: Call[Any]) -> Repeatable | None:
    """
    Return what makes a creation the same one again; None when the caller does not say.

    Raises:
        InvalidError: The key is too long.
    """
    key = read_key(call)
    return Repeatable(key, msgspec.json.encode(call.body)) if key else None
