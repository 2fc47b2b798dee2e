from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from agents.rtsp.clock import ServerClock
from agents.rtsp.errors import CameraRefusedError, ExamOverError, SiteAwayError, SiteUnfitError
from agents.rtsp.site import CameraClient, CameraReport, UploadPolicy

CAMERA_ID = "room-" + "0123456789abcdef" * 2
TOKEN = "the camera's token"
SERVER_MS = 1_795_000_000_000
HEARTBEAT: dict[str, Any] = {
    "ends_at": "2026-11-18T12:00:00Z",
    "server_time_ms": SERVER_MS,
    "upload": {
        "url": "https://frames.example/",
        "fields": {"policy": "signed"},
        "key_prefix": f"frames/{CAMERA_ID}/",
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
            client = CameraClient(http, CAMERA_ID, TOKEN, clock or ServerClock(lambda: 0.0))
            return await client.beat(CameraReport(camera_on=True, sent=5, latest="key"))

    return asyncio.run(run())


def beat_answered(status: int, body: object) -> UploadPolicy:
    return beat(lambda _: httpx.Response(status, json=body))


def test_a_heartbeat_carries_the_token_and_how_the_camera_is_doing() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=HEARTBEAT)

    beat(answer)
    assert str(asked[0].url) == f"https://site/api/cameras/{CAMERA_ID}/heartbeat"
    assert asked[0].headers["Authorization"] == f"Bearer {TOKEN}"
    assert json.loads(asked[0].content) == {
        "camera": "on",
        "sent": 5,
        "waiting": 0,
        "lost": 0,
        "latest": "key",
    }


def test_an_answer_renews_the_upload_policy() -> None:
    policy = beat_answered(200, HEARTBEAT)
    assert policy.key_prefix == f"frames/{CAMERA_ID}/"
    assert policy.expires_ms == 1_795_000_900_500


def test_an_answer_corrects_the_clock() -> None:
    clock = ServerClock(lambda: 0.0)
    beat(lambda _: httpx.Response(200, json=HEARTBEAT), clock)
    assert clock.now_ms() == SERVER_MS


def test_an_exam_whose_end_has_passed_is_over() -> None:
    with pytest.raises(ExamOverError):
        beat_answered(200, HEARTBEAT | {"ends_at": "2026-11-18T11:06:40Z"})


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_camera_that_is_not_the_tokens_is_refused(status: int) -> None:
    with pytest.raises(CameraRefusedError):
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
        beat_answered(200, {"server_time_ms": 1})
