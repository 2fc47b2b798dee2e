"""Everything that can go wrong says so in Vietnamese and in English."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from chalicelib.api.messages import MESSAGES, Language, language_of, message_for
from chalicelib.domain.errors import GiamThiError
from chalicelib.importing import drafts, rosters

LANGUAGES = get_args(Language)
SOURCE = Path(__file__).parents[3] / "chalicelib"


def every_error(base: type[GiamThiError] = GiamThiError) -> Iterator[type[GiamThiError]]:
    yield base
    for child in base.__subclasses__():
        yield from every_error(child)


def problem_codes() -> set[str]:
    """Collect the code of every ``Problem(path, code)`` written anywhere in the package."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Problem"):
                found |= codes_in(node.args[1]) if len(node.args) > 1 else set()
    return found


def codes_in(node: ast.expr) -> set[str]:
    return {str(n.value) for n in ast.walk(node) if isinstance(n, ast.Constant)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


ERRORS = sorted({error.code for error in every_error()})
PROBLEMS = sorted(problem_codes() | {"malformed", "not_json"})
IMPORTS = sorted({*get_args(drafts.Fault), *(fault.value for fault in rosters.Fault)})


def test_the_search_for_problem_codes_finds_them() -> None:
    assert {"required", "too_long", "too_large", "out_of_range", "in_the_past"} <= set(PROBLEMS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ERRORS)
def test_every_error_has_a_message(code: str, language: Language) -> None:
    assert MESSAGES[code][language].strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_a_message(code: str, language: Language) -> None:
    assert MESSAGES[f"problem.{code}"][language].strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", IMPORTS)
def test_every_line_left_out_of_an_import_has_a_message(code: str, language: Language) -> None:
    assert MESSAGES[f"import.{code}"][language].strip()


def test_no_message_is_left_without_a_use() -> None:
    assert set(MESSAGES) == {
        *ERRORS,
        *(f"problem.{code}" for code in PROBLEMS),
        *(f"import.{code}" for code in IMPORTS),
    }


def test_no_two_errors_share_a_code() -> None:
    classes = list(every_error())
    assert len({error.code for error in classes}) == len(classes)


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_ask_for_the_same_values(code: str) -> None:
    vietnamese, english = (placeholders(MESSAGES[code][language]) for language in LANGUAGES)
    assert vietnamese == english


def test_a_message_holds_its_values() -> None:
    assert "HHC234" in message_for("room_not_found", "vi", room_code="HHC234")


def test_braces_in_a_value_stay_as_typed() -> None:
    assert "{room_code}" in message_for("room_not_found", "en", room_code="{room_code}")


def test_an_absent_value_leaves_its_placeholder() -> None:
    assert "{room_code}" in message_for("room_not_found", "vi")


def test_an_unknown_code_says_what_an_internal_error_says() -> None:
    assert message_for("nonsense", "en") == MESSAGES["internal_error"]["en"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr", "vi"),
        ("en", "en"),
        ("EN-us,en;q=0.5", "en"),
        (" en;q=0.9, vi", "en"),
    ],
)
def test_english_is_spoken_to_who_asks_for_it_first(header: str | None, language: str) -> None:
    assert language_of(header) == language
