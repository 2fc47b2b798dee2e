"""Moments over the wire: milliseconds since the epoch."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from chalicelib.api.endpoints import Call
from chalicelib.domain.errors import InvalidError, Problem

_MILLISECONDS: Final = re.compile(r"[0-9]{1,13}")


def read_milliseconds(call: Call[Any], name: str, *, absent: int = 0) -> int:
    """Return a query parameter, or what stands for an absent one; raises InvalidError."""
    if name not in call.query:
        return absent
    text = call.query[name]
    if not _MILLISECONDS.fullmatch(text):
        raise InvalidError((Problem(name, "malformed"),))
    return int(text)


def to_milliseconds(moment: datetime) -> int:
    """Return a moment as milliseconds since the epoch."""
    return round(moment.timestamp() * 1000)
