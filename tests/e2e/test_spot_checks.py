"""A lecturer compares the face at the start with later ones, in the room and in the review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.clips import one_person, write_clip
from tests.e2e.conftest import RESULTS, System
from tests.e2e.recorded_attempt import BUNDLE, QUALITY, RecordedAttempt, write_for_a_while
from tests.e2e.test_whole_way import sign_in
from tests.e2e.toured_exam import toured_exam

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

STUDENT = "Đặng Mỹ Linh"
CARD_HOLDER = "Lê Văn Cường"
CARD_HOLDER_NUMBER = "11B2-32"
WIDTHS = {1440: 900, 390: 844}


def test_faces_are_compared_in_the_room_and_what_was_said_stays_with_the_attempt(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    content = {**toured_exam(), "settings": {"student_card": True}}
    attempt = RecordedAttempt.begin(system, name=STUDENT, number="11B2-31", content=content)
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
    expect(lecturer.get_by_text("Không có ảnh thẻ")).to_be_visible()
    lecturer.get_by_role("button", name="Thao tác khác").click()
    lecturer.get_by_role("menuitem", name="Đối chiếu khuôn mặt").click()
    dialog = lecturer.get_by_role("dialog", name="Đối chiếu khuôn mặt")
    # Beside the place of the card, which this student did not show, and beside the later one.
    expect(dialog.get_by_role("img", name="Khuôn mặt lúc đầu")).to_have_count(2)
    expect(dialog.get_by_text("Không có ảnh thẻ.")).to_be_visible()
    expect(dialog.get_by_text("Cùng một người · ")).to_be_visible()
    dialog.get_by_role("button", name="Không phải").last.click()
    expect(dialog.get_by_text("Không phải cùng một người · ")).to_be_visible()
    picture(lecturer, "spot-checks-review")
    lecturer.keyboard.press("Escape")
    expect(lecturer.get_by_text("Khuôn mặt khác với lúc bắt đầu").first).to_be_visible()

    review = attempt.review()
    said = [one["details"]["verdict"] for one in review["events"] if one["kind"] == "spot_check"]
    assert said == ["same", "different"]

    clip = write_clip(tmp_path / "card.mjpeg", (one_person(), 10))
    student = open_page(launch(clip), f"/room/{attempt.room_code}", camera=True, width=390)
    show_card_by_keyboard(student)
    shown = attempt.api.call("GET", f"/exams/{attempt.exam_id}/attempts", token=attempt.lecturer)
    [name] = [
        one["attempt_id"] for one in shown["items"] if one["student_number"] == CARD_HOLDER_NUMBER
    ]
    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/attempts/{name}")
    lecturer.get_by_role("button", name="Xem cạnh khuôn mặt").click()
    dialog = lecturer.get_by_role("dialog", name="Đối chiếu khuôn mặt")
    expect(dialog.get_by_role("img", name=f"Thẻ của {CARD_HOLDER}")).to_be_visible()
    picture(lecturer, "card-review")


def show_card_by_keyboard(page: Page) -> None:
    """Join, show the card, take it again, and begin: without a mouse from the card's button on."""
    page.get_by_label("Họ và tên").fill(CARD_HOLDER)
    page.get_by_label("Số báo danh").fill(CARD_HOLDER_NUMBER)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("xin một ảnh thẻ")).to_be_visible()
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    page.get_by_role("button", name="Đồng ý và bật camera").click()
    button = page.get_by_role("button", name="Chụp thẻ", exact=True)
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Ảnh thẻ")
    take, use = (
        dialog.get_by_role("button", name=name, exact=True) for name in ("Chụp", "Dùng ảnh này")
    )
    expect(take).to_be_focused()
    page.keyboard.press("Enter")
    expect(use).to_be_focused()
    expect(dialog.get_by_role("img", name="Ảnh thẻ vừa chụp")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(take).to_be_focused()
    page.keyboard.press("Enter")
    expect(use).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã nhận ảnh thẻ.")).to_be_focused()
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    expect(page.get_by_role("radio").first).to_be_visible()


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
