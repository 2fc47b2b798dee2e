from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest

from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import ExamOverError, SiteAwayError, SiteUnfitError, TokenRefusedError
from agents.rtsp.site import AttemptClient, UploadPolicy
from agents.rtsp.tokens import AttemptToken

ATTEMPT_ID = "0123456789abcdef" * 2
TOKEN = jwt.encode({"sub": ATTEMPT_ID, "exam": "e"}, "a key that only the server knows")
SERVER_MS = 1_795_000_000_000
ATTENDANCE: dict[str, Any] = {
    "state": "writing",
    "deadline": "2026-11-18T12:00:00Z",
    "server_time_ms": SERVER_MS,
    "upload": {
        "url": "https://frames.example/",
        "fields": {"policy": "signed"},
        "key_prefix": f"frames/{ATTEMPT_ID}/",
        "content_type": "video/x-motion-jpeg",
        "max_bytes": 409_600,
        "max_frames": 8,
        "expires_at": "2026-11-18T11:21:40.5Z",
    },
}


def beat(
    answer: Callable[[httpx.Request], httpx.Response], clock: ServerClock | None = None
) -> UploadPolicy:
    async def run() -> UploadPolicy:
        transport = httpx.MockTransport(answer)
        async with httpx.AsyncClient(transport=transport, base_url="https://site/api/") as http:
            token = AttemptToken.parse(TOKEN)
            client = AttemptClient(http, token, clock or ServerClock(lambda: 0.0))
            return await client.beat(camera_on=True)

    return asyncio.run(run())


def beat_answered(status: int, body: object) -> UploadPolicy:
    return beat(lambda _: httpx.Response(status, json=body))


def test_a_heartbeat_carries_the_token_and_the_camera() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=ATTENDANCE)

    beat(answer)
    assert str(asked[0].url) == f"https://site/api/attempts/{ATTEMPT_ID}/heartbeat"
    assert asked[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert asked[0].content == b'{"camera":"on"}'


def test_an_answer_renews_the_upload_policy() -> None:
    policy = beat_answered(200, ATTENDANCE)
    assert policy.key_prefix == f"frames/{ATTEMPT_ID}/"
    assert policy.expires_ms == 1_795_000_900_500


def test_an_answer_corrects_the_clock() -> None:
    clock = ServerClock(lambda: 0.0)
    beat(lambda _: httpx.Response(200, json=ATTENDANCE), clock)
    assert clock.now_ms() == SERVER_MS


@pytest.mark.parametrize("change", [{"state": "submitted"}, {"deadline": "2026-11-18T11:06:40Z"}])
def test_an_attempt_handed_in_or_at_its_deadline_is_over(change: dict[str, str]) -> None:
    with pytest.raises(ExamOverError):
        beat_answered(200, ATTENDANCE | change)


@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_attempt_that_is_not_the_tokens_refuses_the_token(status: int) -> None:
    with pytest.raises(TokenRefusedError):
        beat_answered(status, {"code": "not_signed_in", "message": "…", "details": {}})


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_faulty_site_is_away(status: int) -> None:
    with pytest.raises(SiteAwayError):
        beat_answered(status, {})


def test_a_site_that_cannot_be_reached_is_away() -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(SiteAwayError):
        beat(fail)


@pytest.mark.parametrize("status", [200, 302, 404])
def test_a_page_is_no_answer_of_the_api(status: int) -> None:
    with pytest.raises(SiteUnfitError):
        beat(lambda _: httpx.Response(status, text="<html></html>"))


def test_an_answer_of_another_shape_is_not_the_apis() -> None:
    with pytest.raises(SiteUnfitError):
        beat_answered(200, {"state": "writing"})
