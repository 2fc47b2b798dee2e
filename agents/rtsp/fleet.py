"""All cameras of a room in one process: one that fails holds up none of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from agents.rtsp.agent import Agent, Status
from agents.rtsp.backoff import Backoff
from agents.rtsp.cameras import CameraPlan, Plan
from agents.rtsp.clock import ServerClock
from agents.rtsp.enrolment import Enrolment, EnrolmentFile
from agents.rtsp.errors import AgentError, SiteAwayError, SourceUnreadableError
from agents.rtsp.site import TIMEOUT_S, CameraClient
from agents.rtsp.spool import Spool
from agents.rtsp.stream import read_pictures
from agents.rtsp.uploads import POST_TIMEOUT_S, post_with

DEAD_CAMERA_S: Final = 30.0
"""How long a camera that gave no picture rests, where others go on."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """What to run and whom to tell."""

    plan: Plan
    folder: Path
    """Enrolments and pictures that wait."""
    buffer_bytes: int
    """For each camera."""
    language: str
    tell: Callable[[CameraPlan, Status], object]
    fail: Callable[[CameraPlan, AgentError], object]

    async def run(self, stop: asyncio.Event) -> None:
        """
        Run every camera until stopped, or until none of them can go on.

        Raises:
            AgentError: No camera could go on; what ended the last one.
        """
        headers = {"Accept-Language": self.language}
        # The token goes to the site only: the storage has a client that does not know it.
        async with (
            httpx.AsyncClient(base_url=self.plan.api, timeout=TIMEOUT_S, headers=headers) as site,
            httpx.AsyncClient(timeout=POST_TIMEOUT_S) as storage,
        ):
            cameras = [self._keep(camera, site, storage, stop) for camera in self.plan.cameras]
            ends = await asyncio.gather(*cameras)
        faults = [end for end in ends if end]
        if len(faults) == len(ends) and not stop.is_set():
            raise faults[-1]

    async def _keep(
        self,
        camera: CameraPlan,
        site: httpx.AsyncClient,
        storage: httpx.AsyncClient,
        stop: asyncio.Event,
    ) -> AgentError | None:
        """Run one camera; return what ended it, None when that was in order."""
        while True:
            try:
                await self._run(camera, site, storage, stop)
            except SourceUnreadableError as error:
                self.fail(camera, error)
                if len(self.plan.cameras) == 1 or await _stops_within(stop, DEAD_CAMERA_S):
                    return error
            except AgentError as error:
                self.fail(camera, error)
                return error
            else:
                return None

    async def _run(
        self,
        camera: CameraPlan,
        site: httpx.AsyncClient,
        storage: httpx.AsyncClient,
        stop: asyncio.Event,
    ) -> None:
        enrolment = await self._enrol(camera, site, stop)
        if enrolment is None:
            return
        clock = ServerClock()
        agent = Agent(
            camera=CameraClient(site, enrolment.camera_id, enrolment.token, clock),
            pictures=read_pictures(camera.source),
            spool=Spool(self.folder / enrolment.camera_id, self.buffer_bytes),
            post=post_with(storage),
            clock=clock,
            tell=lambda status: self.tell(camera, status),
        )
        await agent.run(stop)

    async def _enrol(
        self, camera: CameraPlan, site: httpx.AsyncClient, stop: asyncio.Event
    ) -> Enrolment | None:
        """Enrol, however long the site is away; None: stopped before."""
        file, backoff, failures = EnrolmentFile(self.folder, self.plan, camera), Backoff(), 0
        while not stop.is_set():
            try:
                return await file.open(site)
            except SiteAwayError:
                failures += 1
                self.tell(camera, Status())
                await _stops_within(stop, backoff.delay_s(failures))
        return None


async def _stops_within(stop: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
