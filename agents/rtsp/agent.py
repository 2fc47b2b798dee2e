"""One camera in one exam: from pictures to uploads, with a heartbeat beside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Final

from agents.rtsp.backoff import Backoff
from agents.rtsp.bundles import BundleLimits, Bundler, Frame
from agents.rtsp.changes import ChangeWatch, thumbnail
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import AgentError, CameraRefusedError, ExamOverError, SiteAwayError
from agents.rtsp.pictures import FrameEncoder
from agents.rtsp.site import CameraClient, CameraReport, UploadPolicy
from agents.rtsp.spool import Spool
from agents.rtsp.stream import Picture
from agents.rtsp.uploads import Post, Uploader

_FINAL: Final = (CameraRefusedError, ExamOverError)
HEAVY_FRAMES: Final = 5
"""A frame may weigh a fifth of an upload: the faces at the back of a room need a good picture
(``docs/decisions/0085``), and where frames are so heavy, fewer go together."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the agent is doing; the counts are frames."""

    camera_on: bool = False
    site_reached: bool = False
    sent: int = 0
    waiting: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class AgentSettings:
    """The agent's rhythm; the defaults are the product's, tests are quicker."""

    heartbeat_s: float = 15.0
    tick_s: float = 1.0
    """How often the status is told and an old bundle closed."""
    silence_s: float = 5.0
    """Without a picture for so long, the camera counts as off."""
    flush_s: float = 10.0
    """How long stopping may take to send what waits."""
    backoff: Backoff = field(default_factory=Backoff)


