"""As many digits as mean something: observations are stored by the million."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

DECIMALS: Final = 4
"""A ten-thousandth of a picture's width or of a degree is below what any network here tells
apart; full floats would make a stored bundle twice as large."""

Value = TypeVar("Value")


def rounded(value: Value) -> Value:
    """Return an observation, or any part of it, with its floats rounded."""
    result: Any = value
    if isinstance(value, float):
        result = round(value, DECIMALS)
    elif isinstance(value, tuple):
        result = tuple(rounded(part) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: rounded(getattr(value, field.name)) for field in fields(value)}
        result = replace(value, **parts)
    return cast("Value", result)
