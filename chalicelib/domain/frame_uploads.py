"""The contract of a frame upload: what the browser may send, and where it lies.

An upload is one to nine baseline JPEG pictures, one after the other in one object.
Bundling exists because an S3 PUT costs more than analysing the frame in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MAX_FRAMES: Final = 9
MAX_BYTES: Final = 400 * 1024
MAX_SIDE_PIXELS: Final = 640
MAX_CAPTURED_MS: Final = 10**13 - 1
"""The largest capture time that an upload's key can name."""
MAX_OFFSET_MS: Final = 60_000
"""A bundle spans some seconds; what claims more is no clock's work."""
CONTENT_TYPE: Final = "video/x-motion-jpeg"
"""Also for a bundle of one, so that one signed policy can name the type exactly."""
ACCEPTED_CONTENT_TYPES: Final = frozenset({CONTENT_TYPE, "image/jpeg"})
FRAMES_PREFIX: Final = "frames/"
EVIDENCE_PREFIX: Final = "evidence/"
ROOM_CAMERA: Final = "room-"
"""Begins the identifier of a room camera, which uploads as an attempt does."""
SUFFIX: Final = ".mjpg"
OFFSETS_METADATA: Final = "offsets"
"""S3 user metadata (``x-amz-meta-offsets``): the capture time of every further frame
in milliseconds after the first, comma separated; empty for one frame."""

_KEY = re.compile(
    r"frames/(?P<attempt>(?:room-)?[0-9a-f]{32})/(?P<captured>\d{13})-(?P<sequence>\d{6})\.mjpg"
)
_JPEG_START: Final = b"\xff\xd8\xff"
_JPEG_END: Final = b"\xff\xd9"


class FrameUploadError(ValueError):
    """Raised when an upload does not keep the contract; ``reason`` says how."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, order=True)
class FrameKey:
    """Where an upload lies, read from or written as its object key."""

    attempt_id: str
    """The attempt whose camera it is, or the room camera."""
    captured_ms: int
    """Capture time of the first frame, milliseconds since the epoch, server time."""
    sequence: int
    """The page's own count of uploads, from zero."""

    @classmethod
    def parse(cls, key: str) -> FrameKey:
        """
        Read an object key.

        Raises:
            FrameUploadError: The key is outside the contract.
        """
        match = _KEY.fullmatch(key)
        if match is None:
            raise FrameUploadError("key_malformed")
        return cls(match["attempt"], int(match["captured"]), int(match["sequence"]))

    def __str__(self) -> str:
        return bundle_key(self.attempt_id, self.bundle)

    @property
    def bundle(self) -> str:
        """Name the upload within its attempt; sorts by capture time."""
        return f"{self.captured_ms:013d}-{self.sequence:06d}"


def upload_prefix(attempt_id: str) -> str:
    """Return the only key prefix an attempt may upload to."""
    return f"{FRAMES_PREFIX}{attempt_id}/"


def bundle_key(attempt_id: str, bundle: str) -> str:
    """Return the key of an upload by its name within its attempt."""
    return f"{upload_prefix(attempt_id)}{bundle}{SUFFIX}"


def evidence_key(attempt_id: str, captured_ms: int) -> str:
    """Return the key under which one kept picture lies, out of the expiry's reach."""
    return f"{EVIDENCE_PREFIX}{attempt_id}/{captured_ms:013d}.jpg"


def identity_key(attempt_id: str, captured_ms: int) -> str:
    """Return the key of the face at the start, apart from what violations keep and drop."""
    return f"{EVIDENCE_PREFIX}{attempt_id}/identity-{captured_ms:013d}.jpg"


def spot_key(attempt_id: str, captured_ms: int) -> str:
    """Return the key of a picture that a person compared with the face at the start."""
    return f"{EVIDENCE_PREFIX}{attempt_id}/spot-{captured_ms:013d}.jpg"


def parse_offsets(text: str, frames: int) -> tuple[int, ...]:
    """
    Read the capture offsets of a bundle, one for each of its frames.

    Args:
        text: The metadata value, for example ``"1000,2003"`` for three frames.
        frames: How many frames the bundle holds.

    Returns:
        ``frames`` offsets in milliseconds, the first one 0, never decreasing, at most
        ``MAX_OFFSET_MS``.

    Raises:
        FrameUploadError: The offsets do not fit the frames.
    """
    try:
        offsets = (0, *(int(part) for part in text.split(",") if part.strip()))
    except ValueError as error:
        raise FrameUploadError("offsets_malformed") from error
    if len(offsets) != frames or list(offsets) != sorted(offsets) or offsets[-1] > MAX_OFFSET_MS:
        raise FrameUploadError("offsets_malformed")
    return offsets


def split_bundle(body: bytes) -> tuple[bytes, ...]:
    """
    Cut a bundle into its JPEG pictures without decoding them.

    Inside a JPEG's entropy-coded data the byte 0xFF is always followed by 0x00 or a
    restart marker, so an end marker directly followed by a start marker (or by the
    end of the body) can only be a border between two pictures (ITU-T T.81, B.1.1.2).

    Raises:
        FrameUploadError: Empty, too large, not JPEG, cut short, or too many frames.
    """
    if not body:
        raise FrameUploadError("empty")
    if len(body) > MAX_BYTES:
        raise FrameUploadError("too_large")
    if not body.startswith(_JPEG_START):
        raise FrameUploadError("not_jpeg")
    if not body.endswith(_JPEG_END):
        raise FrameUploadError("truncated")
    frames = tuple(_cut_at_borders(body))
    if len(frames) > MAX_FRAMES:
        raise FrameUploadError("too_many_frames")
    return frames


def _cut_at_borders(body: bytes) -> list[bytes]:
    border = _JPEG_END + _JPEG_START
    frames, start = [], 0
    while (cut := body.find(border, start)) != -1:
        frames.append(body[start : cut + len(_JPEG_END)])
        start = cut + len(_JPEG_END)
    frames.append(body[start:])
    return frames
