"""Text whose letters carry marks, as Word and teachers give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from chalicelib.domain.underlining import underline
from chalicelib.importing.drafts import Fault

PLAIN: Final[frozenset[str]] = frozenset()
UNDERLINE: Final = "underline"
BLANK: Final = "______"
_SHOWN: Final = re.compile(r"(\$[^$]+\$|!\[[^\]]*\]\(picture:\w+\))")
"""Formulas and pictures, below which no line runs."""
_SHORTEST_BLANK: Final = 3
"""So many underlined spaces draw a line to write on."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text; ``marks`` has the marks of each letter: bold, underline, colour, highlight."""

    text: str
    marks: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, text: str, marks: Iterable[str] = ()) -> RichText:
        """Return a text whose letters all carry the same marks."""
        carried = frozenset(marks)
        return cls(text, (carried,) * len(text))

    @classmethod
    def join(cls, parts: Iterable[RichText]) -> RichText:
        """Return one text of several, side by side."""
        gathered = list(parts)
        return cls(
            "".join(part.text for part in gathered),
            tuple(mark for part in gathered for mark in part.marks),
        )

    def part(self, start: int, end: int | None = None) -> RichText:
        """Return a stretch of the text."""
        return RichText(self.text[start:end], self.marks[start:end])

    def split_lines(self) -> list[RichText]:
        """Return the lines of the text."""
        lines, start = [], 0
        for at, letter in enumerate(self.text):
            if letter == "\n":
                lines.append(self.part(start, at))
                start = at + 1
        return [*lines, self.part(start)]

    def share(self, mark: str) -> float:
        """Return how much of the text carries a mark, 0 to 1; spaces do not count."""
        letters = [
            marks for letter, marks in zip(self.text, self.marks, strict=True) if letter > " "
        ]
        return sum(mark in marks for marks in letters) / len(letters) if letters else 0.0

    def carries(self, mark: str) -> bool:
        """Say whether most of the text carries a mark; spaces do not count."""
        return self.share(mark) > 1 / 2

    def written(self, *, underlines: bool) -> str:
        """Return the text; with underlined words marked as such if their lines say something."""
        if not underlines:
            return self.text
        letters = zip(self.text, self.marks, strict=True)
        return "".join(
            _underlined("".join(letter for letter, _ in stretch))
            if lined
            else "".join(letter for letter, _ in stretch)
            for lined, stretch in groupby(letters, key=lambda pair: UNDERLINE in pair[1])
        )


def joined(lines: Iterable[RichText], *, underlines: bool = True) -> str:
    """
    Return lines as one text, without those that say nothing.

    Args:
        lines: In their order.
        underlines: Whether underlined words are marked; a line that is underlined all along is a
            heading and is not.
    """
    written = (line.written(underlines=underlines and line.share(UNDERLINE) < 1) for line in lines)
    return "\n".join(filter(None, (text.strip() for text in written)))


def _underlined(text: str) -> str:
    drawn = not text.strip() and ("\t" in text or len(text) >= _SHORTEST_BLANK)
    if drawn:
        return BLANK
    return "".join(
        stretch if _SHOWN.fullmatch(stretch) else underline(stretch)
        for stretch in _SHOWN.split(text)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    number: int
    rich: RichText
    faults: tuple[Fault, ...] = ()
    """What could not be taken over from it."""

    @property
    def text(self) -> str:
        """The line without its marks."""
        return self.rich.text
