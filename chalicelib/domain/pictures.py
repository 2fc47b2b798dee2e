"""Pictures in texts, and which files may be one.

A text shows a picture where it says ``![what it shows](picture:<id>)``, as it shows a formula where
it says ``$…$``.  The id is made of the picture's own bytes: the same picture is kept once, and what
an id stands for never changes.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from chalicelib.domain.errors import InvalidError, Problem

MAX_BYTES: Final = 1024 * 1024
MAX_SIDE_PIXELS: Final = 4096
"""What every phone and browser can decode."""
MAX_ALT: Final = 300
UPLOADS_PREFIX: Final = "picture-uploads/"
"""Where a browser puts a picture; nobody looked at it yet, and it expires."""
PICTURES_PREFIX: Final = "pictures/"
ContentType = Literal["image/png", "image/jpeg", "image/webp"]
CONTENT_TYPES: Final[tuple[ContentType, ...]] = get_args(ContentType)

_MARK: Final = re.compile(
    rf"!\[(?P<alt>[^\[\]\n]{{0,{MAX_ALT}}})\]\(picture:(?P<id>[0-9a-f]{{32}})\)"
)
_ID: Final = re.compile(r"[0-9a-f]{32}")
_NOT_IN_ALT: Final = re.compile(r"[\[\]\s]+")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_START_OF_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's markers that state the size (ITU-T T.81, table B.1)."""
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""JPEG's markers without a length."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was looked at."""

    content_type: ContentType
    width: int
    height: int
    """In pixels."""
    data: bytes

    @property
    def picture_id(self) -> str:
        """Its name: 32 hexadecimal digits of its hash."""
        return hashlib.sha256(self.data).hexdigest()[:32]


def read_picture(data: bytes, path: str = "picture") -> Picture:
    """
    Look at a file by its own first bytes; what it is said to be counts for nothing.

    Args:
        data: The file.
        path: What a problem names as its place.

    Raises:
        InvalidError: It is too large, no PNG, JPEG or WebP, or has sides of no or too many pixels.
    """
    if len(data) > MAX_BYTES:
        raise InvalidError((Problem(path, "picture_too_large"),))
    for content_type, measure in _MEASURES.items():
        try:
            size = measure(data)
        except (struct.error, IndexError):
            size = None
        if size is not None:
            width, height = size
            if not (0 < width <= MAX_SIDE_PIXELS and 0 < height <= MAX_SIDE_PIXELS):
                raise InvalidError((Problem(path, "picture_dimensions"),))
            return Picture(content_type, width, height, data)
    raise InvalidError((Problem(path, "not_a_picture"),))


def is_picture_id(text: str) -> bool:
    """Say whether a text is a picture's name."""
    return _ID.fullmatch(text) is not None


def picture_mark(picture_id: str, alt: str = "") -> str:
    """Return what shows a picture within a text; ``alt`` says what it shows."""
    return f"![{_NOT_IN_ALT.sub(' ', alt).strip()[:MAX_ALT]}](picture:{picture_id})"


def pictures_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the pictures that texts show, each once, in their order."""
    found = (mark["id"] for text in texts for mark in _MARK.finditer(text))
    yield from dict.fromkeys(found)


def split_pictures(text: str) -> Iterator[str | tuple[str, str]]:
    """Yield a text's stretches in order: words as they are, a picture as its id and its alt."""
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            yield text[end : mark.start()]
        yield mark["id"], mark["alt"]
        end = mark.end()
    if end < len(text):
        yield text[end:]


def _measure_png(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _measure_jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_JPEG):
        return None
    at = 2
    while data[at] == 0xFF:  # noqa: PLR2004 - begins every marker
        marker = data[at + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFF or marker in _ALONE:  # noqa: PLR2004 - a fill byte before a marker
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - likewise
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length
    return None


def _measure_webp(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk of a WebP file (RFC 9649, section 2)."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    match data[12:16]:
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L" if data[20] == 0x2F:  # noqa: PLR2004 - the format's signature
            (bits,) = struct.unpack_from("<I", data, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            low_w, high_w, low_h, high_h = struct.unpack_from("<HBHB", data, 24)
            return (high_w << 16 | low_w) + 1, (high_h << 16 | low_h) + 1
    return None


_MEASURES: Final[Mapping[ContentType, Callable[[bytes], tuple[int, int] | None]]] = {
    "image/png": _measure_png,
    "image/jpeg": _measure_jpeg,
    "image/webp": _measure_webp,
}
