"""Numbers and words as people type them into an answer."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

_SPACES: Final = re.compile(r"\s+")
_MINUS_SIGNS: Final = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
"""A minus sign, a dash and two hyphens: Word and telephones put them where ``-`` was typed."""
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\u0300-\u036f]")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})+")


def read_number(text: str) -> Decimal | None:
    """
    Read a number with a decimal comma or point; None when it is none.

    One comma or point is the decimal mark (``1,5``; ``1.234`` is little more than one).
    Of both, the last is the decimal mark (``1.234,5``); the same mark twice or more
    groups thousands (``1.234.567``).  Spaces between digits say nothing.
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_MINUS_SIGNS))
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", "")
    elif "." in plain and "," in plain:
        thousands = "." if plain.rindex(",") > plain.rindex(".") else ","
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if plain.isascii() and _NUMBER.fullmatch(plain) else None


def fold_text(text: str) -> str:
    """
    Return a text without what spelling may vary in: letter case, spaces, composition.

    Vietnamese letters come composed from one keyboard and decomposed from another.
    Accents stay: they tell words apart.
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def bare_text(text: str) -> str:
    """Return a text as people type it into a search: without case, accents, đ for d."""
    return _MARKS.sub("", unicodedata.normalize("NFD", fold_text(text))).replace("đ", "d")


def is_found_in(words: str, text: str) -> bool:
    """Say whether every word is found somewhere in a text, accents left out or not."""
    told = bare_text(text)
    return all(word in told for word in bare_text(words).split())
