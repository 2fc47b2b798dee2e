"""How questions of the bank are named, searched and checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.bank import (
    MAX_LABEL,
    MAX_TAGS,
    Labels,
    bank_name,
    bank_problems,
    fold,
    search_text,
)
from chalicelib.domain.pictures import picture_mark
from tests.fakes.pictures import PICTURE
from tests.fakes.samples import every_type, paper

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Đạo hàm", "dao ham"),
        ("ĐIỆN TRỞ", "dien tro"),
        ("  Khảo   sát\nhàm số ", "khao sat ham so"),
        ("Nguyễn Thị Thuỷ", "nguyen thi thuy"),
    ],
)
def test_words_are_searched_without_diacritics(written: str, searched: str) -> None:
    assert fold(written) == searched


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_question_is_found_by_everything_it_says() -> None:
    question = replace(
        paper()[0],
        text=f"Cho hình {picture_mark(PICTURE.picture_id, 'Mạch điện')}",
        explanation="Định luật Ôm",
    )
    found = search_text(question, Labels("Vật lí", "Dòng điện", tags=("ôn tập",)))
    for words in ("cho hinh", "mach dien", "dinh luat om", "vat li", "dong dien", "on tap"):
        assert words in found
    assert PICTURE.picture_id not in found


def test_names_sort_by_time() -> None:
    later = NOW + timedelta(milliseconds=1)
    assert bank_name(NOW, "f" * 32) < bank_name(later, "0" * 32)
    assert len(bank_name(NOW, "f" * 32)) == 32


def test_good_questions_with_labels_have_no_problems() -> None:
    labels = Labels("Hóa học", "Este", tags=("a", "b"))
    assert [p for q in every_type() for p in bank_problems(q, labels, "items[0]")] == []


@pytest.mark.parametrize(
    ("labels", "path"),
    [
        (Labels(subject="x" * (MAX_LABEL + 1)), "items[0].subject"),
        (Labels(chapter="x" * (MAX_LABEL + 1)), "items[0].chapter"),
        (Labels(tags=tuple(map(str, range(MAX_TAGS + 1)))), "items[0].tags"),
        (Labels(tags=("a", " ")), "items[0].tags[1]"),
        (Labels(tags=("x" * (MAX_LABEL + 1),)), "items[0].tags[0]"),
    ],
)
def test_each_fault_of_the_labels_is_named(labels: Labels, path: str) -> None:
    assert [p.path for p in bank_problems(paper()[0], labels, "items[0]")] == [path]


def test_a_fault_of_the_question_is_named_with_its_place() -> None:
    question = replace(paper()[0], text="")
    assert [p.path for p in bank_problems(question, Labels(), "items[2]")] == [
        "items[2].question.text"
    ]
