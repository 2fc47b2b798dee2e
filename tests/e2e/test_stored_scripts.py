"""What people write is shown as they wrote it: in no page does any of it run, or is even tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.e2e.conftest import System
from tests.e2e.recorded_attempt import RecordedAttempt, keep_attempt
from tests.e2e.test_security_headers import NOTE_VIOLATIONS, violations
from tests.e2e.test_whole_way import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

TAG: Final = '<img src=x onerror="window.ran=1">'
SHORT: Final = f"{TAG}An"
"""Fits a name."""
MESSAGE: Final = rf"{TAG}<script>window.ran=1</script> $\href{{javascript:window.ran=1}}{{x}}$"
LONG: Final = (
    f'{TAG}<script>window.ran=1</script><svg onload="window.ran=1"><iframe srcdoc="{TAG}">'
    '<a href="javascript:window.ran=1">a</a> [a](javascript:window.ran=1) ![a](picture:data:0)'
    r" $\href{javascript:window.ran=1}{x}$ $\url{javascript:window.ran=1}$"
    r" $\htmlData{onclick=window.ran=1}{x}$ $\htmlStyle{background:url(x)}{x}$"
    r" $\includegraphics{https://elsewhere.example/x.png}$ $\text{<script>window.ran=1</script>}$"
    f" $<{TAG}$ $x_{{{TAG}}}^2$ {{{{constructor.constructor('window.ran=1')()}}}}"
)


def exam() -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "title": SHORT,
        "subject": SHORT,
        "room_name": SHORT,
        "starts_at": (now - timedelta(minutes=1)).isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 45,
        "settings": {"instructions": LONG, "answers_shown": "at_once"},
        "questions": [
            {
                "type": "single_choice",
                "text": LONG,
                "points": 1,
                "explanation": LONG,
                "part": SHORT,
                "choices": [{"text": LONG}, {"text": "b"}],
                "correct_choice": 0,
            },
            {"type": "short_text", "text": LONG, "points": 1, "accepted": [SHORT]},
        ],
    }


def test_nothing_that_was_written_runs_in_any_page(
    system: System, launch: Callable[..., Browser], open_page: Callable[..., Page]
) -> None:
    attempt = RecordedAttempt.begin(system, name=SHORT, number=TAG, content=exam())
    api, address = attempt.api, f"/exams/{attempt.exam_id}"
    for order in ("message", "pause"):
        attempt.act({"kind": order, "text": MESSAGE})
    attempt.act({"kind": "resume"})
    item = {"question": exam()["questions"][0], "subject": SHORT, "chapter": SHORT, "tags": [SHORT]}
    api.call("POST", "/bank-questions", {"items": [item]}, token=attempt.lecturer)
    line = {"student_number": TAG, "student_name": SHORT, "class_name": TAG}
    version = {"if-match": '"0"'}
    roster = {"entries": [line]}
    api.call("PUT", f"{address}/roster", roster, token=attempt.lecturer, **version)

    browser = launch()
    student = open_page(browser, "/", width=390, script=NOTE_VIOLATIONS)
    keep(student, attempt, finished=False)
    expect(student.get_by_text("onerror").first).to_be_visible()
    quiet = [student]
    attempt.choose(1)
    attempt.submit()
    keep_attempt(student, attempt)
    expect(student.get_by_text("onerror").first).to_be_visible()

    lecturer = open_page(browser, "/lecturer", script=NOTE_VIOLATIONS)
    sign_in(lecturer, system)
    look_at(lecturer, "")
    attempt_page = f"{address}/attempts/{attempt.attempt_id}"
    pages = ("", "/room", "/results", "/roster", "/print", "/policy", "/cameras")
    for path in (*(f"{address}{page}" for page in pages), "/bank"):
        look_at(lecturer, path)
    for path in (attempt_page, f"{attempt_page}/sheet"):
        look_at(lecturer, path)
    import_a_file(lecturer)
    mails = open_page(browser, "/mail", script=NOTE_VIOLATIONS)
    expect(mails.get_by_role("heading").first).to_be_visible()
    quiet += [mails]
    for page in quiet:
        expect_nothing_ran(page)


def keep(page: Page, attempt: RecordedAttempt, *, finished: bool) -> None:
    kept = {
        "attempt_id": attempt.attempt_id,
        "attempt_token": attempt.student,
        "room_code": "",
        "finished": finished,
    }
    page.evaluate("kept => localStorage.setItem('giam-thi.attempt', JSON.stringify(kept))", kept)
    page.reload()


def look_at(page: Page, path: str) -> None:
    page.goto(f"/lecturer{path}")
    page.wait_for_load_state("networkidle")
    expect(page.locator("body")).to_contain_text("onerror")
    expect_nothing_ran(page)


def import_a_file(page: Page) -> None:
    """Look at what a hostile file of Moodle's holds."""
    markup = f"&lt;p&gt;{escape(escape(LONG))}&lt;/p&gt;{escape(LONG)}"
    quiz = (
        '<quiz><question type="shortanswer"><questiontext format="html">'
        f'<text>{markup}</text></questiontext><answer fraction="100"><text>{escape(SHORT)}</text>'
        "</answer></question></quiz>"
    )
    page.goto("/lecturer/exams/new")
    page.get_by_role("button", name="Nhập từ tệp").click()
    file: FilePayload = {"name": f"{TAG}.xml", "mimeType": "text/xml", "buffer": quiz.encode()}
    dialog = page.get_by_role("dialog")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files(file)
    expect(dialog.get_by_text("onerror").first).to_be_visible()
    expect_nothing_ran(page)


def expect_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.ran") is None
    assert violations(page) == []
