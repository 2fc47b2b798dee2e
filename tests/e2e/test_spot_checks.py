"""A lecturer compares the face at the start with later ones, in the room and in the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import islice

import cv2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.clips import one_person
from tests.e2e.conftest import RESULTS, System
from tests.e2e.recorded_attempt import BUNDLE, QUALITY, RecordedAttempt, write_for_a_while
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

STUDENT = "Đặng Mỹ Linh"
WIDTHS = {1440: 900, 390: 844}


def test_faces_are_compared_in_the_room_and_what_was_said_stays_with_the_attempt(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    attempt = RecordedAttempt.begin(system, name=STUDENT, number="11B2-31")
    started_ms, moment_ms = until_a_moment_comes(attempt)
    seen = show(attempt, started_ms + 1_000) + show(attempt, moment_ms + 1_000)
    attempt.wait_for(seen)

    lecturer = open_page(launch(), "/lecturer")
    sign_in(lecturer, system)
    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/room")
    lecturer.get_by_role("button", name="Đối chiếu khuôn mặt").click()
    dialog = lecturer.get_by_role("dialog", name="Đối chiếu khuôn mặt")
    expect(dialog.get_by_text(STUDENT)).to_be_visible()
    expect(dialog.get_by_role("img", name="Khuôn mặt lúc đầu")).to_be_visible()
    expect(dialog.locator("figure img")).to_have_count(2)
    picture(lecturer, "spot-check-room")
    dialog.get_by_role("button", name="Cùng một người").click()
    expect(dialog.get_by_text("Không còn ai cần đối chiếu")).to_be_visible()

    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/attempts/{attempt.attempt_id}")
    lecturer.get_by_role("button", name="Thao tác khác").click()
    lecturer.get_by_role("menuitem", name="Đối chiếu khuôn mặt").click()
    dialog = lecturer.get_by_role("dialog", name="Đối chiếu khuôn mặt")
    expect(dialog.locator("figure img")).to_have_count(2)
    expect(dialog.get_by_text("Cùng một người · ")).to_be_visible()
    dialog.get_by_role("button", name="Không phải").last.click()
    expect(dialog.get_by_text("Không phải cùng một người · ")).to_be_visible()
    picture(lecturer, "spot-checks-review")
    lecturer.keyboard.press("Escape")
    expect(lecturer.get_by_text("Khuôn mặt khác với lúc bắt đầu").first).to_be_visible()

    review = attempt.review()
    said = [one["details"]["verdict"] for one in review["events"] if one["kind"] == "spot_check"]
    assert said == ["same", "different"]


def until_a_moment_comes(attempt: RecordedAttempt) -> tuple[int, int]:
    """Let the attempt have begun just so long ago that its first moment came; return both times."""
    path = f"/exams/{attempt.exam_id}/attempts/{attempt.attempt_id}/spot-checks"
    for minutes in range(1, 12):
        length = timedelta(minutes=minutes)
        started_ms = write_for_a_while(attempt.system, attempt.attempt_id, length)
        drawn = attempt.api.call("GET", path, token=attempt.lecturer)["items"]
        if drawn:
            assert drawn[0]["picture"] is None
            return started_ms, drawn[0]["moment_ms"]
    raise AssertionError("no moment came within ten minutes")


def show(attempt: RecordedAttempt, from_ms: int) -> int:
    """Upload some pictures of one person from a moment on; return how many."""
    pictures = [
        cv2.imencode(".jpg", one, QUALITY)[1].tobytes() for one in islice(one_person(), BUNDLE)
    ]
    attempt.api.upload(attempt.page["upload"], from_ms, pictures)
    return len(pictures)


def picture(page: Page, name: str) -> None:
    """Leave a picture of a page at both widths."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=RESULTS / f"{name}-{width}.png")
    page.set_viewport_size({"width": 1440, "height": 900})
