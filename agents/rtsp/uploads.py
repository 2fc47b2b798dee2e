"""Send bundles in order, and keep a bounded number while the network is away."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from agents.rtsp.backoff import Backoff
from agents.rtsp.bundles import Bundle
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import SiteAwayError
from agents.rtsp.site import WORTH_RETRYING, UploadPolicy
from chalicelib.domain.frame_uploads import OFFSETS_METADATA, SUFFIX

CAPACITY: Final = 60
"""Bundles: five minutes of pictures, at most 24 MB."""
RENEW_BEFORE_MS: Final = 2 * 60_000
POST_TIMEOUT_S: Final = 30.0
_FORBIDDEN: Final = 403
_REDIRECT: Final = 300
_SERVER_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class UploadForm:
    """One multipart POST to the storage; the fields come before the file."""

    url: str
    fields: Mapping[str, str]
    body: bytes
    content_type: str


def fill_form(policy: UploadPolicy, bundle: Bundle, sequence: int) -> UploadForm:
    """Return the form that stores a bundle under its contracted key."""
    fields = {
        **policy.fields,
        "key": f"{policy.key_prefix}{bundle.captured_ms:013d}-{sequence:06d}{SUFFIX}",
        "Content-Type": policy.content_type,
        f"x-amz-meta-{OFFSETS_METADATA}": bundle.offsets,
    }
    return UploadForm(policy.url, fields, bundle.body, policy.content_type)


Post = Callable[[UploadForm], Awaitable[int]]
"""Send a form and return the HTTP status; raises SiteAwayError when no answer comes."""


def post_with(http: httpx.AsyncClient) -> Post:
    """Return a ``Post`` that uses the client."""

    async def post(form: UploadForm) -> int:
        files = {"file": ("frames", form.body, form.content_type)}
        try:
            async with asyncio.timeout(POST_TIMEOUT_S):
                answer = await http.post(form.url, data=dict(form.fields), files=files)
        except (httpx.TransportError, TimeoutError) as error:
            raise SiteAwayError from error
        return answer.status_code

    return post


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    bundle: Bundle
    sequence: int
    """Given once, so that a bundle sent twice lands on the same key."""


class Uploader:
    """
    Sends what is enqueued, the oldest first, one at a time.

    ``sent`` and ``dropped`` count frames.  A frame is dropped when the buffer is full
    (the oldest go), when the storage refuses it for good, or when time is up.
    """

    def __init__(
        self,
        policy: UploadPolicy,
        *,
        post: Post,
        renew: Callable[[], Awaitable[UploadPolicy]],
        clock: ServerClock,
        backoff: Backoff | None = None,
        capacity: int = CAPACITY,
    ) -> None:
        self.policy = policy
        self.sent = 0
        self.dropped = 0
        self._post = post
        self._renew = renew
        self._clock = clock
        self._backoff = backoff or Backoff()
        self._capacity = capacity
        self._waiting: deque[_Waiting] = deque()
        self._sending = False
        self._sequence = 0
        self._arrived = asyncio.Event()
        self._closing = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many frames wait to be sent."""
        return sum(len(item.bundle.frames) for item in self._waiting)

    def enqueue(self, bundle: Bundle) -> None:
        """Put a bundle in line; in a full line the oldest gives way."""
        self._waiting.append(_Waiting(bundle, self._sequence))
        self._sequence += 1
        if len(self._waiting) > self._capacity:
            # The one on its way may yet be stored: the next oldest goes.
            self._drop(self._waiting[int(self._sending)])
        self._arrived.set()

    def close(self) -> None:
        """Say that nothing more comes: ``run`` tries at once, and ends when all is sent."""
        self._closing.set()
        self._arrived.set()

    def abandon(self) -> None:
        """Drop what still waits."""
        for item in tuple(self._waiting):
            self._drop(item)

    async def run(self) -> None:
        """
        Send until closed and empty.

        Raises:
            AgentError: Renewing the policy showed that going on is useless.
        """
        failures = 0
        while self._waiting or not self._closing.is_set():
            if not self._waiting:
                self._arrived.clear()
                await self._arrived.wait()
            elif await self._send(self._waiting[0]):
                failures = 0
            else:
                failures += 1
                if await self._pause(self._backoff.delay_s(failures)):
                    failures = 0

    async def _send(self, item: _Waiting) -> bool:
        """Return whether the bundle is settled: stored, or refused for good."""
        self._sending = True
        try:
            status = await self._post_renewing(item)
        except SiteAwayError:
            return False
        finally:
            self._sending = False
        if status < _REDIRECT:
            self.sent += len(item.bundle.frames)
            self._waiting.remove(item)
            return True
        if status >= _SERVER_FAULT or status in WORTH_RETRYING:
            return False
        self._drop(item)
        return True

    async def _post_renewing(self, item: _Waiting) -> int:
        """Post; when the policy is at its end or refused, with a fresh one."""
        if self.policy.expires_ms - self._clock.now_ms() < RENEW_BEFORE_MS:
            self.policy = await self._renew()
        status = await self._post(fill_form(self.policy, item.bundle, item.sequence))
        if status == _FORBIDDEN:
            self.policy = await self._renew()
            status = await self._post(fill_form(self.policy, item.bundle, item.sequence))
        return status

    def _drop(self, item: _Waiting) -> None:
        self.dropped += len(item.bundle.frames)
        self._waiting.remove(item)

    async def _pause(self, delay_s: float) -> bool:
        """Wait before the next try; closing cuts it short, once, and returns True."""
        if self._closing.is_set():
            await asyncio.sleep(delay_s)
            return False
        try:
            await asyncio.wait_for(self._closing.wait(), delay_s)
        except TimeoutError:
            return False
        return True
