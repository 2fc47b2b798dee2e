"""Bundles on disk while the network is away, within a bound of bytes."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.rtsp.bundles import Bundle, Frame

DEFAULT_BYTES: Final = 500 * 1024 * 1024
"""Some three hours of one camera: a picture of 40 KB a second."""
_NAME: Final = re.compile(r"(?P<captured>\d{13})-(?P<sequence>\d{6})-(?P<frames>\d+)\.bundle")


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """A bundle on disk; its name begins as that of its upload, so that the order is kept."""

    path: Path
    sequence: int
    frames: int
    """How many; told by the name, so that what is lost unread can be counted."""
    size: int


class Spool:
    """One folder a camera.  What another program left there is not touched."""

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._bytes = sum(stored.size for stored in self.list())

    @property
    def is_full(self) -> bool:
        """Whether more lies there than may."""
        return self._bytes > self._max_bytes

    def list(self) -> list[StoredBundle]:
        """Return what lies there from before, oldest first."""
        named = ((path, _NAME.fullmatch(path.name)) for path in sorted(self._folder.iterdir()))
        return [
            StoredBundle(path, int(match["sequence"]), int(match["frames"]), path.stat().st_size)
            for path, match in named
            if match
        ]

    def store(self, bundle: Bundle, sequence: int) -> StoredBundle:
        """Write a bundle, whole or not at all; raises OSError."""
        head = [[frame.captured_ms, len(frame.jpeg)] for frame in bundle.frames]
        content = json.dumps(head).encode() + b"\n" + bundle.body
        frames = len(bundle.frames)
        path = self._folder / f"{bundle.captured_ms:013d}-{sequence:06d}-{frames}.bundle"
        part = path.with_suffix(".part")
        part.write_bytes(content)
        part.replace(path)
        self._bytes += len(content)
        return StoredBundle(path, sequence, frames, len(content))

    def load(self, stored: StoredBundle) -> Bundle | None:
        """Read a bundle; None when it is damaged or gone."""
        try:
            head, _, body = stored.path.read_bytes().partition(b"\n")
            frames, start = [], 0
            for captured_ms, size in json.loads(head):
                frames.append(Frame(captured_ms, body[start : start + size]))
                start += size
        except (OSError, ValueError, TypeError):
            return None
        return Bundle(tuple(frames)) if frames and start == len(body) else None

    def remove(self, stored: StoredBundle) -> None:
        """Forget a bundle."""
        with suppress(OSError):
            stored.path.unlink()
        self._bytes -= stored.size
