"""A file that is a JPEG as far as its markers say; it shows nothing."""

from __future__ import annotations

import struct


def card_jpeg(width: int = 576, height: int = 363, *, filler: bytes = b"a card") -> bytes:
    """Return a file of one JPEG picture of a size; ``filler`` tells one from another."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    header = b"\xff\xc0" + struct.pack(">H", len(size) + 2) + size
    return b"\xff\xd8" + header + b"\xff\xda" + filler + b"\xff\xd9"
