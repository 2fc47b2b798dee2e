"""A class takes a teacher's Word file: one offline for a while, one reloads, results in Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.e2e.clips import one_person, write_clip
from tests.e2e.conftest import System
from tests.e2e.test_whole_way import join, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

ROOM_CODE: Final = "WRD234"
VIETNAM: Final = timezone(timedelta(hours=7))
QUESTIONS: Final = (
    ("Kim loại nào dẫn điện tốt nhất?", ("Đồng", "Bạc", "Nhôm", "Sắt"), 1),
    ("Khí nào duy trì sự cháy?", ("Nitơ", "Oxi", "Heli", "Neon"), 1),
    ("Chất nào tan trong nước?", ("Cát", "Dầu", "Đường", "Sắt"), 2),
)


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("camera") / "clip.mjpeg", (one_person(), 60))


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """A test as teachers write it: the right choice underlined."""
    document = Document()
    for number, (text, choices, right) in enumerate(QUESTIONS, 1):
        document.add_paragraph(f"Câu {number}. {text}")
        for place, choice in enumerate(choices):
            run = document.add_paragraph().add_run(f"{'ABCD'[place]}. {choice}")
            run.underline = place == right
    path = tmp_path / "de-thi.docx"
    document.save(str(path))
    return path


def test_a_word_file_becomes_an_exam_that_a_class_takes_and_the_results_a_workbook(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    camera: Path,
    word_file: Path,
    tmp_path: Path,
) -> None:
    lecturer = open_page(launch(), "/lecturer")
    sign_in(lecturer, system)
    import_exam(lecturer, word_file)
    open_room(lecturer)

    students = launch(camera)
    offline = open_page(students, f"/room/{ROOM_CODE}", camera=True)
    join(offline, name="Nguyễn Văn An", number="SBD001")
    reloading = open_page(students, f"/room/{ROOM_CODE}", camera=True, width=390)
    join(reloading, name="Trần Thị Bình", number="SBD002")

    answer_offline(offline, right=3)
    answer_with_a_reload(reloading, right=1)
    for page, score in ((offline, "3 / 3"), (reloading, "1 / 3")):
        hand_in(page)
        expect(page.get_by_text(score)).to_be_visible()

    lecturer.get_by_role("main").get_by_role("link", name="Kết quả", exact=True).first.click()
    expect(lecturer.get_by_role("main").get_by_text("Trần Thị Bình").first).to_be_visible()
    book = save_workbook(lecturer, tmp_path)
    assert book["Điểm"] == [
        ("SBD001", "Nguyễn Văn An", 3, (1, 1, 1)),
        ("SBD002", "Trần Thị Bình", 1, (1, 0, 0)),
    ]
    assert book["Bài làm"] == [("B", "B", "C"), ("B", "C", "D")]

    lecturer.get_by_role("tab", name="Phân tích câu hỏi").click()
    expect(lecturer.get_by_role("heading", name="Câu 3", exact=True)).to_be_visible()
    assert book["Phân tích câu hỏi"] == [("B", 2, 1), ("B", 2, 0.5), ("C", 2, 0.5)]


def import_exam(page: Page, word_file: Path) -> None:
    page.get_by_role("link", name="Tạo kỳ thi").first.click()
    page.get_by_label("Tên kỳ thi").fill("Kiểm tra 15 phút")
    page.get_by_label("Tên phòng thi").fill("Phòng 12A2")
    page.get_by_label("Mã phòng").fill(ROOM_CODE)
    started = datetime.now(VIETNAM) - timedelta(minutes=5)
    page.get_by_role("textbox", name="Bắt đầu").fill(f"{started:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Nhập từ tệp").click()
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files(word_file)
    for text, _, _ in QUESTIONS:
        expect(dialog.get_by_text(text)).to_be_visible()
    dialog.get_by_role("button", name="Thêm 3 câu").click()
    page.get_by_role("button", name="Tạo kỳ thi").click()


def open_room(page: Page) -> None:
    page.get_by_role("button", name="Mở phòng").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Mở phòng").click()
    expect(page.get_by_text("Đang mở").first).to_be_visible()


def answer_offline(page: Page, *, right: int) -> None:
    """Lose the network before the second question, and get it back after the last."""
    choose(page, 0, right=right)
    expect(page.get_by_text("Đã lưu")).to_be_visible()
    page.context.set_offline(True)
    choose(page, 1, right=right)
    choose(page, 2, right=right)
    expect(page.get_by_text("Đang chờ mạng").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đã lưu")).to_be_visible(timeout=30_000)


def answer_with_a_reload(page: Page, *, right: int) -> None:
    choose(page, 0, right=right)
    expect(page.get_by_text("Đã lưu")).to_be_visible()
    page.reload()
    expect(page.get_by_role("radio", name="Bạc", exact=True)).to_be_checked()
    choose(page, 1, right=right)
    choose(page, 2, right=right)
    expect(page.get_by_text("Đã lưu")).to_be_visible()


def choose(page: Page, number: int, *, right: int) -> None:
    """Go to a question and answer it: rightly, if it is one of the first ``right``."""
    text, choices, correct = QUESTIONS[number]
    if number:
        page.get_by_role("button", name="Câu sau").click()
    expect(page.get_by_text(text)).to_be_visible()
    chosen = correct if number < right else (correct + 1) % len(choices)
    page.get_by_role("radio", name=choices[chosen], exact=True).check()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Nộp bài").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()


def save_workbook(page: Page, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Save the results as Excel and read back what the test looks at."""
    page.get_by_role("button", name="Tải kết quả").click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name="Excel").click()
    path = folder / saved.value.suggested_filename
    saved.value.save_as(path)
    book = openpyxl.load_workbook(path)
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    return {
        "Điểm": [(r[0], r[1], r[4], r[7:10]) for r in rows["Điểm"]],
        "Bài làm": [r[2:5] for r in rows["Bài làm"]],
        "Phân tích câu hỏi": [(r[2], r[4], r[5]) for r in rows["Phân tích câu hỏi"][:3]],
    }
