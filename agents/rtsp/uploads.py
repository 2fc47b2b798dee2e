"""Send bundles in order, and keep a bounded amount on disk while the network is away."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import httpx

from agents.rtsp.backoff import Backoff
from agents.rtsp.bundles import Bundle
from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import SiteAwayError
from agents.rtsp.site import WORTH_RETRYING, UploadPolicy
from agents.rtsp.spool import Spool, StoredBundle
from chalicelib.domain.frame_uploads import OFFSETS_METADATA, SUFFIX

IN_MEMORY: Final = 60
"""Frames: a minute of pictures.  Only what waits longer wears the disk."""
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


def bundle_key(policy: UploadPolicy, bundle: Bundle, sequence: int) -> str:
    """Return the contracted key of a bundle."""
    return f"{policy.key_prefix}{bundle.captured_ms:013d}-{sequence:06d}{SUFFIX}"


def fill_form(policy: UploadPolicy, bundle: Bundle, sequence: int) -> UploadForm:
    """Return the form that stores a bundle under its contracted key."""
    fields = {
        **policy.fields,
        "key": bundle_key(policy, bundle, sequence),
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
    sequence: int
    """Given once, so that a bundle sent twice lands on the same key."""
    frames: int
    bundle: Bundle | None
    """None: it lies on disk."""
    stored: StoredBundle | None = None


class Uploader:
    """
    Sends what is enqueued, the oldest first, one at a time.

    ``sent`` and ``lost`` count frames.  A frame is lost when the disk's bound is reached (the
    oldest go), when the storage refuses it for good, or when it is given up.
    """

    def __init__(
        self,
        policy: UploadPolicy,
        *,
        spool: Spool,
        post: Post,
        renew: Callable[[], Awaitable[UploadPolicy]],
        clock: ServerClock,
        backoff: Backoff | None = None,
        in_memory: int = IN_MEMORY,
    ) -> None:
        self.policy = policy
        self.sent = 0
        self.lost = 0
        self.latest: str | None = None
        """The key of the newest upload that arrived."""
        self._spool = spool
        self._post = post
        self._renew = renew
        self._clock = clock
        self._backoff = backoff or Backoff()
        self._in_memory = in_memory
        # What an earlier run could not send goes first.
        self._waiting = deque(_Waiting(s.sequence, s.frames, None, s) for s in spool.list())
        self._sending = False
        self._sequence = 0
        self._arrived = asyncio.Event()
        self._closing = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many frames wait to be sent, in memory and on disk."""
        return sum(item.frames for item in self._waiting)

    def enqueue(self, bundle: Bundle) -> None:
        """Put a bundle in line; beyond a minute it waits on disk."""
        item = _Waiting(self._sequence, len(bundle.frames), bundle)
        self._sequence += 1
        in_memory = sum(waiting.frames for waiting in self._waiting if waiting.bundle)
        fits = in_memory + item.frames <= self._in_memory
        self._waiting.append(item if fits else self._stored(item))
        while self._spool.is_full and len(self._waiting) > int(self._sending):
            # The one on its way may yet be stored: the next oldest goes.
            self._lose(self._waiting[int(self._sending)])
        self._arrived.set()

    def close(self) -> None:
        """Say that nothing more comes: ``run`` tries at once, and ends when all is sent."""
        self._closing.set()
        self._arrived.set()

    def keep(self) -> None:
        """Put what still waits on disk, for the next run."""
        self._waiting = deque(self._stored(item) for item in self._waiting)

    def abandon(self) -> None:
        """Give up what still waits."""
        for item in tuple(self._waiting):
            self._lose(item)

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
        bundle = self._spool.load(item.stored) if item.stored else item.bundle
        if bundle is None:
            self._lose(item)
            return True
        self._sending = True
        try:
            status = await self._post_renewing(bundle, item.sequence)
        except SiteAwayError:
            return False
        finally:
            self._sending = False
        if status < _REDIRECT:
            self.sent += len(bundle.frames)
            self.latest = bundle_key(self.policy, bundle, item.sequence)
            self._forget(item)
            return True
        if status >= _SERVER_FAULT or status in WORTH_RETRYING:
            return False
        self._lose(item)
        return True

    async def _post_renewing(self, bundle: Bundle, sequence: int) -> int:
        """Post; when the policy is at its end or refused, with a fresh one."""
        if self.policy.expires_ms - self._clock.now_ms() < RENEW_BEFORE_MS:
            self.policy = await self._renew()
        status = await self._post(fill_form(self.policy, bundle, sequence))
        if status == _FORBIDDEN:
            self.policy = await self._renew()
            status = await self._post(fill_form(self.policy, bundle, sequence))
        return status

    def _stored(self, item: _Waiting) -> _Waiting:
        """Return the item with its bundle on disk, or as it was when the disk does not take it."""
        if item.bundle is None:
            return item
        try:
            stored = self._spool.store(item.bundle, item.sequence)
        except OSError:
            return item
        return replace(item, bundle=None, stored=stored)

    def _lose(self, item: _Waiting) -> None:
        self.lost += item.frames
        self._forget(item)

    def _forget(self, item: _Waiting) -> None:
        self._waiting.remove(item)
        if item.stored:
            self._spool.remove(item.stored)

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
