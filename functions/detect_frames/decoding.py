"""Turn the bytes of one uploaded frame into a picture, whatever a student may have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from chalicelib.domain.frame_uploads import MAX_SIDE_PIXELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_FRAME_HEADERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers SOF0 to SOF15; 0xC4, 0xC8 and 0xCC between them mean something else."""
_BASELINE: Final = frozenset({0xC0, 0xC1})
_SCAN_HEADER: Final = 0xDA
_LOOSE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
"""Markers without a segment behind them; none has a place before the frame header."""
_COLOUR_COUNTS: Final = frozenset({1, 3})
_FLAGS: Final = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION


class UndecodableFrameError(ValueError):
    """Raised when a frame cannot be made a picture; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode_frame(content: bytes) -> NDArray[np.uint8]:
    """
    Decode one baseline JPEG of at most 640 pixels on its long side.

    The size is read from the header first, so that a few bytes that promise a huge picture
    cost nothing.  Grey becomes colour.  An EXIF orientation is ignored: frames come
    from a canvas, and the size that was checked is the size that is decoded.

    Returns:
        (height, width, 3), blue green red, 0..255.

    Raises:
        UndecodableFrameError: ``empty``, ``not_jpeg``, ``truncated``, ``not_baseline``,
            ``colours_unsupported``, ``too_large`` or ``undecodable``.
    """
    width, height = read_jpeg_size(content)
    if max(width, height) > MAX_SIDE_PIXELS:
        raise UndecodableFrameError("too_large")
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), _FLAGS)
    except cv2.error as error:
        raise UndecodableFrameError("undecodable") from error
    if picture is None or picture.shape != (height, width, 3):
        raise UndecodableFrameError("undecodable")
    return np.asarray(picture, np.uint8)


def read_jpeg_size(content: bytes) -> tuple[int, int]:
    """
    Return (width, height) from the header of a baseline JPEG (ITU-T T.81, annex B.2).

    Raises:
        UndecodableFrameError: As ``decode_frame``, save for what only decoding shows.
    """
    if not content:
        raise UndecodableFrameError("empty")
    if not content.startswith(_START):
        raise UndecodableFrameError("not_jpeg")
    if not content.endswith(_END):
        # OpenCV would fill what is missing with grey and say nothing.
        raise UndecodableFrameError("truncated")
    marker, segment = _find_frame_header(content)
    if marker not in _BASELINE:
        # A progressive picture can hold thousands of scans: small to send, dear to decode.
        raise UndecodableFrameError("not_baseline")
    # Sample precision (1 byte), lines (2), samples a line (2), components (1).
    if len(segment) < 6:  # noqa: PLR2004 - the sum of the line above
        raise UndecodableFrameError("not_jpeg")
    height = int.from_bytes(segment[1:3], "big")
    width = int.from_bytes(segment[3:5], "big")
    if width == 0 or height == 0:
        raise UndecodableFrameError("not_jpeg")
    if segment[5] not in _COLOUR_COUNTS:
        raise UndecodableFrameError("colours_unsupported")
    return width, height


def _find_frame_header(content: bytes) -> tuple[int, bytes]:
    """Walk the segments up to the frame header; return its marker and its parameters."""
    position = len(_START)
    while position + 4 <= len(content):
        if content[position] != 0xFF:  # noqa: PLR2004 - the first byte of every marker
            break
        marker = content[position + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill bytes may stand before a marker
            position += 1
            continue
        if marker == _SCAN_HEADER or marker in _LOOSE:
            break
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        if marker in _FRAME_HEADERS:
            return marker, content[position + 4 : position + 2 + length]
        position += 2 + length
    raise UndecodableFrameError("not_jpeg")
