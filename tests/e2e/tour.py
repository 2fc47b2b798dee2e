"""Every page of the site with data on it, for whoever looks at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from playwright.sync_api import Browser, Page, expect

from tests.e2e.clips import Picture, astronaut, empty_room, two_people
from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import RecordedAttempt, keep_attempt
from tests.e2e.test_whole_way import sign_in
from tests.e2e.toured_exam import toured_exam

REVIEWED: Final = "Phạm Thị Hồng Ưng"
CALM: Final = ("Bùi Thanh An", "Đỗ Minh Khoa", "Vũ Ngọc Lan", "Hoàng Gia Bảo")
CLIP_S: Final = 45
"""How much of a student's camera a tour needs before it comes again."""
VISITOR: Final = "Trịnh Thu Hà"


@dataclass(frozen=True)
class Room:
    """A room full of students; one of them will be reviewed."""

    reviewed: RecordedAttempt
    calm: tuple[RecordedAttempt, ...]

    def be_there(self) -> None:
        for attempt in (self.reviewed, *self.calm):
            attempt.be_there()

    def end(self) -> None:
        """Hand in, confirm one of the things noted, and close."""
        for attempt in (self.reviewed, *self.calm):
            attempt.submit()
        one = self.reviewed
        found = one.review()["violations"][0]["violation_id"]
        path = f"/exams/{one.exam_id}/attempts/{one.attempt_id}/violations/{found}/review"
        one.api.call("POST", path, {"act": "confirm"}, token=one.lecturer)
        one.api.call("POST", f"/exams/{one.exam_id}/close", {}, token=one.lecturer)


@dataclass(frozen=True)
class Stop:
    """A page that stands still; its name is that of its picture."""

    name: str
    page: Page


OpenPage = Callable[..., Page]


def tour(system: System, browser: Browser, open_page: OpenPage) -> Iterator[Stop]:
    """
    Lead through every page, the student's first.

    Args:
        system: The running site.
        browser: A browser with a camera.
        open_page: Opens a page of the site in it.
    """
    room = seed(system)
    attempt = room.reviewed
    yield from _taking(attempt, open_page(browser, f"/room/{attempt.room_code}", camera=True))
    lecturer = open_page(browser, "/lecturer")
    yield from _before_and_during(room, system, lecturer)
    room.end()
    yield from _after(attempt, lecturer)
    yield from _told(attempt, open_page(browser, "/"))


def seed(system: System) -> Room:
    """Fill a room: one who was left alone by the camera and joined by somebody, others calm."""
    reviewed = RecordedAttempt.begin(system, name=REVIEWED, number="11B2-03", content=toured_exam())
    reviewed.choose(0)
    reviewed.show(_reviewed_pictures())
    calm = []
    for number, name in enumerate(CALM, 4):
        attempt = reviewed.beside(name=name, number=f"11B2-0{number}")
        attempt.choose(number % 2)
        light, mirrored = 0.7 + 0.1 * (number % 4), number % 2 == 0
        attempt.show(islice(astronaut(light=light, mirrored=mirrored), 10))
        calm.append(attempt)
    orders = (
        {"kind": "message", "text": "Các em kiểm tra lại số báo danh."},
        {"kind": "extra_time", "minutes": 5},
    )
    for order in orders:
        reviewed.act(order)
    bank = {"items": [{"question": question} for question in toured_exam()["questions"]]}
    reviewed.api.call("POST", "/bank-questions", bank, token=reviewed.lecturer)
    return Room(reviewed, tuple(calm))


def _reviewed_pictures() -> Iterator[Picture]:
    parts = ((astronaut(), 40), (empty_room(), 10), (astronaut(), 20), (two_people(), 10))
    return chain.from_iterable(islice(pictures, seconds) for pictures, seconds in parts)


def _taking(attempt: RecordedAttempt, page: Page) -> Iterator[Stop]:
    """From the code of the room to the question of whether to hand in."""
    page.get_by_label("Họ và tên").fill(VISITOR)
    page.get_by_label("Số báo danh").fill("11B2-09")
    yield Stop("student-join", page)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_label("Tôi đã đọc và đồng ý")).to_be_visible()
    yield Stop("student-notice", page)
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    page.get_by_role("button", name="Đồng ý và bật camera").click()
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_be_enabled()
    yield Stop("student-waiting", page)
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    page.get_by_role("radio").first.check()
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


def _before_and_during(room: Room, system: System, page: Page) -> Iterator[Stop]:
    """What a lecturer writes, and the room."""
    exam = f"/exams/{room.reviewed.exam_id}"
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    yield Stop("sign-in", page)
    sign_in(page, system)
    expect(page.get_by_role("link", name=toured_exam()["title"]).first).to_be_visible()
    yield Stop("exams", page)
    yield _at(page, "exam-new", "/exams/new")
    yield _at(page, "exam", exam)
    yield _at(page, "bank", "/bank", shows="quang hợp")
    yield _at(page, "print", f"{exam}/print")
    yield _at(page, "alerts", "/alerts")
    yield _at(page, "not-found", "/nowhere")
    room.be_there()
    wall = _at(page, "room", f"{exam}/room", shows=REVIEWED)
    expect(page.locator(".student-card img")).to_have_count(len(CALM) + 2)
    yield wall
    page.locator(".student-card").filter(has_text=REVIEWED).click()
    expect(page.get_by_role("dialog").get_by_text("Không thấy khuôn mặt")).to_be_visible()
    yield Stop("room-student", page)
    page.keyboard.press("Escape")
    for name, tab in (("room-observations", "Ghi nhận"), ("room-acts", "Nhật ký")):
        page.get_by_role("tab", name=tab).click()
        yield Stop(name, page)


def _after(attempt: RecordedAttempt, page: Page) -> Iterator[Stop]:
    """The review, the scores, the policy."""
    exam = f"/exams/{attempt.exam_id}"
    yield _at(page, "review", f"{exam}/attempts/{attempt.attempt_id}", shows=REVIEWED)
    yield _at(page, "results", f"{exam}/results", shows=REVIEWED)
    for name, tab in (("results-questions", "Câu hỏi"), ("results-noted", "Ghi nhận")):
        page.get_by_role("tab", name=tab).click()
        yield Stop(name, page)
    yield _at(page, "policy", f"{exam}/policy")


def _told(attempt: RecordedAttempt, page: Page) -> Iterator[Stop]:
    """What a student reads afterwards."""
    keep_attempt(page, attempt)
    expect(page.get_by_label("Giải trình của bạn")).to_be_visible()
    yield Stop("student-result", page)


def _at(page: Page, name: str, path: str, *, shows: str = "") -> Stop:
    page.goto(f"/lecturer{path}", wait_until="networkidle")
    if shows:
        expect(page.get_by_role("main").get_by_text(shows).first).to_be_visible()
    return Stop(name, page)
