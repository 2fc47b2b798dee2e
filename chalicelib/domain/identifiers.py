"""Names that follow from what they stand for."""

from __future__ import annotations

import hashlib


def derived_id(*parts: str | bytes) -> str:
    """
    Return 32 hexadecimal digits that the same parts always give, and others never.

    Whatever is made under such a name is made once, however often it is asked for.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else part
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:32]
