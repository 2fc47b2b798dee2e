"""The lecturer's pages and dialogs, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from local import demo
from tests.e2e import privacy_tour
from tests.e2e.conftest import System
from tests.e2e.stops import Stop, dialog_at, stop_at
from tests.e2e.test_whole_way import sign_in
from tests.e2e.toured_exam import toured_exam
from tests.e2e.toured_room import ASKING, CALM, CAMERA, REVIEWED, VISITOR, Room

PASTED = """Câu 1. Bào quan nào tổng hợp prôtêin?
A. Lục lạp
*B. Ribôxôm
C. Ti thể
D. Không bào

Câu 2. Ở người, máu từ phổi về tim theo mạch nào?
A. Động mạch phổi
B. Tĩnh mạch phổi
"""


def before(room: Room, system: System, page: Page) -> Iterator[Stop]:
    """What a lecturer writes and chooses."""
    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    yield Stop("sign-in", page)
    yield stop_at(page, "forgotten-password", "/forgotten-password", shows="được gửi qua e-mail")
    page.goto("/lecturer")
    sign_in(page, system)
    expect(page.get_by_role("link", name=toured_exam()["title"]).first).to_be_visible()
    yield Stop("exams", page)
    yield stop_at(page, "exam-new", "/exams/new", shows="Nhập từ tệp")
    yield from _import(page)
    yield stop_at(page, "exam", room.address, shows="quang hợp")
    page.get_by_role("button", name="Giám sát").click()
    expect(page.get_by_role("combobox", name="Giữ ảnh camera trong")).to_be_visible()
    yield Stop("exam-settings", page)
    for name, title in (("exam-clone", "Nhân bản"), ("exam-share", "Đồng giảng viên")):
        page.get_by_role("button", name="Thao tác khác").click()
        page.get_by_role("menuitem", name=title).click()
        yield from dialog_at(page, name, title)
    yield stop_at(page, "bank", "/bank", shows="quang hợp")
    yield stop_at(page, "print", f"{room.address}/print", shows="quang hợp")
    yield stop_at(page, "alerts", "/alerts", shows="bị trả lại")
    yield stop_at(page, "account", "/account", shows="Ứng dụng xác thực")
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Mã QR")).to_be_visible()
    yield from dialog_at(page, "account-authenticator", "Bật ứng dụng xác thực")
    yield stop_at(page, "not-found", "/nowhere", shows="Không có trang này")
    room.write_roster()
    yield stop_at(page, "roster", f"{room.address}/roster", shows=REVIEWED)
    page.get_by_role("button", name="Nhập danh sách").click()
    yield from dialog_at(page, "roster-import", "Nhập danh sách")


def accounts(page: Page) -> Iterator[Stop]:
    """What an admin looks after."""
    page.get_by_label("Địa chỉ e-mail").fill(demo.ADMIN_EMAIL)
    page.get_by_label("Mật khẩu").fill(demo.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Kỳ thi", exact=True)).to_be_visible()
    yield stop_at(page, "lecturers", "/lecturers", shows="là bạn")
    page.get_by_role("button", name="Mời giảng viên").click()
    yield from dialog_at(page, "lecturers-invite", "Mời giảng viên")


def during(room: Room, page: Page) -> Iterator[Stop]:
    """The room, and what can be done in it."""
    room.be_there()
    room.add_camera()
    wall = stop_at(page, "room", f"{room.address}/room", shows=REVIEWED)
    expect(page.locator(".student-card img")).to_have_count(len(CALM) + 2)
    # Pictures of a while ago say so.
    expect(page.locator(".picture-note")).to_have_count(0, timeout=20_000)
    yield wall
    page.get_by_role("button", name="Thông báo,").click()
    expect(page.get_by_text("không đến nơi")).to_be_visible()
    yield Stop("room-alerts", page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cả phòng").click()
    page.get_by_role("menuitem", name="Nhắn tin").click()
    yield from dialog_at(page, "room-message", "Nhắn tin")
    page.locator(".student-card").filter(has_text=REVIEWED).click()
    expect(page.get_by_role("dialog").get_by_text("Không thấy khuôn mặt")).to_be_visible()
    yield Stop("room-student", page)
    for name, act in (("room-extra-time", "Thêm giờ"), ("room-end-attempt", "Kết thúc bài")):
        page.get_by_role("dialog").get_by_role("button", name=act).click()
        yield from dialog_at(page, name, act)
    page.keyboard.press("Escape")
    yield from _asking(page)
    for name, tab in (("room-observations", "Ghi nhận"), ("room-acts", "Nhật ký")):
        page.get_by_role("tab", name=tab).click()
        yield Stop(name, page)
    yield stop_at(page, "room-cameras", f"{room.address}/cameras", shows=CAMERA)
    yield from _live(room, page)


def after(room: Room, page: Page) -> Iterator[Stop]:
    """The review, the scores, the policy."""
    attempt = f"{room.address}/attempts/{room.reviewed.attempt_id}"
    page.goto(f"/lecturer{attempt}")
    expect(page.get_by_role("figure", name="Đầu quay")).to_be_visible()
    yield Stop("review", page)
    page.locator("svg.lanes").click(position={"x": 140, "y": 30})
    expect(page.get_by_role("region", name="Hình lúc").get_by_role("img")).to_be_visible()
    yield Stop("review-moment", page)
    yield from privacy_tour.of_a_student(page)
    yield stop_at(page, "sheet", f"{attempt}/sheet", shows="quang hợp")
    yield stop_at(page, "results", f"{room.address}/results", shows=REVIEWED)
    for name, tab in (("results-questions", "Câu hỏi"), ("results-noted", "Ghi nhận")):
        page.get_by_role("tab", name=tab).click()
        yield Stop(name, page)
    page.goto(f"/lecturer{room.address}/policy")
    expect(page.get_by_role("cell", name="Không thấy mặt")).to_be_visible()
    yield Stop("policy", page)


def _import(page: Page) -> Iterator[Stop]:
    """Questions from a text, looked over before they are taken."""
    page.get_by_role("button", name="Nhập từ tệp").click()
    page.get_by_label("Dán văn bản").fill(PASTED)
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("dialog").get_by_text("Bào quan nào tổng hợp")).to_be_visible()
    yield from dialog_at(page, "exam-import", "Nhập câu hỏi")


def _asking(page: Page) -> Iterator[Stop]:
    """Somebody at the door asks for an exam without a camera, and gets it."""
    page.locator(".student-card").filter(has_text=ASKING).click()
    page.get_by_role("dialog").get_by_role("button", name="Cho thi không camera").click()
    page.get_by_label("Lý do").fill("Máy của em hỏng camera, ngồi cùng giám thị.")
    yield Stop("room-waive-camera", page)
    dialog = page.get_by_role("dialog", name="thi không dùng camera")
    dialog.get_by_role("button", name="Cho thi không camera").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Không camera, Cô Lan cho phép")).to_be_visible()
    yield Stop("room-without-camera", page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def _live(room: Room, page: Page) -> Iterator[Stop]:
    """A student's camera, from browser to browser."""
    shown = stop_at(page, "live", f"{room.address}/live", shows=VISITOR)
    page.get_by_text(VISITOR, exact=True).click()
    tile = page.get_by_role("region", name=VISITOR)
    expect(tile.get_by_text("Trực tiếp")).to_be_visible(timeout=30_000)
    yield shown
