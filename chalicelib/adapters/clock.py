"""The time, and names that nobody can guess."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Final

from chalicelib.domain.room_codes import ROOM_CODE_ALPHABET, ROOM_CODE_LENGTH
from chalicelib.domain.rosters import PIN_LENGTH

DIGITS: Final = "23456789"
READABLE: Final = f"abcdefghjkmnpqrstuvwxyz{DIGITS}"
"""Without letters and digits that look alike."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class RandomIdentifiers:
    """Names from the operating system's randomness."""

    def new_id(self) -> str:
        return secrets.token_hex(16)

    def new_room_code(self) -> str:
        return "".join(secrets.choice(ROOM_CODE_ALPHABET) for _ in range(ROOM_CODE_LENGTH))

    def new_pin(self) -> str:
        return f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"

    def new_password(self) -> str:
        # 71 bits in parts that can be typed from a mail, and one of each sort that is asked for.
        parts = ("".join(secrets.choice(READABLE) for _ in range(5)) for _ in range(3))
        return "-".join((*parts, f"Gt{secrets.choice(DIGITS)}"))
