"""Files as other programs write them."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from openpyxl import Workbook

from chalicelib.domain.pictures import picture_mark
from chalicelib.domain.questions import (
    NumberQuestion,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.drafts import Imported
from chalicelib.importing.formats import read_questions
from chalicelib.importing.workbook import HEADINGS
from tests.fakes.pictures import PICTURE


def codes(imported: Imported) -> list[tuple[int, str]]:
    return [(unread.line, unread.code) for unread in imported.unread]


def gift(text: str) -> Imported:
    return read_questions("gift", text.encode())


def moodle(kind: str, inside: str) -> Imported:
    quiz = (
        f'<quiz>\n<question type="category"/>\n<question type="{kind}">\n'
        f'<questiontext format="html"><text>&lt;p&gt;Hỏi&lt;/p&gt;</text></questiontext>{inside}'
        "</question></quiz>"
    )
    return read_questions("moodle", quiz.encode())


def answer(text: str, fraction: float, more: str = "") -> str:
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}</answer>'


WITHOUT_PART = [heading for heading in HEADINGS if heading != "Phần"]


def workbook(*rows: list[Any], headings: list[str] = WITHOUT_PART) -> Imported:
    book = Workbook()
    for row in [headings, *rows]:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return read_questions("xlsx", stream.getvalue())


AIKEN = "Chất nào là axit?\nA. NaOH\nB) HCl\nC. NaCl\nANSWER: B\n\nHai?\nA. 1\nB. 2\nANSWER: A\n"


def test_aiken_is_read() -> None:
    first, second = read_questions("aiken", AIKEN.encode()).questions
    assert isinstance(first, SingleChoiceQuestion)
    assert (first.text, first.correct_choice_id) == ("Chất nào là axit?", "c2")
    assert isinstance(second, SingleChoiceQuestion)
    assert second.correct_choice_id == "c1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hỏi?\nA. 1\nB. 2\n", [(1, "no_key")]),
        ("Hỏi?\nA. 1\nANSWER: A\n", [(1, "too_few_choices")]),
        ("Hỏi?\nA. 1\nB. 2\nANSWER: D\n", [(1, "no_key")]),
        ("Hỏi?\nA. 1\nC. 2\nB. 2\nANSWER: A\n", [(3, "not_understood")]),
    ],
)
def test_what_aiken_does_not_say_is_named(text: str, found: list[tuple[int, str]]) -> None:
    assert codes(read_questions("aiken", text.encode())) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("::Tên:: Hỏi? {=đúng ~sai ~sai nữa}", SingleChoiceQuestion),
        ("// ghi chú\n[html]Hỏi? {\n~%50%a\n~%50%b\n~%-100%c\n}", SeveralChoicesQuestion),
        ("Trời xanh. {T}", SingleChoiceQuestion),
        ("Trời xanh. {FALSE#Không}", SingleChoiceQuestion),
        ("Pi? {#3.14:0.01}", NumberQuestion),
        ("Pi? {#3.1..3.2}", NumberQuestion),
        ("Ai viết {=Nguyễn Du =Tố Như} Truyện Kiều?", ShortTextQuestion),
        ("Xét: {=Một -> Đúng =Hai -> Sai}", TrueFalseQuestion),
    ],
)
def test_gift_is_read(text: str, kind: type[Question]) -> None:
    imported = gift(f"$CATEGORY: Hóa\n\n{text}\n")
    assert [type(question) for question in imported.questions] == [kind]
    assert not imported.unread


def test_a_hole_in_a_gift_sentence_stays_visible() -> None:
    [question] = gift("Ai viết {=Nguyễn Du} Truyện Kiều?").questions
    assert question.text == "Ai viết _____ Truyện Kiều?"


def test_a_range_of_gift_is_a_number_with_tolerance() -> None:
    [question] = gift("Hỏi? {#1..3}").questions
    assert isinstance(question, NumberQuestion)
    assert (question.number, question.tolerance) == (2, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chỉ là mô tả.", "not_understood"),
        ("Viết bài. {}", "unknown_type"),
        ("Ghép: {=Pháp -> Paris =Ý -> Roma}", "unknown_type"),
        ("Hỏi? {=a ~%30%b ~c}", "weights_left_out"),
        ("Hỏi? {=a ~b#Chưa đúng}", "feedback_left_out"),
        ("Hỏi? {#=1:0 =%50%2:0}", "weights_left_out"),
    ],
)
def test_what_gift_says_beyond_us_is_named(text: str, code: str) -> None:
    assert codes(gift(f"Trước? {{T}}\n\n{text}\n")) == [(3, code)]


@pytest.mark.parametrize(
    ("kind", "inside", "expected"),
    [
        ("multichoice", answer("a", 100) + answer("b", 0), SingleChoiceQuestion),
        (
            "multichoice",
            "<single>false</single>" + answer("a", 50) + answer("b", 50) + answer("c", -50),
            SeveralChoicesQuestion,
        ),
        ("truefalse", answer("true", 100) + answer("false", 0), SingleChoiceQuestion),
        ("shortanswer", answer("a", 100), ShortTextQuestion),
        ("numerical", answer("2", 100, "<tolerance>0.1</tolerance>"), NumberQuestion),
        (
            "matching",
            (
                '<subquestion format="html"><text>x</text><answer><text>True</text></answer>'
                "</subquestion>"
            ),
            TrueFalseQuestion,
        ),
    ],
)
def test_moodle_xml_is_read(kind: str, inside: str, expected: type[Question]) -> None:
    imported = moodle(kind, inside)
    assert not imported.unread
    assert [(type(q), q.text) for q in imported.questions] == [(expected, "Hỏi")]


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("essay", "", "unknown_type"),
        ("numerical", "", "unknown_type"),
        ("multichoice", answer("a", 100) + answer("b", 30) + answer("c", 0), "weights_left_out"),
        ("shortanswer", answer("a", 100) + answer("b", 50), "weights_left_out"),
        (
            "shortanswer",
            answer("a", 100, "<feedback><text>Tốt</text></feedback>"),
            "feedback_left_out",
        ),
        ("shortanswer", answer("a&lt;img src='x'&gt;", 100), "picture_left_out"),
    ],
)
def test_what_moodle_xml_says_beyond_us_is_named(kind: str, inside: str, code: str) -> None:
    assert codes(moodle(kind, inside)) == [(3, code)]


def test_a_picture_of_moodle_is_in_the_file_or_in_the_text() -> None:
    encoded = base64.b64encode(PICTURE.data).decode()
    inside = answer(
        "&lt;img src='@@PLUGINFILE@@/h%C3%ACnh 1.png' alt='mạch'&gt;"
        f"&lt;img src='data:image/png;base64,{encoded}'&gt;",
        100,
        f'<file name="hình 1.png" path="/" encoding="base64">{encoded}</file>',
    )
    imported = moodle("shortanswer", inside)
    [question] = imported.questions
    assert isinstance(question, ShortTextQuestion)
    name = PICTURE.picture_id
    assert question.accepted == (picture_mark(name, "mạch") + picture_mark(name),)


@pytest.mark.parametrize(
    "source", ["https://noi.khac/hinh.png", "@@PLUGINFILE@@/khac.png", "data:image/png;base64,!"]
)
def test_a_picture_that_is_not_in_the_file_is_named(source: str) -> None:
    imported = moodle("shortanswer", answer(f"a&lt;img src='{source}'&gt;", 100))
    assert [(u.code, u.question) for u in imported.unread] == [("picture_left_out", 0)]
    assert not imported.pictures


def test_moodle_html_becomes_lines_and_latex() -> None:
    inside = (
        "&lt;p&gt;H&lt;sub&gt;2&lt;/sub&gt;O&amp;nbsp;&amp;lt; 1&lt;/p&gt;&lt;p&gt;Hai&lt;/p&gt;"
    )
    [question] = moodle("shortanswer", answer(inside, 100)).questions
    assert isinstance(question, ShortTextQuestion)
    assert question.accepted == ("H$_{2}$O < 1\nHai",)


def test_a_workbook_that_a_person_filled_in_is_read() -> None:
    imported = workbook(
        ["một đáp án", "Hỏi?", 0.25, None, None, "B", None, None, 1, 2.5],
        ["Nhiều đáp án", "Hỏi?", "0,5", None, "Đúng hết", "A, C", None, None, "x", "y", "z"],
        ["Đúng sai", "Hỏi?", None, None, None, "Đ S", None, None, "x", "y"],
        ["Số", "Hỏi?", 1, None, None, "2,5", "0,1", "Vì thế"],
        [None, None],
        ["Trả lời ngắn", "Hỏi?", 1, None, None, None, None, None, "muối ăn"],
    )
    assert not imported.unread
    single, several, group, number, words = imported.questions
    assert isinstance(single, SingleChoiceQuestion)
    assert [choice.text for choice in single.choices] == ["1", "2.5"]
    assert (single.points, several.points, group.points) == (0.25, 0.5, 1)
    assert isinstance(number, NumberQuestion)
    assert (number.number, number.tolerance, number.explanation) == (2.5, 0.1, "Vì thế")
    assert isinstance(words, ShortTextQuestion)
    assert words.accepted == ("muối ăn",)


@pytest.mark.parametrize(
    "row",
    [
        ["Tự luận", "Hỏi?"],
        ["Một đáp án", "Hỏi?", 1, None, None, "C", None, None, "x", "y"],
        ["Đúng sai", "Hỏi?", 1, None, None, "Đ", None, None, "x", "y"],
        ["Số", "Hỏi?", 1, None, None, "hai"],
    ],
)
def test_a_row_that_makes_no_question_is_named(row: list[Any]) -> None:
    assert codes(workbook(row)) == [(2, "not_understood")]


@pytest.mark.parametrize(
    "row",
    [
        ["Một đáp án", "Hỏi?", 1, None, None, None, None, None, "x", "y"],
        ["Nhiều đáp án", "Hỏi?", 1, None, None, None, None, None, "x", "y"],
        ["Đúng sai", "Hỏi?", 1, None, None, None, None, None, "x", "y"],
        ["Số", "Hỏi?"],
        ["Trả lời ngắn", "Hỏi?"],
    ],
)
def test_a_row_without_a_key_is_a_question_that_lacks_one(row: list[Any]) -> None:
    imported = workbook(row)
    assert (codes(imported), len(imported.questions)) == ([(2, "no_key")], 1)


def test_columns_are_found_by_their_headings() -> None:
    headings = ["Phần", "LOẠI", "Đáp án", "Câu hỏi"]
    [question] = workbook(["Phần I", "Số", 2, "Hỏi?"], headings=headings).questions
    assert isinstance(question, NumberQuestion)
    assert (question.part, question.number, question.text) == ("Phần I", 2, "Hỏi?")


def test_under_headings_of_somebody_elses_the_columns_stand_as_in_the_template() -> None:
    row = ["Số", "Hỏi?", 1, None, None, 2, None, None, "Phần I"]
    [question] = workbook(row, headings=["Type", "Text"]).questions
    assert question.part == "Phần I"


def test_a_choice_left_empty_moves_no_other_choice() -> None:
    row = ["Một đáp án", "Hỏi?", 1, None, None, "C", None, None, "x", None, "z"]
    [question] = workbook(row).questions
    assert isinstance(question, SingleChoiceQuestion)
    assert [choice.text for choice in question.choices] == ["x", "", "z"]


@pytest.mark.parametrize(
    ("category", "part"),
    [
        ("$course$/top/Phần I", "Phần I"),
        ("$module$/top/Default for Hóa 12/Este", "Este"),
        ("$course$/top/Default for Hóa 12", ""),
        ("$course$/top/Mặc định cho Hóa 12", ""),
        ("$module$/top", ""),
        ("top/Axit//bazơ", "Axit/bazơ"),
    ],
)
def test_a_category_of_moodle_is_a_part(category: str, part: str) -> None:
    heading = f'<question type="category"><category><text>{category}</text></category></question>'
    text = "<questiontext><text>Hỏi?</text></questiontext>"
    asked = f'<question type="shortanswer">{text}{answer("a", 100)}</question>'
    [question] = read_questions("moodle", f"<quiz>{heading}{asked}</quiz>".encode()).questions
    [told] = read_questions("gift", f"$CATEGORY: {category}\n\nHỏi? {{=a}}".encode()).questions
    assert (question.part, told.part) == (part, part)
