"""What the agent asks of the site's API, and what the answers mean."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final, Self

import httpx

from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import CameraRefusedError, ExamOverError, SiteAwayError, SiteUnfitError

TIMEOUT_S: Final = 10.0
WORTH_RETRYING: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT})
_NOT_OURS: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """A signed permission to post frames: ``fields`` go unchanged before the file."""

    url: str
    fields: Mapping[str, str]
    key_prefix: str
    content_type: str
    max_bytes: int
    max_frames: int
    expires_ms: int
    """Server time, milliseconds since the epoch."""

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        """Read the ``upload`` object of an answer."""
        return cls(
            found["url"],
            dict(found["fields"]),
            found["key_prefix"],
            found["content_type"],
            found["max_bytes"],
            found["max_frames"],
            _instant_ms(found["expires_at"]),
        )


@dataclass(frozen=True, slots=True)
class CameraReport:
    """What a heartbeat says; the counts are pictures."""

    camera_on: bool = False
    sent: int = 0
    waiting: int = 0
    lost: int = 0
    latest: str | None = None
    """The key of the newest upload that arrived."""


class CameraClient:
    """One enrolled camera at the site; every answer also corrects the clock."""

    def __init__(
        self, http: httpx.AsyncClient, camera_id: str, token: str, clock: ServerClock
    ) -> None:
        self._http = http
        self._path = f"cameras/{camera_id}/heartbeat"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._clock = clock

    async def beat(self, report: CameraReport) -> UploadPolicy:
        """
        Say how the camera is doing; return the renewed upload policy.

        Raises:
            SiteAwayError: No answer, or a fault that may pass.
            CameraRefusedError: The camera was removed, or its token is not valid.
            ExamOverError: The exam is over.
            SiteUnfitError: The answer is not the API's.
        """
        body = {
            "camera": "on" if report.camera_on else "off",
            "sent": report.sent,
            "waiting": report.waiting,
            "lost": report.lost,
            "latest": report.latest,
        }
        sent_at = self._clock.monotonic()
        try:
            # httpx bounds each read only: an answer that trickles would never end.
            async with asyncio.timeout(TIMEOUT_S):
                answer = await self._http.post(self._path, json=body, headers=self._headers)
        except (httpx.TransportError, TimeoutError) as error:
            raise SiteAwayError from error
        received_at = self._clock.monotonic()
        try:
            return self._read(answer, sent_at, received_at)
        except (ValueError, KeyError, TypeError) as error:
            raise SiteUnfitError(status=answer.status_code) from error

    def _read(self, answer: httpx.Response, sent_at: float, received_at: float) -> UploadPolicy:
        if answer.is_server_error or answer.status_code in WORTH_RETRYING:
            raise SiteAwayError
        found = answer.json()
        if answer.status_code in _NOT_OURS:
            raise CameraRefusedError(message=found["message"])
        if not answer.is_success:
            raise SiteUnfitError(status=answer.status_code)
        server_time_ms = int(found["server_time_ms"])
        self._clock.correct(server_time_ms, sent_at=sent_at, received_at=received_at)
        if server_time_ms >= _instant_ms(found["ends_at"]):
            raise ExamOverError
        return UploadPolicy.read(found["upload"])


def _instant_ms(text: str) -> int:
    """Return an RFC 3339 instant in milliseconds since the epoch."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)
