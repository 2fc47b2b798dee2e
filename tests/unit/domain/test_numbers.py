"""Numbers are read as Vietnamese and English speakers type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.numbers import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("\u22123", "-3"),
        ("\u20133,5", "-3.5"),
        ("+7", "7"),
        (",5", "0.5"),
        ("5.", "5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,5e-3", "0.0015"),
        ("\uff11\uff12", "12"),
    ],
)
def test_a_number_is_read_as_typed(typed: str, number: str) -> None:
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", " ", ",", "-", "1,2,3", "12a", "1/2", "NaN", "inf", "٣", "1e"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(typed: str) -> None:
    assert read_number(typed) is None or isinstance(read_number(typed), Decimal)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_number_is_read_with_either_decimal_mark(number: Decimal) -> None:
    assert read_number(f"{number:f}") == number
    assert read_number(f"{number:f}".replace(".", ",")) == number
