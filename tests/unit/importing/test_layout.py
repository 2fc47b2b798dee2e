"""Plain text in the usual Vietnamese layout."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bank import Level
from chalicelib.domain.questions import (
    MAX_TEXT,
    Credit,
    NumberQuestion,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
    texts_of,
)
from chalicelib.domain.templates import Part
from chalicelib.importing.drafts import Imported
from chalicelib.importing.layout import read_text

CHOICES = "A. NaOH\nB. HCl\nC. NaCl\nD. KOH\n"
STATEMENTS = "a) Tỏa nhiệt.\nb) Thu nhiệt.\nc) Cần oxi.\nd) Sinh ra nước.\n"


def read(text: str) -> Imported:
    return read_text(text.encode())


def only(text: str) -> Question:
    imported = read(text)
    assert not imported.unread
    [question] = imported.questions
    return question


def right_places(question: Question) -> list[int]:
    if isinstance(question, SingleChoiceQuestion):
        right = frozenset({question.correct_choice_id})
    else:
        assert isinstance(question, SeveralChoicesQuestion)
        right = question.correct_choice_ids
    return [at for at, choice in enumerate(question.choices) if choice.choice_id in right]


def judged(question: Question) -> list[bool]:
    assert isinstance(question, TrueFalseQuestion)
    return [statement.correct for statement in question.statements]


@pytest.mark.parametrize(
    "heading", ["Câu 1.", "Câu 1:", "CÂU 1)", "Câu 1 (NB):", "Câu hỏi 1.", "Bài 1.", "  Câu  1 ."]
)
def test_a_question_begins_in_many_ways(heading: str) -> None:
    asked = only(f"{heading} Chất nào là axit?\nA. NaOH\n*B. HCl\n")
    assert asked.text == "Chất nào là axit?"


@pytest.mark.parametrize(
    "choices",
    [
        "A. NaOH\n*B. HCl\nC. NaCl\nD. KOH",
        "A) NaOH\n*B) HCl\nC) NaCl\nD) KOH",
        "A. NaOH\tB.* HCl\tC. NaCl\tD. KOH",
        "A. NaOH *B. HCl C. NaCl D. KOH",
        "A. NaOH    *B. HCl\nC. NaCl    D. KOH",
        "\tA.NaOH\n\t*B.HCl\n\tC.NaCl\n\tD.KOH",
        "A. NaOH\n#B. HCl\nC. NaCl\nD. KOH",
        "A. NaOH #B. HCl C. NaCl D. KOH",
    ],
)
def test_choices_stand_beneath_or_beside_each_other(choices: str) -> None:
    asked = only(f"Câu 1. Chất nào là axit?\n{choices}\n")
    assert isinstance(asked, SingleChoiceQuestion)
    assert [choice.text for choice in asked.choices] == ["NaOH", "HCl", "NaCl", "KOH"]
    assert right_places(asked) == [1]


@pytest.mark.parametrize(
    "told",
    ["Đáp án: B", "Đáp án B.", "Chọn B", "Chọn đáp án B.", "ĐÁP ÁN ĐÚNG: B", "Lời giải:\nChọn B."],
)
def test_the_key_may_stand_beneath_the_question(told: str) -> None:
    assert right_places(only(f"Câu 1. Chất nào là axit?\n{CHOICES}{told}\n")) == [1]


def test_a_solution_becomes_the_explanation_and_may_hold_the_key() -> None:
    asked = only(
        f"Câu 1. Chất nào là axit?\n{CHOICES}Lời giải\nHCl cho ion H+.\nVậy là axit.\nChọn B\n"
    )
    assert (right_places(asked), asked.explanation) == ([1], "HCl cho ion H+.\nVậy là axit.")


def test_two_stars_make_a_question_with_several_right_choices() -> None:
    asked = only("Câu 1. Chọn các axit.\n*A. HCl\nB. NaOH\n*C. HNO3\n")
    assert isinstance(asked, SeveralChoicesQuestion)
    assert right_places(asked) == [0, 2]


def test_lines_that_go_on_belong_to_what_stands_above_them() -> None:
    asked = only("Câu 1. Một câu hỏi\ndài hai dòng?\nA. Một\nlựa chọn dài\n*B. Hai\n")
    assert isinstance(asked, SingleChoiceQuestion)
    assert asked.text == "Một câu hỏi\ndài hai dòng?"
    assert asked.choices[0].text == "Một\nlựa chọn dài"


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("Câu 1 (NB).", Level.RECOGNITION),
        ("Câu 1. (TH)", Level.COMPREHENSION),
        ("[VD] Câu 1:", Level.APPLICATION),
        ("Câu 1: [VDC]", Level.HIGH_APPLICATION),
        ("Câu 1 (Vận dụng cao).", Level.HIGH_APPLICATION),
        ("Câu 1 [TH, chương 2].", Level.COMPREHENSION),
        ("Câu 1. (Nhận biết) (0,25 điểm)", Level.RECOGNITION),
        ("Câu 1 (mức độ 3):", Level.APPLICATION),
        ("Câu 1.", None),
    ],
)
def test_the_level_may_stand_in_the_heading(heading: str, level: Level | None) -> None:
    imported = read(f"{heading} Chất nào là axit?\nA. NaOH\n*B. HCl\n")
    assert (imported.levels, imported.questions[0].text) == ((level,), "Chất nào là axit?")


def test_points_and_level_may_stand_together() -> None:
    imported = read("Câu 1 [0,5 điểm - VD]. Tính pH.\nĐáp số: 2\n")
    assert (imported.levels, imported.questions[0].points) == ((Level.APPLICATION,), 0.5)


@pytest.mark.parametrize("note", ["(Đề tham khảo 2025)", "(x > 0)", "(th)"])
def test_a_note_that_says_neither_stays_in_the_question(note: str) -> None:
    assert only(f"Câu 1 {note}. Tính pH.\nĐáp số: 2\n").text == f"{note} Tính pH."


PASSAGE = "Sông Hồng chảy qua Hà Nội.\nNó dài 1149 km.\n"
ABOUT_IT = "Câu 4. Sông nào?\n*A. Hồng\nB. Đà\nCâu 5. Dài bao nhiêu?\nĐáp số: 1149\n"
BEFORE_IT = "Câu 3. Chất nào là axit?\nA. NaOH\n*B. HCl\n"


@pytest.mark.parametrize(
    "told",
    [
        "Đọc đoạn văn sau và trả lời câu hỏi từ 4 đến 5:",
        "Đọc đoạn trích sau rồi trả lời các câu 4 - 5",
        "Dựa vào thông tin dưới đây, trả lời câu 4 và câu 5.",
        "Sử dụng dữ kiện sau cho Câu 4 và Câu 5:",
        "Đọc văn bản và trả lời các câu hỏi sau:",
        "Read the passage and answer questions 4 to 5.",
        "Read the text and mark the letter A, B, C, or D in each of the questions from 4 to 5.",
        "Mark the letter A, B, C, or D on your answer sheet to indicate the correct answer.",
    ],
)
def test_a_passage_stands_before_every_question_about_it(told: str) -> None:
    imported = read(f"{BEFORE_IT}{told}\n{PASSAGE}{ABOUT_IT}")
    assert not imported.unread
    shared = f"{told}\n{PASSAGE}"
    assert [question.text for question in imported.questions] == [
        "Chất nào là axit?", f"{shared}\nSông nào?", f"{shared}\nDài bao nhiêu?",
    ]  # fmt: skip


def test_behind_the_last_question_about_it_a_passage_is_over() -> None:
    after = "Câu 6. Tính.\nĐáp số: 2\n"
    told = "Đọc đoạn văn sau và trả lời câu hỏi từ 4 đến 5:"
    assert read(f"{told}\n{PASSAGE}{ABOUT_IT}{after}").questions[-1].text == "Tính."


def test_a_part_ends_a_passage() -> None:
    told = "Read the text and choose the best answer to the questions."
    paper = f"PHẦN I\n{told}\nCâu 1. Hỏi?\n*A. Một\nB. Hai\nPHẦN II\nCâu 1. Tính.\nĐáp số: 2"
    assert [question.text for question in read(paper).questions] == [f"{told}\n\nHỏi?", "Tính."]


def test_a_question_that_fills_a_hole_of_its_passage_names_it() -> None:
    told = "Read the passage and choose the word for each of the blanks from 1 to 2."
    paper = f"{told}\nHe (1) ______ to school (2)____.\n" + "".join(
        f"Question {n}. A. go *B. goes C. going D. gone\n" for n in (1, 2)
    )
    texts = [question.text for question in read(paper).questions]
    assert [text.rpartition("\n\n")[2] for text in texts] == ["(1)", "(2)"]


@pytest.mark.parametrize(
    "line",
    [
        "Thí sinh trả lời từ câu 1 đến câu 18.",
        "Đọc kĩ đề trước khi làm bài.",
        "Cho biết từ câu 30 đến câu 2.",
    ],
)
def test_what_is_no_passage_is_named_and_not_put_into_questions(line: str) -> None:
    imported = read(f"{line}\nCâu 1. Tính.\nĐáp số: 2\n")
    assert [(u.line, u.text) for u in imported.unread] == [(1, line)]
    assert imported.questions[0].text == "Tính."


def test_what_no_question_could_hold_of_a_passage_is_named() -> None:
    told = "Đọc đoạn văn sau và trả lời câu hỏi từ 4 đến 5:"
    imported = read(f"{told}\nĐoạn đầu.\n{'a' * MAX_TEXT}\n{ABOUT_IT}")
    assert [(u.line, u.code) for u in imported.unread] == [(3, "not_understood")]
    assert imported.questions[0].text == f"{told}\nĐoạn đầu.\n\nSông nào?"


def test_a_passage_without_questions_is_named_line_by_line() -> None:
    told = "Đọc đoạn văn sau và trả lời câu hỏi từ 4 đến 5:"
    imported = read(f"{BEFORE_IT}{told}\n{PASSAGE}")
    assert [(u.line, u.code) for u in imported.unread] == [
        (line, "not_understood") for line in (4, 5, 6)
    ]


WHOLE = f"Câu 1. Chất nào là axit?\n{CHOICES}"


@pytest.mark.parametrize("line", ["hoặc kali hiđroxit", "$x^2$ với x nguyên", "(dư)", "= 2 mol"])
def test_the_last_choice_goes_on_where_a_line_reads_on(line: str) -> None:
    asked = only(f"{WHOLE}{line}\nĐáp án: B\n")
    assert isinstance(asked, SingleChoiceQuestion)
    assert asked.choices[-1].text == f"KOH\n{line}"


@pytest.mark.parametrize(
    "stray",
    ["Họ và tên thí sinh: Nguyễn Văn An", "12", "\nkhông liên quan", "Cán bộ coi thi ký tên"],
)
@pytest.mark.parametrize(
    "paper",
    [WHOLE, f"{WHOLE}Đáp án: B\n", f"Câu 1. Đốt.\n{STATEMENTS}", "Câu 1. Tính.\nĐáp số: 2\n"],
)
def test_a_line_behind_a_whole_question_is_named_and_not_swallowed(stray: str, paper: str) -> None:
    imported = read(f"{paper}{stray}\nCâu 2. Tính.\nĐáp số: 2\n")
    named = [u for u in imported.unread if u.code == "not_understood"]
    line = paper.count("\n") + stray.count("\n") + 1
    assert [(u.line, u.text, u.question) for u in named] == [(line, stray.strip(), 0)]
    assert stray.strip() not in "\n".join(texts_of(imported.questions[0]))


def test_a_line_in_front_of_another_choice_belongs_to_the_one_above() -> None:
    asked = only("Câu 1. Hỏi?\nA. Một\n\nLựa chọn dài\n*B. Hai\n")
    assert isinstance(asked, SingleChoiceQuestion)
    assert asked.choices[0].text == "Một\nLựa chọn dài"


@pytest.mark.parametrize("line", ["Trang 2/4", "Trang 2 trên 4", "Mã đề thi: 132"])
def test_what_is_printed_on_every_page_is_named_wherever_it_stands(line: str) -> None:
    imported = read(f"Câu 1. Hỏi?\nA. Một\n{line}\n*B. Hai\n")
    assert [(u.line, u.text, u.question) for u in imported.unread] == [(3, line, 0)]
    [question] = imported.questions
    assert line not in "\n".join(texts_of(question))


def test_four_statements_are_scored_as_in_the_graduation_exam() -> None:
    asked = only(f"Câu 1. Đốt metan.\n{STATEMENTS}Đáp án: ĐSĐĐ\n")
    assert judged(asked) == [True, False, True, True]
    assert isinstance(asked, TrueFalseQuestion)
    assert asked.credit is Credit.GRADUATION


@pytest.mark.parametrize(
    "told",
    [
        "Đáp án: Đ S Đ Đ",
        "Đáp án: Đ/S/Đ/Đ",
        "Đáp án: Đ-S-Đ-Đ",
        "Đáp án: a) Đúng b) Sai c) Đúng d) Đúng",
        "Đáp án: a-Đ, b-S, c-Đ, d-Đ",
    ],
)
def test_judgements_are_told_in_many_ways(told: str) -> None:
    assert judged(only(f"Câu 1. Đốt metan.\n{STATEMENTS}{told}\n")) == [True, False, True, True]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("(Đ)", "(S)"),
        ("[Đúng]", "[sai]"),
        ("Đúng", "Sai"),
        ("ĐÚNG.", "SAI."),
        ("- Đ", ": S"),
        ("\tĐ", "\tS"),
        ("Đúng", "(S)"),
    ],
)
def test_judgements_may_stand_behind_the_statements(true: str, false: str) -> None:
    asked = only(f"Câu 1. Đốt metan.\na) Tỏa nhiệt. {true}\nb) Thu nhiệt. {false}\n")
    assert judged(asked) == [True, False]
    assert isinstance(asked, TrueFalseQuestion)
    assert asked.statements[0].text == "Tỏa nhiệt."


def test_a_sentence_that_ends_with_a_judging_word_is_left_whole() -> None:
    group = read("Câu 1. Đốt metan.\na) Điều này là đúng\nb) Điều kia là sai\n").questions[0]
    assert isinstance(group, TrueFalseQuestion)
    assert [s.text for s in group.statements] == ["Điều này là đúng", "Điều kia là sai"]


def test_starred_statements_are_the_true_ones() -> None:
    assert judged(only("Câu 1. Đốt metan.\n*a) Tỏa nhiệt.\nb) Thu nhiệt.\n")) == [True, False]


def test_a_number_told_as_the_answer_makes_a_number_question() -> None:
    asked = only("Câu 1. Tính pH.\nĐáp số: 12,5\n")
    assert isinstance(asked, NumberQuestion)
    assert asked.number == 12.5


def test_words_told_as_the_answer_make_a_short_answer() -> None:
    asked = only("Câu 1. Tên của NaCl?\nTrả lời: muối ăn; muối bếp\n")
    assert isinstance(asked, ShortTextQuestion)
    assert asked.accepted == ("muối ăn", "muối bếp")


@pytest.mark.parametrize("note", ["(0,25 điểm)", "[0.25đ]"])
def test_points_may_stand_behind_the_number(note: str) -> None:
    assert only(f"Câu 1 {note}. Tính pH.\nĐáp số: 2\n").points == 0.25


@pytest.mark.parametrize(
    "key",
    [
        "1.B 2.A 3.D",
        "1B 2A 3D",
        "1-B; 2-A; 3-D",
        "Câu 1: B\nCâu 2: A\nCâu 3: D",
        "Câu\t1\t2\t3\nĐáp án\tB\tA\tD",
        "1\t2\t3\nB\tA\tD",
        "| Câu | 1 | 2 | 3 |\n| Đ/A | B | A | D |",
        "Câu  1    2    3\nChọn  B    A    D",
        "1.B\t2.A\t3.D",
        "Câu\tĐáp án\tCâu\tĐáp án\n1\tB\t3\tD\n2\tA",
    ],
)
@pytest.mark.parametrize("heading", ["ĐÁP ÁN", "BẢNG ĐÁP ÁN:", "---- Đáp án ----"])
def test_a_key_at_the_end_is_a_table_or_a_list(heading: str, key: str) -> None:
    paper = "".join(f"Câu {n}. Hỏi {n}?\n{CHOICES}" for n in (1, 2, 3))
    imported = read(f"{paper}---HẾT---\n{heading}\n{key}\n")
    assert not imported.unread
    assert [right_places(question) for question in imported.questions] == [[1], [0], [3]]


THREE_PARTS = (
    f"PHẦN I. Chọn một đáp án\nCâu 1. Axit?\n{CHOICES}Câu 2. Bazơ?\n{CHOICES}"
    f"PHẦN II. Đúng sai\nCâu 1. Đốt metan.\n{STATEMENTS}"
    "PHẦN III. Trả lời ngắn\nCâu 1. Tính pH.\nCâu 2. Tính m.\n"
)


def test_a_question_says_which_part_it_stands_in() -> None:
    assert [question.part for question in read(THREE_PARTS).questions] == [
        *["Phần I. Chọn một đáp án"] * 2,
        "Phần II. Đúng sai",
        *["Phần III. Trả lời ngắn"] * 2,
    ]


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("PHẦN I", "Phần I"),
        ("Phần 2:", "Phần 2"),
        ("PHẦN II (4,0 điểm)", "Phần II"),
        ("PHẦN I. Thí sinh trả lời từ câu 1 đến câu 18.", "Phần I"),
        (
            "PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn. Thí sinh trả lời từ câu 1 đến 18.",
            Part.CHOICES.value,
        ),
        ("PHẦN III \u2013 Câu trắc nghiệm trả lời ngắn (1,5 điểm)", Part.NUMBERS.value),
    ],
)
def test_the_heading_of_a_part_is_its_name(heading: str, part: str) -> None:
    assert only(f"{heading}\nCâu 1. Tính.\nĐáp số: 2").part == part


def test_before_the_first_heading_a_question_stands_in_no_part() -> None:
    assert only("Câu 1. Tính.\nĐáp số: 2").part == ""


@pytest.mark.parametrize(
    "key",
    [
        "PHẦN I\n1.B 2.A\nPHẦN II\nCâu 1: a) Đ b) S c) Đ d) Đ\nPHẦN III\nCâu 1: 2,5\nCâu 2: -3",
        (
            "Phần I\nCâu\t1\t2\nChọn\tB\tA\nPhần II\nCâu\t1\na)\tĐ\nb)\tS\nc)\tĐ\nd)\tĐ\n"
            "Phần III\nCâu\t1\t2\nĐáp án\t2,5\t-3"
        ),
        "1.B 2.A\n1. ĐSĐĐ\n1: 2,5\n2: -3",
        "1.B 2.A\n1. Đ/S/Đ/Đ\n1: 2,5\n2: -3",
        (
            "PHẦN I\n1.B 2.A\nPHẦN II\nCâu\tLệnh hỏi\tĐáp án (Đ/S)\n1\ta)\tĐ\n1\tb)\tS\n"
            "1\tc)\tĐ\n1\td)\tĐ\nPHẦN III\nCâu\tĐáp án\n1\t2,5\n2\t-3"
        ),
        "1.B 2.A\nPHẦN II\nCâu\ta)\tb)\tc)\td)\n1\tĐ\tS\tĐ\tĐ\nPHẦN III\n1: 2,5\n2: -3",
        (
            "1.B 2.A\nPHẦN II\nCâu\t1\nĐáp án\ta) Đúng\n\tb) Sai\n\tc-Đ\n\td)Đ\n"
            "PHẦN III\n1: 2,5\n2: -3"
        ),
    ],
)
def test_each_part_has_numbers_of_its_own(key: str) -> None:
    imported = read(f"{THREE_PARTS}ĐÁP ÁN\n{key}\n")
    assert not imported.unread
    first, second, group, *numbers = imported.questions
    assert (right_places(first), right_places(second)) == ([1], [0])
    assert judged(group) == [True, False, True, True]
    assert [n.number for n in numbers if isinstance(n, NumberQuestion)] == [2.5, -3]


TWO_GROUPS = f"PHẦN II. Đúng sai\nCâu 1. Metan.\n{STATEMENTS}Câu 2. Etan.\n{STATEMENTS}ĐÁP ÁN\n"


@pytest.mark.parametrize("number", ["1", ""])
def test_a_number_that_spans_rows_stands_in_each_or_in_the_first(number: str) -> None:
    rows = [("a", "Đ", "S"), ("b", "S", "S"), ("c", "Đ", "Đ"), ("d", "S", "Đ")]
    table = "".join(
        f"{number or ('1' if label == 'a' else '')}\t{label})\t{one}\t"
        f"{(number and '2') or ('2' if label == 'a' else '')}\t{label})\t{other}\n"
        for label, one, other in rows
    )
    heading = "Câu\tLệnh hỏi\tĐáp án (Đ-S)\t" * 2
    imported = read(f"{TWO_GROUPS}{heading}\n{table}")
    assert not imported.unread
    first, second = imported.questions
    assert judged(first) == [True, False, True, False]
    assert judged(second) == [False, False, True, True]


@pytest.mark.parametrize("row", ["1\tb)\tĐ", "1\ta)\tcó lẽ", "1\ta)", "một\ta)\tĐ"])
def test_a_row_of_the_key_that_does_not_fit_its_heading_is_named(row: str) -> None:
    imported = read(f"{TWO_GROUPS}Câu\tLệnh hỏi\tĐáp án\n{row}\n")
    line = TWO_GROUPS.count("\n") + 2
    assert (line, row) in [(one.line, one.text) for one in imported.unread]


def graduation_paper(choices: int, heading: str = "Câu {}.") -> str:
    asked = "".join(f"{heading.format(n)} Hỏi?\n*{CHOICES}" for n in range(1, choices + 1))
    judged = "".join(f"Câu {n}. Đốt.\n*{STATEMENTS}" for n in range(1, 5))
    counted = "".join(f"Câu {n}. Tính.\nĐáp số: {n}\n" for n in range(1, 7))
    return f"PHẦN I\n{asked}PHẦN II\n{judged}PHẦN III\n{counted}"


@pytest.mark.parametrize(("choices", "of_numbers"), [(12, 0.5), (18, 0.25)])
def test_a_paper_with_the_graduation_exams_questions_has_its_points(
    choices: int, of_numbers: float
) -> None:
    points = [question.points for question in read(graduation_paper(choices)).questions]
    assert points == [0.25] * choices + [1.0] * 4 + [of_numbers] * 6


def test_another_paper_and_one_that_states_points_keep_theirs() -> None:
    assert {question.points for question in read(graduation_paper(13)).questions} == {1.0}
    stated = read(graduation_paper(12, "Câu {} (2 điểm).")).questions
    assert [question.points for question in stated] == [2.0] * 12 + [1.0] * 10


@pytest.mark.parametrize(
    ("text", "line", "shown", "code"),
    [
        ("Trường THPT\nCâu 1. Tính.\nĐáp số: 2", 1, "Trường THPT", "not_understood"),
        ("Câu 1. Hỏi?\nA. Một\nB. Hai", 1, "Hỏi?", "no_key"),
        ("Câu 1. Hỏi?\n*A. Một", 1, "Hỏi?", "too_few_choices"),
        ("\n\nCâu 1. Hỏi?", 3, "Hỏi?", "no_key"),
        ("Câu 1.\nA. Một\n*B. Hai", 1, "Câu 1", "no_text"),
        ("Câu 1. Hỏi?\nĐáp số: 2\nĐÁP ÁN\n7.A", 4, "7. A", "no_such_question"),
        ("Câu 1. Hỏi?\nĐáp số: 2\nĐÁP ÁN\nxem trang sau", 4, "xem trang sau", "not_understood"),
        ("Câu 1. Hỏi?\nA. Một\nB. Hai\nĐáp án: D", 1, "Hỏi?", "no_key"),
    ],
)
def test_what_is_not_understood_is_named_with_its_line(
    text: str, line: int, shown: str, code: str
) -> None:
    found = [(unread.line, unread.text, unread.code) for unread in read(text).unread]
    assert (line, shown, code) in found


def test_letters_that_come_decomposed_are_read_all_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "Câu 1. Tính.\nĐáp số: 2\n")
    assert isinstance(only(decomposed), NumberQuestion)


@given(st.lists(st.sampled_from([
    "Câu 1.", "Câu 2: x", "A.", "A. x", "*B. y", "a) z", "ĐÁP ÁN", "1.A", "1\t2", "B\tC", "HẾT",
    "PHẦN II", "Lời giải", "Đọc để trả lời câu 1-2",
    "Chọn B", "Đáp án: ĐS", "", "  ", "x", "a)\tĐ", "Câu 9999",
]), max_size=12))  # fmt: skip
def test_no_order_of_lines_breaks_the_reader(lines: list[str]) -> None:
    imported = read("\n".join(lines))
    assert [q.question_id for q in imported.questions] == [
        f"q{at}" for at in range(1, len(imported.questions) + 1)
    ]
