"""As many digits as mean something: observations are stored by the million."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast

DECIMALS: Final = 3
"""A thousandth of a picture's width is less than a pixel, and no network here is as sure of a
score, an opening or a direction; full floats would make a stored bundle twice as large."""
DECIMALS_OF: Final[Mapping[str, int]] = {"yaw": 1, "pitch": 1, "roll": 1, "sharpness": 1}
"""Of what is counted in degrees or in squares of grey levels, a tenth is below its noise, too: a
head that is held still turns by some tenths from frame to frame."""

Value = TypeVar("Value")


def rounded(value: Value, decimals: int = DECIMALS) -> Value:
    """Return an observation, or any part of it, with its floats rounded."""
    result: Any = value
    if isinstance(value, float):
        result = round(value, decimals)
    elif isinstance(value, tuple):
        result = tuple(rounded(part, decimals) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {
            field.name: rounded(getattr(value, field.name), DECIMALS_OF.get(field.name, decimals))
            for field in fields(value)
        }
        result = replace(value, **parts)
    return cast("Value", result)
