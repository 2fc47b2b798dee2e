"""Small pictures, and a store of pictures in memory."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.pictures import MAX_BYTES, Picture, read_picture
from chalicelib.services.ports import PictureUpload


def png(width: int = 4, height: int = 3, shade: int = 128) -> bytes:
    """Return a grey picture as a PNG file."""
    rows = (b"\0" + bytes([shade]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


PICTURE: Final = read_picture(png())


class FakePictureStore:
    """``uploads`` is what browsers sent."""

    def __init__(self) -> None:
        self.uploads: dict[str, bytes] = {}
        self.kept: dict[str, Picture] = {}

    def sign_upload(self, upload_id: str, content_type: str, *, now: datetime) -> PictureUpload:
        fields = {"key": upload_id, "Content-Type": content_type}
        return PictureUpload(
            upload_id, "https://s3", fields, MAX_BYTES, now + timedelta(minutes=15)
        )

    def read_upload(self, upload_id: str) -> bytes | None:
        return self.uploads.get(upload_id)

    def keep(self, picture: Picture) -> None:
        self.kept[picture.picture_id] = picture

    def read(self, picture_id: str) -> bytes | None:
        found = self.kept.get(picture_id)
        return found.data if found else None

    def sign_read(self, picture_id: str) -> str:
        return f"https://s3/{picture_id}"
