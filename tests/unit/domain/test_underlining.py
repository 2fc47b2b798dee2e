"""Underlined words within a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.underlining import split_underlined, underline, without_underlines


def test_underlined_words_stand_among_the_others() -> None:
    assert list(split_underlined("h<u>ea</u>d")) == [("h", False), ("ea", True), ("d", False)]


@pytest.mark.parametrize(
    "text", ["<u> a</u>", "<u>a\nb</u>", "<u><b>a</b></u>", "<u>$x</u>", "<u></u>", "a < u > b"]
)
def test_what_is_not_clearly_underlined_is_text(text: str) -> None:
    assert list(split_underlined(text)) == [(text, False)]


def test_the_line_does_not_run_below_the_spaces_around() -> None:
    assert underline(" hai từ ") == " <u>hai từ</u> "


@given(st.text(st.sampled_from("ab <>$\\\n/u")))
def test_what_is_underlined_reads_as_before_and_is_found_again(text: str) -> None:
    lined = underline(text)
    if lined != text:
        assert without_underlines(lined) == text
        assert (text.strip(), True) in split_underlined(lined)
