"""Underlined words within a text: ``h<u>ea</u>d``, as questions about sounds need them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LETTER: Final = r"[^<>$\\\s]"
_UNDERLINED: Final = re.compile(rf"<u>({_LETTER}(?:(?:{_LETTER}|[^\S\n])*{_LETTER})?)</u>")
"""As the pages read it; see ``web/src/shared/formula/underlines.ts``."""


def underline(text: str) -> str:
    """
    Return a text that is shown underlined.

    The line does not run below the spaces around it, and a text that could not be told from what
    stands around it (with a formula, a picture or angle brackets in it) stays as it is.
    """
    said = text.strip()
    lined = f"<u>{said}</u>"
    if not _UNDERLINED.fullmatch(lined) or "](picture:" in said:
        return text
    start = text.index(said)
    return f"{text[:start]}{lined}{text[start + len(said) :]}"


def split_underlined(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text's stretches in order, each with whether it is underlined."""
    for place, stretch in enumerate(_UNDERLINED.split(text)):
        if stretch:
            yield stretch, place % 2 == 1


def without_underlines(text: str) -> str:
    """Return a text as it reads without its lines."""
    return _UNDERLINED.sub(r"\1", text)
