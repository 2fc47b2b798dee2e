"""The time, and names that nobody can guess."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from chalicelib.domain.room_codes import ROOM_CODE_ALPHABET, ROOM_CODE_LENGTH
from chalicelib.domain.rosters import PIN_LENGTH


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
