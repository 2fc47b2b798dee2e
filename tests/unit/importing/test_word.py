"""Word files in the usual layout."""

from __future__ import annotations

from typing import Any

import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor

from chalicelib.domain.pictures import MAX_BYTES, picture_mark, read_picture
from chalicelib.domain.questions import (
    NumberQuestion,
    Question,
    SeveralChoicesQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.drafts import Imported
from chalicelib.importing.word import read_docx
from tests.fakes.pictures import PICTURE, png
from tests.unit.importing.word_files import WordFile, equation, old_picture, text_run

BOLD: dict[str, Any] = {"bold": True}
UNDERLINED: dict[str, Any] = {"underline": True}
SOUNDS = (("h", "ea", "vy"), ("h", "ea", "d"), ("s", "ea", ""), ("br", "ea", "d"))
LETTERED = """
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Câu %1."/>
  </w:lvl>
  <w:lvl w:ilvl="1">
    <w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/>
  </w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
"""


def only(imported: Imported) -> Question:
    assert not imported.unread
    [question] = imported.questions
    return question


def right_texts(question: Question) -> list[str]:
    if isinstance(question, SingleChoiceQuestion):
        right = frozenset({question.correct_choice_id})
    else:
        assert isinstance(question, SeveralChoicesQuestion)
        right = question.correct_choice_ids
    return [choice.text for choice in question.choices if choice.choice_id in right]


@pytest.mark.parametrize(
    "font",
    [
        {"underline": True},
        {"bold": True},
        {"rgb": RGBColor(0xFF, 0, 0)},
        {"highlight_color": WD_COLOR_INDEX.YELLOW},
    ],
)
@pytest.mark.parametrize("marked", ["letter", "text", "both"])
def test_the_key_is_the_choice_that_looks_different(font: dict[str, Any], marked: str) -> None:
    word = WordFile()
    word.write("Câu 1. Chất nào là axit?")
    word.write("A. NaOH")
    letter, text = (font if marked in {part, "both"} else {} for part in ("letter", "text"))
    word.write(("B. ", letter), ("HCl", text))
    word.write("C. NaCl")
    assert right_texts(only(read_docx(word.data()))) == ["HCl"]


def test_a_heading_is_the_part_of_what_stands_below() -> None:
    word = WordFile()
    word.write(("PHẦN III. ", BOLD), ("Trả lời ngắn", BOLD))
    word.write("Câu 1. Tính.")
    word.write("Đáp số: 2")
    assert only(read_docx(word.data())).part == "Phần III. Trả lời ngắn"


def test_letters_that_are_all_bold_mark_nothing() -> None:
    word = WordFile()
    word.write(("Câu 1. ", BOLD), "Chất nào là axit?")
    word.write(("A. ", BOLD), "NaOH\t", ("B. ", BOLD | UNDERLINED), "HCl\t", ("C. ", BOLD), "NaCl")
    assert right_texts(only(read_docx(word.data()))) == ["HCl"]


def test_black_letters_are_not_coloured() -> None:
    word = WordFile()
    word.write("Câu 1. Chất nào là axit?")
    word.write(("A. NaOH", {"rgb": RGBColor(0, 0, 0)}))
    word.write("B. HCl")
    [unread] = read_docx(word.data()).unread
    assert unread.code == "no_key"


def test_a_table_at_the_end_holds_the_key() -> None:
    word = WordFile()
    for number in (1, 2):
        word.write(f"Câu {number}. Hỏi?")
        word.write("A. Một\tB. Hai")
    word.write("BẢNG ĐÁP ÁN")
    word.table(["Câu", "1", "2"], ["Đáp án", "B", "A"])
    imported = read_docx(word.data())
    assert not imported.unread
    assert [right_texts(question) for question in imported.questions] == [["Hai"], ["Một"]]


def test_choices_may_stand_in_a_table() -> None:
    word = WordFile()
    word.write("Câu 1. Hỏi?")
    word.table(["A. Một", "*B. Hai"], ["C. Ba", "D. Bốn"])
    assert right_texts(only(read_docx(word.data()))) == ["Hai"]


def test_words_automatic_numbers_are_read_like_typed_ones() -> None:
    word = WordFile()
    word.lists(LETTERED)
    for right in (0, 1):
        word.listed("Hỏi?", 1)
        for at, text in enumerate(("Một", "Hai")):
            paragraph = word.listed(text, 1, depth=1)
            paragraph.runs[0].font.underline = at == right
    imported = read_docx(word.data())
    assert not imported.unread
    assert [right_texts(question) for question in imported.questions] == [["Một"], ["Hai"]]


def test_underlined_statements_are_the_true_ones() -> None:
    word = WordFile()
    word.write("Câu 1. Đốt metan.")
    word.write(("a)", UNDERLINED), " Tỏa nhiệt.")
    word.write("b) Thu nhiệt.")
    group = only(read_docx(word.data()))
    assert isinstance(group, TrueFalseQuestion)
    assert [statement.correct for statement in group.statements] == [True, False]


def test_underlined_words_of_a_question_are_kept() -> None:
    word = WordFile()
    word.write("Câu 1. Từ ", ("gạch chân", UNDERLINED), " nghĩa là gì?")
    word.write("Trả lời: có đường kẻ")
    assert only(read_docx(word.data())).text == "Từ <u>gạch chân</u> nghĩa là gì?"


def test_a_question_that_is_underlined_all_along_is_a_heading() -> None:
    word = WordFile()
    word.write("Câu 1. ", ("Tính pH.", UNDERLINED))
    word.write("Đáp số: 2")
    assert only(read_docx(word.data())).text == "Tính pH."


@pytest.mark.parametrize("starred", ["", "*"])
def test_underlined_sounds_are_what_is_asked_and_no_key(starred: str) -> None:
    word = WordFile()
    word.write("Câu 1. Từ nào có phần gạch chân đọc khác?")
    for letter, (before, sound, after) in zip("ABCD", SOUNDS, strict=True):
        star = starred if letter == "C" else ""
        word.write(f"{star}{letter}. {before}", (sound, UNDERLINED), after)
    imported = read_docx(word.data())
    question = imported.questions[0]
    assert isinstance(question, SingleChoiceQuestion)
    assert [choice.text for choice in question.choices] == [
        "h<u>ea</u>vy", "h<u>ea</u>d", "s<u>ea</u>", "br<u>ea</u>d"
    ]  # fmt: skip
    assert right_texts(question) == (["s<u>ea</u>"] if starred else [])
    assert [unread.code for unread in imported.unread] == ([] if starred else ["no_key"])


@pytest.mark.parametrize("whole", [False, True])
def test_among_underlined_sounds_an_underlined_letter_or_word_is_the_key(whole: bool) -> None:  # noqa: FBT001
    word = WordFile()
    word.write("Câu 1. Từ nào có phần gạch chân đọc khác?")
    for letter, (before, sound, after) in zip("ABCD", SOUNDS, strict=True):
        key = UNDERLINED if letter == "C" else {}
        word.write((letter, {} if whole else key), ". ", (before, key if whole else {}),
                   (sound, UNDERLINED), after)  # fmt: skip
    assert right_texts(only(read_docx(word.data()))) == ["sea" if whole else "s<u>ea</u>"]


def test_underlined_spaces_are_a_line_to_write_on() -> None:
    word = WordFile()
    word.write("Câu 1. Nước là ", ("        ", UNDERLINED), ".")
    word.write("Trả lời: oxit")
    assert only(read_docx(word.data())).text == "Nước là ______."


def test_a_formula_within_underlined_words_is_set_all_the_same() -> None:
    word = WordFile()
    word.write("Câu 1. Chất ", ("SO", UNDERLINED), ("2", UNDERLINED | {"subscript": True}), " là?")
    word.write("Trả lời: oxit")
    assert only(read_docx(word.data())).text == "Chất <u>SO</u>$_{2}$ là?"


def test_a_passage_keeps_its_pictures_and_its_underlined_words() -> None:
    word = WordFile()
    word.write("Đọc đoạn văn sau và trả lời câu hỏi từ 1 đến 2:")
    word.picture(word.write("Sông ", ("Hồng", UNDERLINED), " "), PICTURE.data, "bản đồ")
    for number in (1, 2):
        word.write(f"Câu {number}. Hỏi?")
        word.write("Đáp số: 2")
    imported = read_docx(word.data())
    shown = f"Sông <u>Hồng</u> {picture_mark(PICTURE.picture_id, 'bản đồ')}"
    assert not imported.unread
    assert all(shown in question.text for question in imported.questions)


def test_an_equation_becomes_latex_in_its_place() -> None:
    word = WordFile()
    paragraph = word.write("Câu 1. Tính ")
    fraction = f"<m:f><m:num>{text_run('1')}</m:num><m:den>{text_run('2')}</m:den></m:f>"
    paragraph._p.append(equation(fraction))  # noqa: SLF001
    paragraph.add_run(" rồi làm tròn.")
    word.write("Đáp số: 0,5")
    question = only(read_docx(word.data()))
    assert isinstance(question, NumberQuestion)
    assert question.text == r"Tính $\frac{1}{2}$ rồi làm tròn."


def test_lowered_and_raised_letters_become_latex() -> None:
    word = WordFile()
    lowered, raised = {"subscript": True}, {"superscript": True}
    word.write("Câu 1. Ion SO", ("4", lowered), ("2-", raised), "?")
    word.write("Trả lời: sunfat")
    assert only(read_docx(word.data())).text == "Ion SO$_{4}$$^{2-}$?"


def test_a_picture_stays_where_it_stands() -> None:
    word = WordFile()
    word.picture(word.write("Câu 1. Cho mạch "), PICTURE.data, "mạch điện")
    word.picture(word.write("A. "), png(shade=1))
    word.picture(word.write(("B. ", UNDERLINED)), png(shade=2))
    imported = read_docx(word.data())
    question = only(imported)
    assert isinstance(question, SingleChoiceQuestion)
    assert question.text == f"Cho mạch {picture_mark(PICTURE.picture_id, 'mạch điện')}"
    assert right_texts(question) == [picture_mark(read_picture(png(shade=2)).picture_id)]
    assert [p.data for p in imported.pictures] == [PICTURE.data, png(shade=1), png(shade=2)]


def test_a_picture_beneath_the_choices_belongs_to_the_question() -> None:
    word = WordFile()
    for line in ("Câu 1. Hỏi?", "A. Một", "*B. Hai"):
        word.write(line)
    word.picture(word.write(""), PICTURE.data)
    question = only(read_docx(word.data()))
    assert question.text == f"Hỏi?\n{picture_mark(PICTURE.picture_id)}"
    assert right_texts(question) == ["Hai"]


def test_a_picture_that_is_too_large_is_named() -> None:
    word = WordFile()
    word.picture(word.write("Câu 1. Xem hình."), png() + bytes(MAX_BYTES))
    word.write("Đáp số: 2")
    imported = read_docx(word.data())
    assert [(u.line, u.code, u.question) for u in imported.unread] == [(1, "picture_too_large", 0)]


def test_pictures_that_do_not_fit_into_a_preview_are_named() -> None:
    word = WordFile()
    for shade in range(5):
        paragraph = word.write(f"Câu {shade + 1}. Xem hình.")
        word.picture(paragraph, png(shade=shade) + bytes(MAX_BYTES - 1_000))
        word.write("Đáp số: 2")
    imported = read_docx(word.data())
    assert [(u.code, u.question) for u in imported.unread] == [("picture_too_many", 4)]
    assert len(imported.pictures) == 4


def test_a_picture_is_named_as_left_out() -> None:
    word = WordFile()
    word.write("Câu 1. Xem hình.")._p.append(old_picture())  # noqa: SLF001
    word.write("Đáp số: 2")
    imported = read_docx(word.data())
    assert [(u.line, u.code, u.question) for u in imported.unread] == [(1, "picture_left_out", 0)]
    assert imported.questions[0].text == "Xem hình."


def test_a_line_break_within_a_paragraph_parts_lines() -> None:
    word = WordFile()
    word.write("Câu 1. Hỏi?\nA. Một\n*B. Hai")
    assert right_texts(only(read_docx(word.data()))) == ["Hai"]
