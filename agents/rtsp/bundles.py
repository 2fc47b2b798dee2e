"""Gather frames into bundles: one upload, one object in S3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from agents.rtsp.cadence import CADENCE


@dataclass(frozen=True, slots=True)
class BundleLimits:
    """How many frames go up together."""

    max_frames: int
    """While nothing happens."""
    max_age_ms: int
    max_bytes: int
    hurried_frames: int
    """In a hurry: so few that what is noticed stands on the wall within seconds."""
    hurry_ms: int
    """How long a hurry lasts after the last change."""

    @classmethod
    def by_cadence(cls, *, max_frames: int, max_bytes: int) -> Self:
        """Return the student's page's, within what the storage takes."""
        calm = min(CADENCE["calm_frames"], max_frames)
        return cls(
            max_frames=calm,
            max_age_ms=calm * 1_000,
            max_bytes=max_bytes,
            hurried_frames=min(CADENCE["hurried_frames"], calm),
            hurry_ms=CADENCE["hurry_seconds"] * 1_000,
        )


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

    A frame that changed much goes at once with those before it, and for a while after it bundles
    are short: ``web/src/camera/bundler.ts`` in Python.  ``dropped`` counts the frames that alone
    are too large.
    """

    def __init__(self, limits: BundleLimits) -> None:
        self.dropped = 0
        self._limits = limits
        self._frames: list[Frame] = []
        self._hurry_until_ms = -1

    def add(self, frame: Frame, *, changed: bool = False) -> list[Bundle]:
        """Take a frame in; return the bundles that are ready: none, one or two."""
        limits = self._limits
        if len(frame.jpeg) > limits.max_bytes:
            self.dropped += 1
            return []
        ready = []
        if self._size + len(frame.jpeg) > limits.max_bytes:
            ready += self.flush()
        if self._frames:
            # The clock may have been corrected backwards; offsets may not go back.
            latest = self._frames[-1].captured_ms
            frame = replace(frame, captured_ms=max(frame.captured_ms, latest))
        self._frames.append(frame)
        if changed:
            self._hurry_until_ms = frame.captured_ms + limits.hurry_ms
        hurried = frame.captured_ms <= self._hurry_until_ms
        most = limits.hurried_frames if hurried else limits.max_frames
        if changed or len(self._frames) >= most:
            ready += self.flush()
        return ready

    def tick(self, now_ms: int) -> list[Bundle]:
        """Close the bundle when its first frame has waited long enough: none or one."""
        if self._frames and now_ms - self._frames[0].captured_ms >= self._limits.max_age_ms:
            return self.flush()
        return []

    def flush(self) -> list[Bundle]:
        """Close the bundle with what there is: none or one."""
        frames, self._frames = tuple(self._frames), []
        return [Bundle(frames)] if frames else []

    @property
    def _size(self) -> int:
        return sum(len(frame.jpeg) for frame in self._frames)
