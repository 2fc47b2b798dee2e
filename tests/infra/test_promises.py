"""Each promise names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
TEXT: Final = (ROOT / "docs" / "promises.md").read_text("utf-8")
NAMED: Final = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


def names_in(path: Path) -> set[str]:
    """Return what a test module defines at its top."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_a_promise_names_exists(path: str, name: str) -> None:
    assert name in names_in(ROOT / path)


def test_every_promise_names_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if re.match(r"\| (?!promise|---)", line)]
    assert rows
    assert [row for row in rows if "::test_" not in row] == []
