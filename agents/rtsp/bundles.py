"""Gather frames into bundles: one upload, one object in S3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

FRAMES_A_BUNDLE: Final = 5
LONGEST_WAIT_MS: Final = 5000


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, as the server wants it."""

    captured_ms: int
    """Server time, milliseconds since the epoch."""
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """Frames that travel together: at least one, their times never decreasing."""

    frames: tuple[Frame, ...]

    @property
    def captured_ms(self) -> int:
        """When the first frame was taken."""
        return self.frames[0].captured_ms

    @property
    def offsets(self) -> str:
        """Every further frame's milliseconds after the first, as the upload names them."""
        return ",".join(str(frame.captured_ms - self.captured_ms) for frame in self.frames[1:])

    @property
    def body(self) -> bytes:
        """The JPEG images, one after the other."""
        return b"".join(frame.jpeg for frame in self.frames)


class Bundler:
    """
    Closes a bundle when it is full, old, or about to outgrow what the storage takes.

    ``dropped`` counts the frames that alone are too large.
    """

    def __init__(self, *, max_frames: int, max_bytes: int) -> None:
        self.dropped = 0
        self._max_frames = max_frames
        self._max_bytes = max_bytes
        self._frames: list[Frame] = []

    def add(self, frame: Frame) -> list[Bundle]:
        """Take a frame in; return the bundles that are ready: none, one or two."""
        if len(frame.jpeg) > self._max_bytes:
            self.dropped += 1
            return []
        ready = []
        if self._size + len(frame.jpeg) > self._max_bytes:
            ready += self.flush()
        if self._frames:
            # The clock may have been corrected backwards; offsets may not go back.
            latest = self._frames[-1].captured_ms
            frame = replace(frame, captured_ms=max(frame.captured_ms, latest))
        self._frames.append(frame)
        if len(self._frames) >= self._max_frames:
            ready += self.flush()
        return ready

    def tick(self, now_ms: int) -> list[Bundle]:
        """Close the bundle when its first frame has waited long enough: none or one."""
        if self._frames and now_ms - self._frames[0].captured_ms >= LONGEST_WAIT_MS:
            return self.flush()
        return []

    def flush(self) -> list[Bundle]:
        """Close the bundle with what there is: none or one."""
        frames, self._frames = tuple(self._frames), []
        return [Bundle(frames)] if frames else []

    @property
    def _size(self) -> int:
        return sum(len(frame.jpeg) for frame in self._frames)
