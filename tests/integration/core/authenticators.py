"""An authenticator app."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Final

STEP_S: Final = 30
LEFT_AT_LEAST_S: Final = 5
"""The emulator takes no code of the step before."""


def code_of(key: str) -> str:
    """Return the six digits that a key gives now (RFC 6238), and for some seconds yet."""
    left = STEP_S - time.time() % STEP_S
    if left < LEFT_AT_LEAST_S:
        time.sleep(left)
    secret = base64.b32decode(key.upper() + "=" * (-len(key) % 8))
    counter = (int(time.time()) // STEP_S).to_bytes(8, "big")
    digest = hmac.new(secret, counter, hashlib.sha1).digest()
    start = digest[-1] & 0xF
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"
