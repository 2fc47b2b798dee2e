"""Where pictures come from: what the person named, and how OpenCV opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, Self
from urllib.parse import urlsplit, urlunsplit

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.rtsp.errors import SourceUnknownError

LIVE_SCHEMES: Final = frozenset({"rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "udp", "tcp"})
TIMEOUT_MS: Final = 5000
"""For opening and for each frame; FFmpeg's own 30 s would hold up stopping and reconnecting."""


@dataclass(frozen=True, slots=True)
class Source:
    """A stream's address, a device, or a video file."""

    address: str | int = field(repr=False)
    """May hold a password: shown only through ``str``, which hides it."""
    live: bool
    """A live source that ends is broken; a file that ends is done."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read what the person typed: an address, a device (``0``, ``/dev/video0``) or a path.

        Raises:
            SourceUnknownError: The scheme is unknown, a letter is none that is printed (a line
                break would end a line of the request), or there is no such file.
        """
        if not text.isprintable():
            raise SourceUnknownError(source=hide_password(ascii(text)))
        if text.isdecimal():
            return cls(int(text), live=True)
        scheme, separator, _ = text.partition("://")
        if separator:
            if scheme.lower() not in LIVE_SCHEMES or not urlsplit(text).hostname:
                raise SourceUnknownError(source=hide_password(text))
            return cls(text, live=True)
        path = Path(text)
        if not path.exists() or path.is_dir():
            raise SourceUnknownError(source=text)
        return cls(text, live=path.is_char_device())

    def __str__(self) -> str:
        return hide_password(str(self.address))


def hide_password(address: str) -> str:
    """Return the address without its user and password, fit for a log."""
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}"))


class Capture(Protocol):
    """An open source, read frame by frame."""

    def grab(self) -> bool:
        """Take the next frame in; False when there is none, or none in time."""

    def position_s(self) -> float:
        """Return how far into a file the grabbed frame lies, seconds."""

    def retrieve(self) -> NDArray[np.uint8] | None:
        """Return the grabbed frame, (height, width, 3) blue green red, or None if broken."""

    def release(self) -> None:
        """Close the source."""


class OpenCvCapture:
    """A source read through OpenCV; see ``Capture``."""

    def __init__(self, video: cv2.VideoCapture) -> None:
        self._video = video

    def grab(self) -> bool:
        """Take the next frame in."""
        return bool(self._video.grab())

    def position_s(self) -> float:
        """Return how far into a file the grabbed frame lies, seconds."""
        return float(self._video.get(cv2.CAP_PROP_POS_MSEC)) / 1000

    def retrieve(self) -> NDArray[np.uint8] | None:
        """Convert the grabbed frame to colours."""
        found, image = self._video.retrieve()
        return np.asarray(image, np.uint8) if found else None

    def release(self) -> None:
        """Close the source."""
        self._video.release()


def open_capture(source: Source) -> Capture | None:
    """Open a source, or return None when it does not answer in ``TIMEOUT_MS``."""
    address = source.address
    if source.live and "://" not in str(address):
        # The wheel's FFmpeg has no device input; the system's own interface does.
        video = cv2.VideoCapture(address, cv2.CAP_ANY)
    else:
        limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, TIMEOUT_MS]
        limits += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, TIMEOUT_MS]
        video = cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)
    return OpenCvCapture(video) if video.isOpened() else None
