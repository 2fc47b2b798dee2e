"""A price without a source is a guess."""

from __future__ import annotations

import re

import pytest

from bench import prices


def test_every_figure_of_the_table_is_a_price_with_its_source() -> None:
    named = {name for name, _ in prices.all_prices()}
    figures = {
        name
        for name, value in vars(prices).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, int | float | dict)
    }
    assert figures
    assert {name.partition("[")[0] for name in named} == figures


@pytest.mark.parametrize(
    ("name", "price"), [pytest.param(n, p, id=n) for n, p in prices.all_prices()]
)
def test_a_price_says_where_and_when_it_was_published(name: str, price: prices.Price) -> None:
    assert price > 0, name
    assert price.source.place
    assert re.search(r"20\d\d", price.source.time)


def test_a_price_counts_like_a_number() -> None:
    assert type(1_000_000 * prices.SQS_REQUEST) is float
    assert pytest.approx(0.40) == 1_000_000 * prices.SQS_REQUEST
