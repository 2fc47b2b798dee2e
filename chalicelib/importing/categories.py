"""The parts of a paper as Moodle's categories: the nearest thing that its formats have.

A category is a path of names with slashes between; a slash within a name stands doubled.
"""

from __future__ import annotations

import re
from typing import Final

ROOT: Final = "$course$/top"
_SLASH: Final = re.compile(r"(?<!/)/(?!/)")
_USUAL: Final = ("Default for ", "Mặc định cho ")
"""What Moodle puts questions into that nobody sorted."""


def category_of(part: str) -> str:
    """Return the category that a part is written as; of no part, that of all questions."""
    name = " ".join(part.split()).replace("/", "//")
    return f"{ROOT}/{name}" if name else ROOT


def part_of(category: str) -> str:
    """Return the part that a category stands for: its last name, unless it sorts nothing."""
    path = category.strip()
    if path in {ROOT, "top"} or path.endswith("$/top"):
        return ""
    last = _SLASH.split(path.removeprefix(f"{ROOT}/"))[-1].replace("//", "/").strip()
    return "" if last.startswith(_USUAL) else last
