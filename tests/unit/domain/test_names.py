"""What looks the same is the same, and what nobody sees is not there."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.names import clean_line, fold_number, name_problems

AN = "Nguyễn Văn An"


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", AN),
        "  Nguyễn\u00a0Văn\tAn\r\n",
        "\u202eNguyễn Văn An\u202c",
        "Nguyễn\u200b Văn\ufeff An\u2060",
        "Ng\u00aduyễn V\u200dăn An\u2066\u2069",
        "Nguyễn Văn An\x00\x1b\x7f\u0085",
        "Nguyễn Văn\u3164An",
        "Ｎｇｕｙễn Văn 𝐀𝐧",
        "Nguyễn Văn An\ufe0f\U000e0041\ue000",
    ],
)
def test_one_name_is_kept_in_one_way(typed: str) -> None:
    assert clean_line(typed).replace("VănAn", "Văn An") == AN


@pytest.mark.parametrize(
    "name", [AN, "Đặng Thị Ưng Ở", "О́льга Иванова", "Αλέξης", "محمد", "李小龍", "O'Brien-Ly"]
)
def test_names_of_all_languages_stay_as_they_are(name: str) -> None:
    assert clean_line(name) == unicodedata.normalize("NFC", name)
    assert list(name_problems(name, "name", 100)) == []


def test_a_letter_carries_a_few_marks_only() -> None:
    piled = clean_line("A" + "\u0489\u0330\u0334" * 30 + "n")
    assert [unicodedata.category(letter) for letter in piled[1:-1]] == ["Me", "Mn", "Mn"]


@pytest.mark.parametrize("name", ["Nguyễn \u0410n", "Nguy\u0435n An", "\u0391n", "Văn \u13aan"])
def test_a_word_of_two_alphabets_is_refused(name: str) -> None:
    [problem] = name_problems(name, "student_name", 100)
    assert problem.code == "mixed_alphabets"


def test_a_name_of_nothing_to_be_seen_is_none() -> None:
    [problem] = name_problems(clean_line("\u200b\u202e\u3164"), "student_name", 100)
    assert problem.code == "required"


@pytest.mark.parametrize(
    "typed",
    [
        "11a2-03",
        " 11A2-03 ",
        "11\u04102-03",
        "11\u03912-03",
        "１１Ａ２－０３",
        "11A2\u201303",
        "11A2\u200b-03",
    ],
)
def test_numbers_that_look_the_same_are_one_number(typed: str) -> None:
    assert fold_number(typed) == fold_number("11A2-03")


def test_numbers_that_differ_stay_apart() -> None:
    assert len({fold_number(number) for number in ("11A2", "11B2", "11D2", "11Đ2", "1112")}) == 5


@given(st.text(max_size=60))
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert fold_number(clean_line(text)) == fold_number(text)
