"""A whole exam by the keyboard alone: from the door to the receipt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from local import demo
from tests.e2e.clips import one_person, write_clip
from tests.e2e.conftest import System

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

MOST_TABS: Final = 60
QUESTIONS: Final[list[dict[str, Any]]] = [
    {
        "type": "single_choice",
        "text": "Từ nào có phần <u>gạch chân</u> đọc khác?",
        "choices": [{"text": text} for text in ("h<u>ea</u>d", "s<u>ea</u>", "br<u>ea</u>d")],
        "correct_choice": 1,
    },
    {
        "type": "several_choices",
        "text": "Chọn các axit.",
        "choices": [{"text": text} for text in ("HCl", "NaOH", "HNO3")],
        "correct_choices": [0, 2],
    },
    {
        "type": "true_false",
        "text": "Đốt metan.",
        "statements": [
            {"text": "Tỏa nhiệt.", "correct": True},
            {"text": "Thu nhiệt.", "correct": False},
        ],
    },
    {"type": "number", "text": "Tính pH.", "number": 2.5},
    {"type": "short_text", "text": "Tên của NaCl?", "accepted": ["muối ăn"]},
]
FOCUSED: Final = """() => {
  const one = document.activeElement;
  const labels = [...(one.labels ?? [])].map((label) => label.textContent).join(" ");
  return (one.getAttribute("aria-label") || labels || one.textContent).trim();
}"""


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("camera") / "clip.mjpeg", (one_person(), 60))


def open_exam(system: System) -> str:
    """Open an exam with a question of every type; return its room's code."""
    content = demo.exam_content(datetime.now(UTC), None)
    content["questions"] = [{**question, "points": 1} for question in QUESTIONS]
    sign_in = {name: system.demo[name] for name in ("email", "password")}
    with httpx.Client(base_url=f"{system.site}/api", trust_env=False, timeout=20) as client:
        session = client.post("/sign-in", json=sign_in).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {session['id_token']}"
        exam = client.post("/exams", json=content).raise_for_status().json()
        opened = client.post(f"/exams/{exam['exam_id']}/open", json={}).raise_for_status().json()
    code: str = opened["room_code"]
    return code


def test_an_exam_is_taken_by_the_keyboard_alone(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    camera: Path,
) -> None:
    page = open_page(launch(camera), f"/room/{open_exam(system)}", camera=True, width=320)
    enter(page)
    answer_all(page)

    go_to(page, "Nộp bài")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("đánh dấu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert page.evaluate(FOCUSED) == "Nộp bài"
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    go_to(page, "Nộp bài")
    page.keyboard.press("Enter")

    expect(page.get_by_text("5 / 5")).to_be_visible()


def enter(page: Page) -> None:
    expect(page.get_by_label("Họ và tên")).to_be_visible()
    go_to(page, "Họ và tên")
    page.keyboard.type("Nguyễn Văn An")
    go_to(page, "Số báo danh")
    page.keyboard.type("SBD001")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Tôi đã đọc và đồng ý")).to_be_visible()
    go_to(page, "Tôi đã đọc và đồng ý")
    page.keyboard.press("Space")
    go_to(page, "Đồng ý và bật camera")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Bắt đầu làm bài")).to_be_enabled()
    go_to(page, "Bắt đầu làm bài")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Câu 1", exact=True)).to_be_visible(timeout=30_000)


def answer_all(page: Page) -> None:
    expect_question(page, 1)
    assert page.locator("u").all_inner_texts() == ["gạch chân", "ea", "ea", "ea"]
    go_to(page, "head")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="sea")).to_be_checked()
    go_on(page, 2)
    for choice in ("HCl", "HNO3"):
        go_to(page, choice)
        page.keyboard.press("Space")
    go_on(page, 3)
    go_to(page, "Đúng")
    page.keyboard.press("Space")
    go_to(page, "Bỏ chọn ở ý a")
    go_to(page, "Đúng")
    page.keyboard.press("ArrowRight")
    go_on(page, 4)
    go_to(page, "Câu trả lời của bạn")
    page.keyboard.type("2,5")
    go_on(page, 5)
    go_to(page, "Câu trả lời của bạn")
    page.keyboard.type("Muối ăn")
    go_to(page, "Đánh dấu xem lại")
    page.keyboard.press("Space")
    expect(page.get_by_text("Đã lưu")).to_be_visible()


def go_on(page: Page, number: int) -> None:
    go_to(page, "Câu sau")
    page.keyboard.press("Enter")
    expect_question(page, number)


def expect_question(page: Page, number: int) -> None:
    """Wait for a question; its heading has the focus, so that reading begins there."""
    expect(page.get_by_role("heading", name=f"Câu {number}", exact=True)).to_be_focused()


def go_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if str(page.evaluate(FOCUSED)).startswith(name):
            return
    pytest.fail(f"no Tab leads to {name!r}")
