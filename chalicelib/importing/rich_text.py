"""Text whose letters carry marks, as Word and teachers give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chalicelib.importing.drafts import Fault

PLAIN: Final[frozenset[str]] = frozenset()


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

    def carries(self, mark: str) -> bool:
        """Say whether most of the text carries a mark; spaces do not count."""
        letters = [
            marks for letter, marks in zip(self.text, self.marks, strict=True) if letter > " "
        ]
        return bool(letters) and 2 * sum(mark in marks for marks in letters) > len(letters)


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
