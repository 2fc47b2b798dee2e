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
from agents.rtsp.errors import ExamOverError, SiteAwayError, SiteUnfitError, TokenRefusedError
from agents.rtsp.tokens import AttemptToken

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


class AttemptClient:
    """One attempt at the site; every answer also corrects the clock."""

    def __init__(self, http: httpx.AsyncClient, token: AttemptToken, clock: ServerClock) -> None:
        self._http = http
        self._token = token
        self._clock = clock

    async def open(self) -> UploadPolicy:
        """Find the attempt; raises as ``beat`` does."""
        return await self._ask("GET", "")

    async def beat(self, *, camera_on: bool) -> UploadPolicy:
        """
        Say whether the camera works; return the renewed upload policy.

        Raises:
            SiteAwayError: No answer, or a fault that may pass.
            TokenRefusedError: The token is not valid for the attempt.
            ExamOverError: The attempt was handed in or its time is up.
            SiteUnfitError: The answer is not the API's.
        """
        return await self._ask("POST", "/heartbeat", {"camera": "on" if camera_on else "off"})

    async def _ask(
        self, method: str, path: str, body: Mapping[str, str] | None = None
    ) -> UploadPolicy:
        sent_at = self._clock.monotonic()
        try:
            # httpx bounds each read only: an answer that trickles would never end.
            async with asyncio.timeout(TIMEOUT_S):
                answer = await self._http.request(
                    method,
                    f"attempts/{self._token.attempt_id}{path}",
                    json=body,
                    headers={"Authorization": f"Bearer {self._token.text}"},
                )
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
            raise TokenRefusedError(code=found["code"])
        if not answer.is_success:
            raise SiteUnfitError(status=answer.status_code)
        server_time_ms = int(found["server_time_ms"])
        self._clock.correct(server_time_ms, sent_at=sent_at, received_at=received_at)
        if found["state"] == "submitted" or server_time_ms >= _instant_ms(found["deadline"]):
            raise ExamOverError
        return UploadPolicy.read(found["upload"])


def _instant_ms(text: str) -> int:
    """Return an RFC 3339 instant in milliseconds since the epoch."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)
