"""What several questions share: a passage to read, data to use, or how to answer them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from chalicelib.domain.questions import MAX_TEXT
from chalicelib.importing.rich_text import Line, joined

_BEGINS: Final = re.compile(
    r"[\s(\[*\-\u2013\u2022]*(?:đọc|dựa|căn cứ|sử dụng|dùng|cho|quan sát|xem|xét|nghe|từ|với|"
    r"read|mark|choose|listen|look|study|use|based|refer|complete|questions?)\b",
    re.IGNORECASE,
)
"""How teachers begin it.  "Thí sinh trả lời từ câu 1 đến câu 18" stands beneath the heading of a
part, and is nothing to be read again beside each question."""
_ASKED: Final = r"(?:câu(?:\s{1,3}hỏi)?(?:\s{1,3}số)?|questions?)\s{0,3}"
_RANGE: Final = re.compile(
    rf"(?:{_ASKED}|\b(?:từ|from)\s{{1,3}})(?:(?:từ|from)\s{{1,3}})?(?:{_ASKED})?"
    rf"(?P<first>\d{{1,3}})\s{{0,3}}(?:đến|tới|to|through|và|and|[-\u2013\u2014])\s{{0,3}}"
    rf"(?:{_ASKED})?(?P<last>\d{{1,3}})\b",
    re.IGNORECASE,
)
_ENGLISH: Final = ("read ", "mark ", "choose ", "listen ")
_ENGLISH_GOES_ON: Final = ("question", "following", "answer sheet")
_MOST: Final = 50
"""Questions that one passage has at most; a wider range is a part of the paper."""


@dataclass(slots=True)
class Passage:
    """Lines that belong to all questions from one number to another."""

    first: int
    last: int
    lines: list[Line] = field(default_factory=list)
    used: bool = False

    def takes(self, line: Line) -> bool:
        """Take a line in; False when no question could hold so long a text."""
        if sum(len(one.text) for one in self.lines) + len(line.text) > MAX_TEXT:
            return False
        self.lines.append(line)
        return True

    def covers(self, number: int) -> bool:
        """Say whether a question of this number belongs to it."""
        return self.first <= number <= self.last

    def text_beside(self, number: int, stem: str) -> str:
        """
        Return what a question of this number says with it.

        A question that only offers choices for a hole of the passage names the hole.
        """
        said = joined(line.rich for line in self.lines)
        hole = rf"[(\[]\s?{number}\s?[)\]]|\b{number}[. ]{{0,2}}[_…]|[_…] ?{number}\b"
        if not stem and re.search(hole, said):
            stem = f"({number})"
        return "\n\n".join(filter(None, (said, stem)))


def begin_passage(line: Line, *, after: int, complete: bool) -> Passage | None:
    """
    Return the passage that a line begins, or None.

    Args:
        line: The line.
        after: The number of the question before it; 0: there is none.
        complete: Whether nothing of that question is missing; else a line without numbers may be
            a part of it.
    """
    if not _BEGINS.match(line.text):
        return None
    if stated := _RANGE.search(line.text):
        first, last = int(stated["first"]), int(stated["last"])
        fits = after < first < last < first + _MOST
        return Passage(first, last, [line]) if fits else None
    if complete and _asks_without_numbers(line.text.strip().casefold()):
        return Passage(after + 1, after + _MOST, [line])
    return None


def _asks_without_numbers(text: str) -> bool:
    """Say whether a line, in small letters, tells how to answer all questions that follow."""
    answer = text.find("trả lời") if text.startswith("đọc ") else -1
    asks = answer > 0 and "câu hỏi" in text[answer:]
    return asks or (text.startswith(_ENGLISH) and any(word in text for word in _ENGLISH_GOES_ON))