class Agent:
    """
    Wires a source of pictures to an enrolled camera.

    Args:
        camera: The camera at the site.
        pictures: What the camera gives; closed in the end.
        spool: Where bundles wait while the network is away.
        post: Sends a form to the storage.
        clock: Server time; the site's answers correct it.
        tell: Called with the status at every tick.
        settings: The rhythm.
    """

    def __init__(
        self,
        *,
        camera: CameraClient,
        pictures: AsyncGenerator[Picture, None],
        spool: Spool,
        post: Post,
        clock: ServerClock,
        tell: Callable[[Status], object],
        settings: AgentSettings | None = None,
    ) -> None:
        self._camera = camera
        self._pictures = pictures
        self._spool = spool
        self._post = post
        self._clock = clock
        self._tell = tell
        self._settings = settings or AgentSettings()
        self._uploader: Uploader | None = None
        self._site_reached = False
        self._last_picture_at = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        """
        Work until stopped or the pictures end; then send what there is.

        What cannot be sent by then waits on disk for the next run, unless the site takes no
        more of this camera.

        Raises:
            SourceUnreadableError: The camera never gave a picture.
            CameraRefusedError: The site does not know the camera any more.
            ExamOverError: The exam is over; what was taken before is sent.
            SiteUnfitError: The address is not the site's.
        """
        stopping = asyncio.create_task(stop.wait())
        opening = asyncio.create_task(self._open())
        try:
            await asyncio.wait({stopping, opening}, return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                await self._work(opening.result(), stopping)
        finally:
            await _cancel(stopping, opening)
            await self._pictures.aclose()

    async def _open(self) -> UploadPolicy:
        failures = 0
        while True:
            try:
                policy = await self._beat()
            except SiteAwayError:
                failures += 1
                self._tell(Status())
                await asyncio.sleep(self._settings.backoff.delay_s(failures))
            else:
                return policy

    async def _work(self, policy: UploadPolicy, stopping: asyncio.Task[bool]) -> None:
        bundler = Bundler(
            BundleLimits.by_cadence(max_frames=policy.max_frames, max_bytes=policy.max_bytes)
        )
        uploader = Uploader(
            policy,
            spool=self._spool,
            post=self._post,
            renew=self._beat,
            clock=self._clock,
            backoff=self._settings.backoff,
        )
        self._uploader = uploader
        encoder = FrameEncoder(policy.max_bytes // HEAVY_FRAMES)
        uploading = asyncio.create_task(uploader.run())
        working = [
            asyncio.create_task(self._capture(encoder, bundler, uploader)),
            asyncio.create_task(self._keep_beating(uploader)),
            asyncio.create_task(self._keep_ticking(bundler, uploader)),
        ]
        try:
            done, _ = await asyncio.wait(
                {stopping, uploading, *working}, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            await _cancel(*working)
            faults = [t.exception() for t in (uploading, *working) if _has_ended(t)]
            given_up = any(isinstance(fault, _FINAL) for fault in faults)
            await self._finish(bundler, uploader, uploading, given_up=given_up)
        for task in done:
            task.result()

    async def _capture(self, encoder: FrameEncoder, bundler: Bundler, uploader: Uploader) -> None:
        changes = ChangeWatch()
        async with aclosing(self._pictures) as pictures:
            async for picture in pictures:
                self._last_picture_at = picture.taken_at
                jpeg = encoder.encode(picture.image)
                frame = Frame(self._clock.at_ms(picture.taken_at), jpeg)
                changed = changes.see(thumbnail(picture.image))
                for bundle in bundler.add(frame, changed=changed):
                    uploader.enqueue(bundle)

    async def _keep_beating(self, uploader: Uploader) -> None:
        told, due_at = self._camera_on, float("-inf")
        while True:
            # A change of the camera is told at once, so that the wall is not behind.
            if self._camera_on != told or self._clock.monotonic() >= due_at:
                told = self._camera_on
                due_at = self._clock.monotonic() + self._settings.heartbeat_s
                with suppress(SiteAwayError):
                    uploader.policy = await self._beat()
            await asyncio.sleep(self._settings.tick_s)

    async def _keep_ticking(self, bundler: Bundler, uploader: Uploader) -> None:
        while True:
            for bundle in bundler.tick(self._clock.now_ms()):
                uploader.enqueue(bundle)
            self._tell(self._status(bundler, uploader))
            await asyncio.sleep(self._settings.tick_s)

    async def _finish(
        self,
        bundler: Bundler,
        uploader: Uploader,
        uploading: asyncio.Task[None],
        *,
        given_up: bool,
    ) -> None:
        """
        Send what was taken, as long as stopping may take; then say the camera is off.

        The rest waits on disk, unless the site takes no more of this camera.
        """
        for bundle in bundler.flush():
            uploader.enqueue(bundle)
        uploader.close()
        await asyncio.wait({uploading}, timeout=self._settings.flush_s)
        await _cancel(uploading)
        if given_up:
            uploader.abandon()
        else:
            uploader.keep()
        self._last_picture_at = float("-inf")
        self._tell(self._status(bundler, uploader))
        if self._site_reached:
            with suppress(SiteAwayError, AgentError):
                await self._beat()

    async def _beat(self) -> UploadPolicy:
        try:
            policy = await self._camera.beat(self._report())
        except SiteAwayError:
            self._site_reached = False
            raise
        self._site_reached = True
        return policy

    @property
    def _camera_on(self) -> bool:
        return self._clock.monotonic() - self._last_picture_at < self._settings.silence_s

    def _report(self) -> CameraReport:
        uploader = self._uploader
        if uploader is None:
            return CameraReport(self._camera_on)
        return CameraReport(
            self._camera_on, uploader.sent, uploader.waiting, uploader.lost, uploader.latest
        )

    def _status(self, bundler: Bundler, uploader: Uploader) -> Status:
        return Status(
            self._camera_on,
            self._site_reached,
            uploader.sent,
            uploader.waiting,
            uploader.lost + bundler.dropped,
        )


def _has_ended(task: asyncio.Task[None]) -> bool:
    return task.done() and not task.cancelled()


async def _cancel(*tasks: asyncio.Task[object]) -> None:
    """Cancel tasks and wait for their ends; their outcomes are read elsewhere."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
