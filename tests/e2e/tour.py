"""Every page of the site with data on it, for whoever looks at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.e2e import lecturer_tour, privacy_tour
from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import GUARDIAN, RecordedAttempt, keep_attempt
from tests.e2e.stops import Stop
from tests.e2e.toured_room import ASKING, ASKING_NUMBER, VISITOR, VISITOR_NUMBER, fill_room

CLIP_S: Final = 45
"""How much of a student's camera a tour needs before it comes again."""
OpenPage = Callable[..., Page]


def tour(system: System, browser: Browser, open_page: OpenPage) -> Iterator[Stop]:
    """
    Lead through every page, the student's first.

    Args:
        system: The running site.
        browser: A browser with a camera.
        open_page: Opens a page of the site in it.
    """
    room = fill_room(system)
    attempt = room.reviewed
    yield from _taking(attempt, open_page(browser, f"/room/{attempt.room_code}", camera=True))
    yield from _asking(open_page(browser, f"/room/{attempt.room_code}"))
    lecturer = open_page(browser, "/lecturer")
    yield from lecturer_tour.before(room, system, lecturer)
    yield from lecturer_tour.accounts(open_page(browser, "/lecturer"))
    yield from lecturer_tour.during(room, lecturer)
    room.end()
    yield from lecturer_tour.after(room, lecturer)
    yield from _told(attempt, open_page(browser, "/"))
    yield from privacy_tour.erasing(room, lecturer)


def _taking(attempt: RecordedAttempt, page: Page) -> Iterator[Stop]:
    """From the code of the room to the question of whether to hand in."""
    page.get_by_label("Họ và tên").fill(VISITOR)
    page.get_by_label("Số báo danh").fill(VISITOR_NUMBER)
    yield Stop("student-join", page)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Tôi đã đọc và đồng ý")).to_be_visible()
    page.get_by_label("Mẹ", exact=True).check()
    page.get_by_label("Họ và tên người đồng ý").fill(GUARDIAN["name"])
    yield Stop("student-notice", page)
    page.get_by_label("Người này đã đọc").check()
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    page.get_by_role("button", name="Đồng ý và bật camera").click()
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_be_enabled()
    yield Stop("student-waiting", page)
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    page.get_by_role("radio").first.click()
    expect(page.get_by_text("Đã lưu")).to_be_visible()
    yield Stop("student-exam", page)
    attempt.act({"kind": "message", "text": "Còn 10 phút."})
    expect(page.get_by_text("Còn 10 phút.")).to_be_visible()
    yield Stop("student-message", page)
    page.get_by_role("button", name="Tôi đã đọc").click()
    attempt.act({"kind": "pause"})
    expect(page.get_by_role("heading", name="Bài thi đang tạm dừng")).to_be_visible()
    yield Stop("student-paused", page)
    attempt.act({"kind": "resume"})
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    yield Stop("student-hand-in", page)


def _asking(page: Page) -> Iterator[Stop]:
    """Somebody asks for an exam without a camera, and waits for it."""
    page.get_by_label("Họ và tên").fill(ASKING)
    page.get_by_label("Số báo danh").fill(ASKING_NUMBER)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Tôi không dùng được camera").click()
    page.get_by_label("Mẹ", exact=True).check()
    page.get_by_label("Họ và tên người đồng ý").fill(GUARDIAN["name"])
    page.get_by_label("Người này đã đọc").check()
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    yield Stop("student-notice-without-camera", page)
    page.get_by_role("button", name="Đồng ý và vào phòng chờ").click()
    expect(page.get_by_text("Đang chờ giám thị cho phép")).to_be_visible()
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_be_disabled()
    yield Stop("student-asking", page)


def _told(attempt: RecordedAttempt, page: Page) -> Iterator[Stop]:
    """What a student reads afterwards."""
    keep_attempt(page, attempt)
    expect(page.get_by_label("Giải trình của bạn")).to_be_visible()
    yield Stop("student-result", page)
    page.get_by_role("button", name="Xem đáp án").click()
    expect(page.get_by_role("region", name="Câu 1")).to_be_visible()
    yield Stop("student-sheet", page)
    page.get_by_role("button", name="Dữ liệu về bạn").click()
    expect(page.get_by_text(GUARDIAN["name"])).to_be_visible()
    yield Stop("student-data", page)
