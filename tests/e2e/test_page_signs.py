"""What a student's page notices of itself is judged by the minute, explained, and set by exams."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.clips import one_person, write_clip
from tests.e2e.conftest import RESULTS, System
from tests.e2e.recorded_attempt import RecordedAttempt, keep_attempt
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

JUDGED_WITHIN_S: Final = 180
"""A heartbeat every 45 seconds, a sweep every minute."""
SOFTWARE_CAMERA: Final = """
Object.defineProperty(MediaStreamTrack.prototype, "label", { get: () => "OBS Virtual Camera" });
"""
WIDTHS: Final = {1440: 900, 390: 844}


def test_what_a_page_noticed_is_judged_together_and_explained_to_the_lecturer(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    attempt = RecordedAttempt.begin(system, name="Lý Quốc Bảo", number="11B2-21")
    clip = write_clip(tmp_path / "calm.mjpeg", (one_person(), 10))
    browser = launch(clip, driven=True)
    student = open_page(browser, "/", camera=True, script=SOFTWARE_CAMERA)
    keep_attempt(student, attempt, finished=False)
    expect(student.get_by_text("Bào quan nào quang hợp?")).to_be_visible()
    for _ in range(5):
        student.get_by_text("Bào quan nào quang hợp?").select_text()
        student.keyboard.press("Control+c")

    noted = wait_for(attempt, {"copy_paste", "several_signs"})
    assert noted["copy_paste"]["detail"] == "repeated"
    assert noted["several_signs"]["severity"] == "medium"

    lecturer = open_page(launch(), "/lecturer")
    sign_in(lecturer, system)
    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/attempts/{attempt.attempt_id}")
    signs = lecturer.get_by_role("button", name="Nhiều dấu hiệu khác nhau từ trang làm bài")
    signs.first.click()
    expect(lecturer.get_by_text("Sao chép: 5 lần")).to_be_visible()
    expect(lecturer.get_by_text("(OBS Virtual Camera)")).to_be_visible()
    timeline = lecturer.locator("svg.lanes")
    expect(timeline.get_by_text("Nhiều dấu hiệu cùng lúc")).to_be_visible()
    picture(lecturer, "page-signs-review")

    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/policy")
    rule = lecturer.get_by_role("listitem").filter(has_text="Nhiều dấu hiệu cùng lúc")
    expect(rule.get_by_label("Số dấu hiệu khác nhau trong 10 phút")).to_have_value("3")
    picture(lecturer, "page-signs-policy")


def wait_for(attempt: RecordedAttempt, kinds: set[str]) -> dict[str, dict[str, object]]:
    """Wait until all of these were noted; return what was noted by kind."""
    until = time.monotonic() + JUDGED_WITHIN_S
    while True:
        noted = {one["kind"]: one for one in attempt.review()["violations"]}
        if kinds <= noted.keys():
            return noted
        assert time.monotonic() < until, f"only {sorted(noted)} were noted"
        time.sleep(1)


def picture(page: Page, name: str) -> None:
    """Leave a picture of a page at both widths."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=RESULTS / f"{name}-{width}.png", full_page=True)
