"""What an erasure asks for, and how its receipt adds up."""

from __future__ import annotations

import pytest

from chalicelib.domain.attempts import Student
from chalicelib.domain.erasures import Erased, check_confirmation, fingerprint_of, mentions
from chalicelib.domain.errors import InvalidError

AN = Student("Nguyễn Văn An", "7")


def test_what_was_erased_adds_up_sort_by_sort() -> None:
    assert Erased(1, 2, 3, 4, 5) + Erased(pictures=6) == Erased(1, 2, 3, 10, 5)


def test_a_confirmation_may_differ_in_case_and_spaces_only() -> None:
    check_confirmation("  toán  12 ", "Toán 12")
    with pytest.raises(InvalidError):
        check_confirmation("Toán 11", "Toán 12")


def test_an_empty_confirmation_confirms_nothing() -> None:
    with pytest.raises(InvalidError):
        check_confirmation("", "Toán 12")


@pytest.mark.parametrize("text", ["Em nguyễn văn an, xem lại", "SBD 7 ngồi lại chỗ cũ", "7"])
def test_a_text_mentions_a_student_by_name_or_number(text: str) -> None:
    assert mentions(text, AN)


@pytest.mark.parametrize("text", ["", "Còn 17 phút", "Nguyễn Văn Anh, xem lại"])
def test_part_of_a_word_mentions_nobody(text: str) -> None:
    assert not mentions(text, AN)


def test_a_fingerprint_tells_an_identifier_only_to_who_has_it() -> None:
    assert fingerprint_of("a" * 32) == fingerprint_of("a" * 32)
    assert "a" * 32 not in fingerprint_of("a" * 32)
