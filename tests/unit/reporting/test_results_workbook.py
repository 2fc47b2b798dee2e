"""The workbook of an exam's results, opened and read back."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Literal

import openpyxl
import pytest

from chalicelib.domain.attempts import AttemptState, Student
from chalicelib.domain.rosters import RosterEntry
from chalicelib.domain.scoring import score_paper
from chalicelib.reporting.results_workbook import write_results
from chalicelib.services.results import Results, read_results
from tests.fakes.admission_store import FakeAdmissionStore
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.samples import LECTURER, NOW, answers, attempt, exam, paper


def results(*names: str) -> Results:
    exams, attempts, questions = FakeExamStore(), FakeAttemptStore(), paper()
    exams.add(exam(), questions)
    for place, name in enumerate(names, 1):
        given = answers({"q1": "c2", "q2": "c1"})
        made = attempt(f"{place:032x}", student=Student(name, f"SBD00{place}"), answers=given)
        score = score_paper(questions, made.responses)
        done = replace(made, state=AttemptState.SUBMITTED, score=score, submitted_at=NOW)
        attempts.add(replace(done, receipt="14B8-CE09"))
    return read_results(
        "exam-1",
        lecturer=LECTURER,
        exams=exams,
        attempts=attempts,
        admissions=FakeAdmissionStore(),
    )


def opened(
    found: Results, language: Literal["vi", "en"] = "vi"
) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(write_results(found, language)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_a_line_holds_the_student_the_time_in_the_exams_zone_the_score_and_the_points() -> None:
    scores = opened(results("Nguyễn Văn An"))["Điểm"]
    assert scores == [
        (
            "Số báo danh",
            "Họ và tên",
            "Trạng thái",
            "Nộp lúc (Asia/Ho_Chi_Minh)",
            "Điểm",
            "Thang điểm",
            "Mã biên nhận",
            "Câu 1",
            "Câu 2",
        ),
        ("SBD001", "Nguyễn Văn An", "Đã nộp", "2026-11-22 15:00:00", 1, 2, "14B8-CE09", 1, 0),
    ]


def changed(found: Results, **changes: Any) -> Results:
    """The same results, with the first attempt another."""
    first, *others = found.rows
    return replace(found, rows=(replace(first, **changes), *others))


def test_a_question_that_was_not_drawn_is_told_apart_from_a_blank_one() -> None:
    book = opened(changed(results("An"), asked=(True, False), points=(None, None)))
    assert book["Điểm"][1][-2:] == (None, "không rút")
    assert book["Bài làm"][1][-1] == "không rút"


def test_who_only_joined_was_asked_nothing_yet() -> None:
    found = results("An")
    waiting = replace(found.rows[0].attempt, state=AttemptState.JOINED)
    book = opened(changed(found, attempt=waiting, asked=(False, False), points=(None, None)))
    assert book["Điểm"][1][-2:] == (None, None)


def test_who_did_not_come_stands_below_the_others() -> None:
    found = replace(results("An"), absent=(RosterEntry("SBD009", "Vũ Thị Yến"),))
    *_, last = opened(found)["Điểm"]
    assert last[:4] == ("SBD009", "Vũ Thị Yến", "Vắng", None)


@pytest.mark.parametrize(("passed", "told"), [(True, "đạt"), (False, "chưa đạt"), (None, None)])
def test_with_a_pass_mark_a_line_says_whether_it_passes(
    *, passed: bool | None, told: str | None
) -> None:
    found = results("An")
    content = found.exam.content
    marked = replace(content, settings=replace(content.settings, pass_mark=1))
    line = replace(found, exam=replace(found.exam, content=marked))
    head, row = opened(changed(line, passed=passed))["Điểm"]
    assert (head[6], row[6]) == ("Kết quả", told)


def test_of_several_attempts_the_one_that_counts_is_marked() -> None:
    found = results("An", "An")
    again = replace(found.rows[0].attempt, ordinal=2)
    book = opened(changed(found, attempt=again, counts=True))
    assert book["Điểm"][0][2:4] == ("Lần", "Được tính")
    assert book["Điểm"][1][2:4] == (2, "có")


def test_every_answer_is_there_in_letters() -> None:
    assert opened(results("An"))["Bài làm"][1] == ("SBD001", "An", "B", "A")


def test_every_question_has_its_figures() -> None:
    sheet = opened(results("An", "Bình"))["Phân tích câu hỏi"]
    assert [row[2:6] for row in sheet[1:3]] == [("B", 1, 2, 1), ("B", 1, 2, 0)]


def test_the_workbook_speaks_english_too() -> None:
    assert list(opened(results("An"), "en")) == ["Scores", "Answers", "Item analysis"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_name_that_looks_like_a_formula_is_a_text(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_results(results(name), "vi")))
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert opened(results("An\x0b\x00"))["Điểm"][1][1] == "An"


def test_an_exam_nobody_took_is_a_workbook_all_the_same() -> None:
    assert len(opened(results())["Điểm"]) == 1
