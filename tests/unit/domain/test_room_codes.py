"""Room codes as they are typed and drawn."""

from __future__ import annotations

import pytest

from chalicelib.domain.room_codes import ROOM_CODE_ALPHABET, is_room_code, normalise_room_code


@pytest.mark.parametrize("typed", ["hhc234", "HHC 234", "hhc-234", "  HHC234\n", "h h c 2 3 4"])
def test_a_room_code_is_read_as_people_type_it(typed: str) -> None:
    assert normalise_room_code(typed) == "HHC234"


def test_no_letter_of_a_room_code_is_read_for_another() -> None:
    assert not set("IO01") & set(ROOM_CODE_ALPHABET)


@pytest.mark.parametrize(
    ("text", "good"), [("HHC234", True), ("HHC23", False), ("HHC2345", False), ("HHC23o", False)]
)
def test_a_room_code_has_six_letters_of_the_alphabet(text: str, *, good: bool) -> None:
    assert is_room_code(text) is good
