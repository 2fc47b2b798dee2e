"""The code by which students find an exam."""

from __future__ import annotations

from typing import Final

ROOM_CODE_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No I, O, 0 or 1, which are read for one another."""
ROOM_CODE_LENGTH: Final = 6


def normalise_room_code(text: str) -> str:
    """Read a room code as people type it: any case, spaces and hyphens between."""
    return "".join(text.split()).replace("-", "").upper()


def is_room_code(text: str) -> bool:
    """Say whether the text is a well-formed room code."""
    return len(text) == ROOM_CODE_LENGTH and all(c in ROOM_CODE_ALPHABET for c in text)
