"""What begins a question in the Vietnamese layout: ``Câu 1 (NB).``, ``[VD] Câu 2: (0,5 điểm)``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.bank import Level
from chalicelib.domain.numbers import read_number

_NOTE: Final = r"(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\])"
_HEADING: Final = re.compile(
    rf"\s*(?:(?P<before>{_NOTE})\s*)?(?:câu|bài|question)\s*(?:hỏi\s*)?(?P<number>\d{{1,3}})\s*"
    rf"(?P<notes>(?:{_NOTE}\s*)*)[.:)]?\s*",
    re.IGNORECASE,
)
_NEXT_NOTE: Final = re.compile(rf"({_NOTE})[.:]?\s*")
_POINTS: Final = re.compile(r"(?<!\d)(\d{1,9}(?:[.,]\d{1,9})?)\s{0,9}(?:điểm|đ)\b", re.IGNORECASE)
_LEVELS: Final = (
    (Level.HIGH_APPLICATION, re.compile(r"\bVDC\b|(?i:vận dụng cao|mức(?: độ)? 4)")),
    (Level.APPLICATION, re.compile(r"\bVD\b|(?i:vận dụng|mức(?: độ)? 3)")),
    (Level.COMPREHENSION, re.compile(r"\bTH\b|(?i:thông hiểu|mức(?: độ)? 2)")),
    (Level.RECOGNITION, re.compile(r"\bNB\b|(?i:nhận biết|mức(?: độ)? 1)")),
)
"""The longer names first; the short ones in capitals only, as teachers write them."""


@dataclass(slots=True)
class Heading:
    """The heading of a question, and what it says about it."""

    number: int
    end: int
    """Where the question's own text begins."""
    points: float | None = None
    level: Level | None = None
    kept: str = ""
    """A note that says neither: where the question comes from, say."""

    def learn(self, note: str) -> bool:
        """Take over what a note says; False when that is neither points nor level."""
        level = next((level for level, name in _LEVELS if name.search(note)), None)
        stated = _POINTS.search(note)
        number = read_number(stated[1]) if stated else None
        self.level = level or self.level
        self.points = float(number) if number else self.points
        return level is not None or stated is not None


def read_heading(text: str) -> Heading | None:
    """Read the heading that a line begins with; None when it begins no question."""
    match = _HEADING.match(text)
    if match is None:
        return None
    heading = Heading(int(match["number"]), match.end())
    if match["before"] and not heading.learn(match["before"]):
        return None
    notes = re.findall(_NOTE, match["notes"])
    heading.kept = " ".join(note for note in notes if not heading.learn(note))
    while (note := _NEXT_NOTE.match(text, heading.end)) and heading.learn(note[1]):
        heading.end = note.end()
    return heading
