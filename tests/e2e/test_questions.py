"""Questions from a Word file with pictures, to the page a student would see them on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System
from tests.e2e.test_whole_way import sign_in
from tests.unit.importing.word_files import WordFile

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
TRIES = 100
TWO_LINES: Final = 80
"""Pixels; one line of the header is 57."""

TITLE: Final = "Vật lí 12, có hình"


def drawing(shape: str, width: int = 320, height: int = 180) -> bytes:
    """Black lines on white, as in a textbook."""
    canvas: Any = np.full((height, width, 3), 255, np.uint8)
    if shape == "circuit":
        cv2.rectangle(canvas, (40, 40), (280, 140), (0, 0, 0), 3)
        cv2.rectangle(canvas, (120, 25), (200, 55), (255, 255, 255), -1)
        cv2.rectangle(canvas, (120, 25), (200, 55), (0, 0, 0), 3)
    else:
        cv2.line(canvas, (20, height - 20), (width - 20, 20), (0, 0, 0), 3)
    return cv2.imencode(".png", canvas)[1].tobytes()


def word_file() -> bytes:
    word = WordFile()
    word.picture(word.write("Câu 1. Cho mạch điện như hình vẽ "), drawing("circuit"), "Mạch điện")
    word.write("Điện trở tương đương là bao nhiêu?")
    for line in ("A. 2 Ω", "*B. 4 Ω", "C. 6 Ω", "D. 8 Ω", "Họ tên thí sinh: ..............."):
        word.write(line)
    word.write("Câu 2 (TH). Đồ thị nào là của chuyển động đều?")
    word.picture(word.write("A. "), drawing("line"))
    word.write("*B. Không có đồ thị nào")
    return word.data()


def test_pictures_of_a_word_file_are_kept(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/lecturer")
    sign_in(page, system)
    page.get_by_role("link", name="Tạo kỳ thi").first.click()
    page.get_by_label("Tên kỳ thi").fill(TITLE)
    page.get_by_label("Tên phòng thi").fill("Phòng 12A1")
    import_file(page, word_file())
    choose_picture(page, "Đáp án B", drawing("line", 200, 200))
    page.get_by_label("Mô tả hình 1").last.fill("Đường thẳng đi lên")
    page.get_by_role("button", name="Tạo kỳ thi").click()
    expect(page.get_by_text("Đã lưu kỳ thi.")).to_be_visible()

    page.reload()

    expect(page.get_by_label("Nội dung câu hỏi").first).to_have_value(
        "Cho mạch điện như hình vẽ [[hình 1]]\nĐiện trở tương đương là bao nhiêu?"
    )
    expect(page.get_by_label("Mô tả hình 1").last).to_have_value("Đường thẳng đi lên")
    expect_pictures(page, 3)


def test_a_question_goes_into_the_bank_and_from_there_into_a_printed_exam(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/lecturer")
    sign_in(page, system)
    page.get_by_role("link", name="Ngân hàng câu hỏi").click()
    import_file(page, word_file(), into="bank")
    labels = page.get_by_role("dialog")
    expect(labels.get_by_text("Tệp đã ghi mức độ của 1 câu")).to_be_visible()
    labels.get_by_label("Môn").fill("Vật lí")
    labels.get_by_label("Chương, bài").fill("Dao động")
    labels.get_by_label("Mức độ").select_option(label="Vận dụng")
    labels.get_by_role("button", name="Lưu vào ngân hàng").click()
    expect(page.get_by_role("article")).to_have_count(2)
    search = page.get_by_role("search")
    for level in ("Thông hiểu", "Vận dụng"):
        search.get_by_label("Mức độ").select_option(label=level)
        expect(page.get_by_role("article")).to_have_count(1)
        expect(page.get_by_role("article").get_by_text(level, exact=True)).to_be_visible()
    search.get_by_label("Mức độ").select_option(label="Tất cả")
    search.get_by_role("combobox", name="Chương, bài").click()
    page.get_by_role("option", name="Dao động").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_label("Tìm kiếm").fill("mach dien tro")
    expect(page.get_by_role("article")).to_have_count(1)
    expect_pictures(page, 1)

    page.goto("/lecturer/exams/new")
    page.get_by_label("Tên kỳ thi").fill("Đề từ ngân hàng")
    page.get_by_label("Tên phòng thi").fill("Phòng 1")
    page.get_by_role("button", name="Lấy từ ngân hàng").click()
    dialog = page.get_by_role("dialog")
    for _ in range(2):
        dialog.get_by_role("button", name="Chọn", exact=True).first.click()
    dialog.get_by_role("button", name="Thêm 2 câu hỏi vào đề").click()
    page.get_by_role("button", name="Tạo kỳ thi").click()
    expect(page.get_by_text("Đã lưu kỳ thi.")).to_be_visible()
    page.get_by_role("button", name="Xuất đề").click()
    page.get_by_role("menuitem", name="In ra giấy").click()
    page.get_by_label("Số mã đề").fill("3")
    expect(page.get_by_role("article")).to_have_count(4)  # three papers and their key
    expect(page.get_by_role("columnheader", name="Mã đề 103")).to_be_visible()
    expect_pictures(page, 2)
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 4


def test_on_a_telephone_the_header_is_one_line_and_its_ways_are_in_a_menu(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    page = open_page(launch(), "/lecturer", width=390)
    sign_in(page, system)
    heights = page.evaluate("[...document.querySelectorAll('header')].map((e) => e.offsetHeight)")
    assert max(heights) < TWO_LINES
    page.get_by_role("button", name="Mở danh mục").click()
    page.get_by_role("menuitem", name="Ngân hàng câu hỏi").click()
    expect(page.get_by_role("heading", name="Ngân hàng câu hỏi")).to_be_visible()
    page.get_by_role("button", name="Mở danh mục").click()
    page.get_by_role("menuitem", name="English").click()
    expect(page.get_by_role("heading", name="Question bank")).to_be_visible()
    page.get_by_role("button", name="Open the menu").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def import_file(page: Page, data: bytes, *, into: str = "exam") -> None:
    page.get_by_role("button", name="Nhập từ tệp").click()
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files(
        {"name": "de.docx", "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(dialog.get_by_text("Đọc được 2 câu hỏi.")).to_be_visible()
    first = dialog.locator(".import-notes")
    expect(first).to_contain_text("Họ tên thí sinh")
    expect_pictures(page, 2)
    name = "Đưa 2 câu hỏi vào ngân hàng" if into == "bank" else "Thêm 2 câu hỏi vào đề"
    dialog.get_by_role("button", name=name).click()
    if into == "exam":
        expect(dialog).not_to_be_visible()


def choose_picture(page: Page, field: str, data: bytes) -> None:
    """Put a picture into a field of the last question."""
    area = page.get_by_role("textbox", name=field, exact=True).last
    tool = area.locator("xpath=../..").get_by_role("button", name="Thêm hình")
    with page.expect_file_chooser() as chooser:
        tool.click()
    chooser.value.set_files({"name": "hinh.png", "mimeType": "image/png", "buffer": data})
    expect(area).to_have_value("Không có đồ thị nào [[hình 1]]")


def expect_pictures(page: Page, count: int) -> None:
    """Wait until so many different pictures are not only there but seen."""
    seen = (
        "() => new Set([...document.querySelectorAll('img.picture')]"
        ".filter((one) => one.complete && one.naturalWidth > 0).map((one) => one.src)).size"
    )
    # Not by wait_for_function, which evaluates texts as the pages forbid.
    for _ in range(TRIES):
        if page.evaluate(seen) == count:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(seen) == count
