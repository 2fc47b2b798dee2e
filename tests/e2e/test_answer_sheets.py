"""A sheet from both sides: the student sees what was right, the lecturer what was answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import RecordedAttempt
from tests.e2e.test_whole_way import sign_in
from tests.e2e.toured_exam import toured_exam

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

NAME, NEXT = "Phạm Thị Hồng Ưng", "Trịnh Thu Vân"


def handed_in(system: System) -> RecordedAttempt:
    """A student who took one wrong choice, and one after whom nobody chose anything."""
    content = {**toured_exam(), "settings": {"show_keys": "at_once"}}
    attempt = RecordedAttempt.begin(system, name=NAME, number="11B2-03", content=content)
    asked = attempt.page["paper"][0]
    answer = {
        "choice_id": asked["choices"][1]["choice_id"],
        "sequence": 1,
        "answered_ms": round(datetime.now(UTC).timestamp() * 1000),
    }
    path = f"/attempts/{attempt.attempt_id}/answers/{asked['question_id']}"
    attempt.api.call("PUT", path, answer, token=attempt.student)
    attempt.submit()
    attempt.beside(name=NEXT, number="11B2-04").submit()
    return attempt


def test_a_student_reads_the_right_answers_and_the_lecturer_the_sheet(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    attempt = handed_in(system)
    browser = launch()
    student = open_page(browser, "/")
    stored = {
        "attempt_id": attempt.attempt_id,
        "attempt_token": attempt.student,
        "room_code": attempt.room_code,
        "finished": True,
    }
    student.evaluate("kept => localStorage.setItem('giam-thi.attempt', kept)", json.dumps(stored))
    student.reload()
    student.get_by_role("button", name="Xem đáp án").click()
    first = student.get_by_role("region", name="Câu 1")
    expect(first.get_by_role("listitem").nth(0)).to_contain_text("đáp án đúng")
    expect(first.get_by_role("listitem").nth(1)).to_contain_text("đã chọn")
    expect(student.get_by_text("diệp lục / clorôphin")).to_be_visible()

    lecturer = open_page(browser, "/lecturer")
    sign_in(lecturer, system)
    lecturer.goto(f"/lecturer/exams/{attempt.exam_id}/results")
    lecturer.get_by_role("link", name=NAME).click()
    expect(lecturer.get_by_role("region", name="Câu 1")).to_contain_text("trả lời lúc")
    lecturer.get_by_role("link", name=f"Thí sinh sau: {NEXT}").click()
    expect(lecturer.get_by_role("heading", name=NEXT)).to_be_visible()
    expect(lecturer.get_by_role("region", name="Câu 1")).to_contain_text("Bỏ trống")
