"""Names and numbers of people, as typed: without what nobody sees, and without doubles of letters.

Two texts that look the same are to be the same.  Compatible letters become the usual ones, and
letters come composed, as RFC 8266 asks of nicknames; what has no shape of its own (direction marks,
joiners, controls) is left out, and no letter carries more marks than a language needs.  Letters of
several alphabets look alike (Unicode Technical Standard 39): in one word of a name they are
refused, and in a number each counts as the Latin one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from chalicelib.domain.errors import Problem
from chalicelib.domain.questions import text_problems

MAX_MARKS: Final = 3
"""On one letter, once it is composed: Vietnamese needs none then, vowelled Arabic up to three."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Controls, formats, what is not assigned, private or half a letter."""
_MARKS: Final = frozenset({"Me", "Mn"})
"""Those that take no place of their own."""
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by their category that draw nothing."""
_SELECTORS: Final = frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))))
_ALPHABETS: Final = frozenset({"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "GREEK", "LATIN"})
"""Those with letters that look like one another's."""
_CYRILLIC: Final = "авсеһіјкмнорԛѕтүухѵԝ", "abcehijkmhopqstyyxvw"
_GREEK: Final = "αβεζηικμνορτυχ", "abezhikmnoptyx"
"""Small letters whose capitals are doubles, and the Latin ones."""
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------"
_LATIN: Final = {
    ord(one): other
    for pair in (_CYRILLIC, _GREEK, _DASHES)
    for one, other in zip(*pair, strict=True)
}


def clean_line(text: str) -> str:
    """Return a line as people see it: composed, with single spaces, without what has no shape."""
    usual = unicodedata.normalize("NFKC", " ".join(text.split()))
    return " ".join("".join(_seen(usual)).split())


def fold_number(number: str) -> str:
    """Return a student number without what typing varies in: case, spaces, doubles of letters."""
    return clean_line(number).casefold().translate(_LATIN)


def name_problems(name: str, path: str, longest: int) -> Iterator[Problem]:
    """Yield what is wrong with a person's name."""
    yield from text_problems(name, path, longest)
    if any(len(_alphabets_of(word)) > 1 for word in name.split()):
        yield Problem(path, "mixed_alphabets")


def _seen(text: str) -> Iterator[str]:
    """Yield the letters that draw something, each with a few marks at most."""
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        if category in _UNSEEN or letter in _BLANK or letter in _SELECTORS:
            continue
        marks = marks + 1 if category in _MARKS else 0
        if marks <= MAX_MARKS:
            yield letter


def _alphabets_of(word: str) -> frozenset[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return _ALPHABETS.intersection(names)
