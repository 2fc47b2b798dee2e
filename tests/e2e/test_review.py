"""After the exam: a lecturer decides by keyboard, the student explains, a report is made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.e2e.clips import PICTURE_FPS, Picture, empty_room, one_person, two_people
from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import RecordedAttempt, keep_attempt
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

STUDENT: Final = "Phạm Thị Hồng Ưng"


def pictures() -> Iterator[Picture]:
    """Yield a minute and a half of somebody calm, then nobody, then two people, then calm."""
    calm = islice(one_person(), 0, None, PICTURE_FPS)
    yield from islice(calm, 90)
    yield from islice(empty_room(), 10)
    yield from islice(calm, 30)
    yield from islice(two_people(), 10)
    yield from islice(calm, 20)


def test_an_attempt_is_reviewed_by_keyboard_explained_and_reported(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    attempt = RecordedAttempt.begin(system, name=STUDENT, number="11B2-03")
    attempt.show(pictures())
    address = f"/exams/{attempt.exam_id}/attempts/{attempt.attempt_id}"

    lecturer = open_page(launch(), "/lecturer")
    sign_in(lecturer, system)
    lecturer.goto(f"/lecturer{address}")
    expect(lecturer.get_by_role("heading", name=STUDENT)).to_be_visible()
    expect(lecturer.get_by_text("Đã xem 0/2")).to_be_visible()
    expect(lecturer.get_by_role("figure", name="Đầu quay")).to_be_visible()

    look_at_the_beginning(lecturer)

    press(lecturer, "c")
    expect(lecturer.get_by_text("Đã xem 1/2")).to_be_visible()
    lecturer.keyboard.press("n")
    lecturer.keyboard.type("Em gái vào phòng.")
    lecturer.keyboard.press("Escape")
    press(lecturer, "d")
    expect(lecturer.get_by_text("Đã xem hết.")).to_be_visible()
    press(lecturer, "u")
    expect(lecturer.get_by_text("Đã xem 1/2")).to_be_visible()
    kinds = {one["kind"]: one for one in attempt.review()["violations"]}
    assert {kind: one["review"] for kind, one in kinds.items()} == {
        "no_face": "confirmed",
        "several_people": "open",
    }
    assert [step["act"] for step in kinds["several_people"]["history"]] == ["dismiss", "undo"]
    assert kinds["several_people"]["history"][0]["note"] == "Em gái vào phòng."

    attempt.submit()
    attempt.api.call("POST", f"/exams/{attempt.exam_id}/close", {}, token=attempt.lecturer)
    student = open_page(launch(), "/", width=390)
    keep_attempt(student, attempt)
    expect(student.get_by_text("Không thấy khuôn mặt")).to_be_visible()
    student.get_by_label("Giải trình của bạn").fill("Em xin phép ra ngoài.")
    student.get_by_role("button", name="Gửi giải trình").click()
    expect(student.get_by_text("Bạn đã giải trình")).to_be_visible()

    lecturer.reload()
    lecturer.get_by_role("button", name="Không thấy khuôn mặt").first.click()
    expect(lecturer.get_by_text("Em xin phép ra ngoài.")).to_be_visible()
    with lecturer.expect_download() as download:
        lecturer.get_by_role("button", name="Tải biên bản (PDF)").click()
    report = tmp_path / "report.pdf"
    download.value.save_as(report)
    text = " ".join(
        " ".join(
            page.extract_text() for page in PdfReader(io.BytesIO(report.read_bytes())).pages
        ).split()
    )
    for words in (STUDENT, "đã xác nhận", "Em xin phép ra ngoài.", "Mã SHA-256 của từng ảnh"):
        assert words in text


def look_at_the_beginning(page: Page) -> None:
    """Point at the timeline's first seconds: what the camera saw then is shown until Escape."""
    page.locator("svg.lanes").click(position={"x": 140, "y": 30})
    moment = page.get_by_role("region", name="Hình lúc")
    expect(moment.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(moment).to_be_hidden()


def press(page: Page, key: str) -> None:
    """Press a key of the review, once the page has settled the step before."""
    expect(page.get_by_role("button", name="Xác nhận", exact=True)).to_be_enabled()
    page.keyboard.press(key)
