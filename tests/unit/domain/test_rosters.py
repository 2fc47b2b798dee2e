"""A class list: what may stand on it, and how its order is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.allowances import Allowance
from chalicelib.domain.errors import InvalidError
from chalicelib.domain.rosters import (
    MAX_ROSTER,
    RosterEntry,
    check_entries,
    fold_pin,
    is_pin,
    placed,
)


def entry(number: str = "SBD001", **changes: Any) -> RosterEntry:
    return replace(RosterEntry(number, "Nguyễn Văn An"), **changes)


def faults(*entries: RosterEntry) -> list[tuple[str, str]]:
    with pytest.raises(InvalidError) as caught:
        check_entries(entries)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_a_list_names_every_fault_at_its_place() -> None:
    assert faults(
        entry(" "),
        entry(name=""),
        entry("S3", class_name="a" * 61),
        entry("S4", allowance=Allowance(extra_minutes=-1, extra_percent=301)),
    ) == [
        ("entries[0].student_number", "required"),
        ("entries[1].student_name", "required"),
        ("entries[2].class_name", "too_long"),
        ("entries[3].extra_minutes", "out_of_range"),
        ("entries[3].extra_percent", "out_of_range"),
    ]


def test_a_number_stands_on_a_list_once_however_it_is_typed() -> None:
    assert faults(entry("sbd001"), entry(" SBD001 ")) == [
        ("entries[1].student_number", "duplicate_number")
    ]


def test_a_list_ends_somewhere() -> None:
    assert faults(*[entry(f"S{at}") for at in range(MAX_ROSTER + 1)]) == [("entries", "too_many")]


@pytest.mark.parametrize(
    ("allowance", "minutes"),
    [
        (Allowance(), 0),
        (Allowance(extra_minutes=10), 10),
        (Allowance(extra_percent=25), 22.5),
        (Allowance(extra_minutes=5, extra_percent=50), 50),
    ],
)
def test_extra_time_is_minutes_and_a_share_of_the_duration(
    allowance: Allowance, minutes: float
) -> None:
    assert allowance.extra_time(90) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["4826", "abcd", "AB12cd34ef56"])
def test_a_pin_is_a_few_digits_or_letters(text: str) -> None:
    assert is_pin(text)


@pytest.mark.parametrize("text", ["", "123", "1" * 13, "12 34", "mật1", "12-34"])
def test_anything_else_is_no_pin(text: str) -> None:
    assert not is_pin(text)


def test_a_pin_is_one_pin_however_it_is_typed() -> None:
    assert fold_pin(" ab 12\n") == "AB12"


names = st.lists(st.sampled_from([f"S{at}" for at in range(12)]), unique=True)


@given(names, names)
def test_positions_grow_along_the_list(before: list[str], after: list[str]) -> None:
    stood = tuple(placed([entry(number) for number in before], ()))
    positions = [one.position for one in placed([entry(number) for number in after], stood)]
    assert positions == sorted(set(positions))


@given(names, st.data())
def test_taking_lines_out_moves_none_of_the_others(before: list[str], data: st.DataObject) -> None:
    stood = tuple(placed([entry(number) for number in before], ()))
    left = [one for one in stood if data.draw(st.booleans())]
    assert list(placed(left, stood)) == left


def test_a_line_put_in_moves_none_of_the_others() -> None:
    stood = list(placed([entry("S1"), entry("S2"), entry("S3")], ()))
    found = list(placed([stood[0], entry("S9"), *stood[1:]], stood))
    assert [found[0], *found[2:]] == stood
