"""A room camera the whole way: a key from the page, the real agent, a picture on the page."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.clips import PICTURE_FPS, SIZE, two_people
from tests.e2e.conftest import ROOT, System
from tests.e2e.live_room import exam_of, token_of
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

SECONDS = 60
NOTICED = re.compile("Số người khác với dự kiến")


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Two people, where nobody is expected."""
    path = tmp_path / "room.avi"
    codec = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, codec, PICTURE_FPS, SIZE)
    for picture in itertools.islice(two_people(), SECONDS * PICTURE_FPS):
        writer.write(picture)
    writer.release()
    return path


@contextmanager
def running_agent(*arguments: str, state: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "agents.rtsp", *arguments]
    more = ["--state", str(state), "--health-port", "0"]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
    agent = subprocess.Popen([*command, *more], cwd=ROOT, env=environment)
    try:
        yield
    finally:
        agent.terminate()
        agent.wait(timeout=30)


def test_a_camera_is_enrolled_seen_judged_and_removed(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    recording: Path,
    tmp_path: Path,
) -> None:
    page = open_page(launch(), "/lecturer")
    sign_in(page, system)
    exam_id = exam_of(system, token_of(system))
    page.goto(f"/lecturer/exams/{exam_id}/cameras")
    expect(page.get_by_text("Chưa có camera phòng nào.")).to_be_visible()

    page.get_by_role("button", name="Lấy mã đăng ký").click()
    command = page.locator("pre").inner_text()
    found = re.search(r"--key (\S+)", command)
    assert found
    named = ["--site", system.site, "--room", system.demo["room_code"], "--name", "Phòng 204"]
    with running_agent(*named, "--key", found[1], str(recording), state=tmp_path / "state"):
        card = page.get_by_role("article", name="Phòng 204")
        expect(card.get_by_text("Đang có hình")).to_be_visible(timeout=30_000)
        card.get_by_label("Số người dự kiến").fill("0")
        card.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("Đã lưu.")).to_be_visible()
        expect(card.get_by_role("img", name="Ảnh mới nhất của Phòng 204")).to_be_visible(
            timeout=30_000
        )
        expect_violation(page, exam_id)
        page.goto(f"/lecturer/exams/{exam_id}/cameras")
        expect(card.get_by_role("img", name="Ảnh mới nhất của Phòng 204")).to_be_visible()
        look_at(page, "room-cameras")
        review(page, card)
        page.goto(f"/lecturer/exams/{exam_id}/cameras")
    card.get_by_role("button", name="Gỡ camera").click()
    page.get_by_role("dialog").get_by_role("button", name="Gỡ camera").click()
    expect(page.get_by_text("Chưa có camera phòng nào.")).to_be_visible()
    review_though_removed(page)


def review(page: Page, card: Locator) -> None:
    """What the camera saw is decided about as what a student's saw is."""
    card.get_by_role("link", name="Xem lại những gì camera đã thấy").click()
    expect(page.get_by_role("heading", name="Phòng 204")).to_be_visible()
    expect(page.get_by_role("figure", name="Số khuôn mặt")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("figure")).to_have_count(1)
    look_at(page, "room-camera-review")
    page.keyboard.press("c")
    expect(page.get_by_text("Đã xác nhận").first).to_be_visible()


def review_though_removed(page: Page) -> None:
    """A camera that was removed is listed, and what it saw is there."""
    removed = page.get_by_role("region", name="Camera đã gỡ")
    expect(removed.get_by_text("Phòng 204")).to_be_visible()
    look_at(page, "room-cameras-removed")
    removed.get_by_role("link", name="Xem lại những gì camera đã thấy").click()
    expect(page.get_by_role("heading", name="Phòng 204")).to_be_visible()
    expect(page.get_by_text("Đã gỡ", exact=True)).to_be_visible()
    expect(page.get_by_text("Đã xác nhận").first).to_be_visible()


def look_at(page: Page, name: str) -> None:
    """Leave what a page shows on a desk and on a telephone."""
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(500)
        page.screenshot(path=ROOT / "test-results" / f"{name}-{width}.png", full_page=True)


def expect_violation(page: Page, exam_id: str) -> None:
    """The wall shows the camera and what it noticed; the exam's list has it under its name."""
    page.goto(f"/lecturer/exams/{exam_id}/room")
    shown = page.get_by_role("list", name="Camera phòng").get_by_role("link", name="Phòng 204")
    expect(shown.get_by_role("img", name="Ảnh mới nhất của Phòng 204")).to_be_visible()
    expect(shown.get_by_text(NOTICED)).to_be_visible(timeout=60_000)
    look_at(page, "room-cameras-wall")
    page.get_by_role("tab", name=re.compile("Ghi nhận")).click()
    expect(page.get_by_text(NOTICED).first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Phòng 204").first).to_be_visible()
