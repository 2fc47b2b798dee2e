"""Pull a source in a thread of its own and hand on one picture a second."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from agents.rtsp.backoff import Backoff
from agents.rtsp.diagnosis import why_unreadable
from agents.rtsp.errors import SourceUnreadableError
from agents.rtsp.sources import Capture, Source, open_capture

WAITING_PICTURES: Final = 5
"""Enough for a busy moment; each may take 6 MB (1080p)."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture of the camera, as it came."""

    image: NDArray[np.uint8]
    """(height, width, 3), blue green red."""
    taken_at: float
    """When it came, on the monotonic clock, seconds."""


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """How a source is pulled; the defaults are the product's, tests are quicker."""

    interval_s: float = 1.0
    """From one picture to the next."""
    patience_s: float = 30.0
    """How long a source may fail from the start before it is called unreadable."""
    backoff: Backoff = field(default_factory=Backoff)
    open_capture: Callable[[Source], Capture | None] = open_capture
    diagnose: Callable[[Source], SourceUnreadableError] = why_unreadable
    """Say why a source never gave a picture."""


async def read_pictures(
    source: Source, settings: StreamSettings | None = None
) -> AsyncGenerator[Picture, None]:
    """
    Yield the newest picture once an interval; reconnect when a live source breaks.

    The generator ends with the file.  Closing it ends the thread.

    Raises:
        SourceUnreadableError: The source never gave a picture: a file at once, a live
            source after ``patience_s``.  Once it gave one, it is tried for ever.  A network
            camera is asked why, and the error is of the kind that says so.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Picture | Exception | None] = asyncio.Queue()

    def offer(item: Picture | Exception | None) -> None:
        if isinstance(item, Picture) and arrived.qsize() >= WAITING_PICTURES:
            arrived.get_nowait()  # Nobody comes for them: the newest replaces the oldest.
        arrived.put_nowait(item)

    puller = _Puller(
        source,
        settings or StreamSettings(),
        lambda item: loop.call_soon_threadsafe(offer, item),
    )
    puller.start()
    try:
        while (item := await arrived.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        puller.stopping.set()
        # The thread must not outlive the loop that it hands pictures to.
        await asyncio.to_thread(puller.join)


class _Puller(threading.Thread):
    """
    Grabs every frame, because a stream that is not read falls behind.

    Only a frame that is due is converted to colours: at 25 frames a second the others
    would cost more than all the rest of the agent.
    """

    def __init__(
        self,
        source: Source,
        settings: StreamSettings,
        deliver: Callable[[Picture | Exception | None], object],
    ) -> None:
        super().__init__(name="stream")
        self.stopping = threading.Event()
        self._source = source
        self._settings = settings
        self._deliver = deliver
        self._due_at = time.monotonic()
        self._has_seen = False

    def run(self) -> None:
        """Pull until told to stop; the last thing delivered is None or the error."""
        try:
            self._pull()
        except Exception as error:  # noqa: BLE001 - raised again by the reader of the pictures
            self._deliver(error)
        else:
            self._deliver(None)

    def _pull(self) -> None:
        give_up_at = time.monotonic() + self._settings.patience_s
        failures = 0
        while not self.stopping.is_set():
            failures = 1 if self._pull_once() else failures + 1
            if self.stopping.is_set() or (self._has_seen and not self._source.live):
                return
            hopeless = not self._source.live or time.monotonic() >= give_up_at
            if hopeless and not self._has_seen:
                raise self._settings.diagnose(self._source)
            self.stopping.wait(self._settings.backoff.delay_s(failures))

    def _pull_once(self) -> bool:
        """Read from opening to breaking; return whether any picture came."""
        capture = self._settings.open_capture(self._source)
        if capture is None:
            return False
        try:
            return self._read(capture)
        finally:
            capture.release()

    def _read(self, capture: Capture) -> bool:
        opened_at = time.monotonic()
        has_read = False
        while not self.stopping.is_set() and capture.grab():
            if not self._source.live:
                # A file would be read as fast as it decodes.
                self.stopping.wait(opened_at + capture.position_s() - time.monotonic())
            if time.monotonic() >= self._due_at:
                has_read = self._hand_on(capture) or has_read
        return has_read

    def _hand_on(self, capture: Capture) -> bool:
        image, now = capture.retrieve(), time.monotonic()
        if image is None:
            return False
        # Steady steps from the first one; after a gap, from this one.
        step = self._settings.interval_s
        self._due_at = self._due_at + step if self._due_at + step > now else now + step
        self._has_seen = True
        self._deliver(Picture(image, now))
        return True
