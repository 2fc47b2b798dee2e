"""A lecturer's account in a browser, from the invitation to the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from local import demo
from tests.e2e.conftest import System
from tests.integration.core.authenticators import code_of

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

NAME = "Thầy Bình"
CHOSEN = "Cong-vien-2026"
ANOTHER = "Bo-bien-2027"


def enter(page: Page, email: str, password: str) -> None:
    page.get_by_label("Địa chỉ e-mail").fill(email)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def expect_to_be_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Đăng xuất", exact=True)).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def temporary_password(system: System, email: str) -> str:
    mail = next(mail for mail in system.mails() if email in mail["to"])
    found = re.search(r"^\S+-Gt\d$", mail["text"], re.MULTILINE)
    assert found
    return found[0]


def test_an_account_from_the_invitation_to_its_end(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    email = f"binh-{uuid4().hex[:8]}@truong-mau.example"
    browser = launch()
    admin, page = (open_page(browser, "/lecturer") for _ in range(2))

    enter(admin, demo.ADMIN_EMAIL, demo.PASSWORD)
    admin.get_by_role("link", name="Giảng viên").click()
    admin.get_by_role("button", name="Mời giảng viên").click()
    admin.get_by_label("Tên", exact=True).fill(NAME)
    admin.get_by_label("Địa chỉ e-mail").fill(email)
    admin.get_by_role("button", name="Gửi lời mời").click()
    account = admin.get_by_role("listitem").filter(has_text=email)
    expect(account.get_by_text("Đã mời")).to_be_visible()

    enter(page, email, temporary_password(system, email))
    page.get_by_label("Mật khẩu mới").fill("ngan")
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_text("Cần ít nhất 12 ký tự")).to_be_visible()
    page.get_by_label("Mật khẩu mới").fill(CHOSEN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect_to_be_in(page)
    expect(page.get_by_role("link", name="Giảng viên")).to_have_count(0)

    page.get_by_role("link", name="Tài khoản").click()
    page.get_by_label("Mật khẩu hiện tại").fill(CHOSEN)
    page.get_by_label("Mật khẩu mới").fill(ANOTHER)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_text("Đã đổi mật khẩu.")).to_be_visible()
    page.get_by_role("button", name="Bật", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Mã QR")).to_be_visible()
    key = page.get_by_role("dialog").locator("pre").inner_text().replace(" ", "")
    page.get_by_label("Mã 6 chữ số").fill(code_of(key))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text("Đang bật")).to_be_visible()

    leave(page)
    enter(page, email, ANOTHER)
    expect(page.get_by_role("heading", name="Nhập mã xác thực")).to_be_visible()
    page.get_by_label("Mã 6 chữ số").fill(code_of(key))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect_to_be_in(page)
    leave(page)

    admin.reload()
    account.get_by_role("button", name=f"Thao tác với tài khoản {NAME}").click()
    admin.get_by_role("menuitem", name="Khóa tài khoản").click()
    admin.get_by_role("dialog").get_by_role("button", name="Khóa tài khoản").click()
    expect(account.get_by_text("Đã khóa", exact=True)).to_be_visible()
    enter(page, email, ANOTHER)
    expect(page.get_by_role("main").get_by_role("alert")).to_be_visible()


def test_who_forgot_a_password_learns_nothing_of_who_has_an_account(
    launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/lecturer")
    page.get_by_role("link", name="Quên mật khẩu?").click()
    # Until this page has loaded, the sign-in page still asks for an address, too.
    expect(page.get_by_role("heading", name="Quên mật khẩu")).to_be_visible()
    page.get_by_label("Địa chỉ e-mail").fill("khong-ai@truong-mau.example")
    page.get_by_role("button", name="Gửi mã").click()
    expect(page.get_by_role("status")).to_contain_text(
        "Nếu khong-ai@truong-mau.example có tài khoản"
    )
    page.get_by_label("Mã trong e-mail").fill("123456")
    page.get_by_label("Mật khẩu mới").fill(CHOSEN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã không đúng hoặc đã hết hạn")
