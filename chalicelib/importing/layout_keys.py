"""The key at the end of a Vietnamese paper: tables and lists of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from chalicelib.importing.drafts import read_judgement
from chalicelib.importing.rich_text import Line

_CELLS: Final = re.compile(r"\t+|\s*\|\s*|\s{2,}")
_LABEL: Final = re.compile(r"câu(?: hỏi)?|đáp án|đ/?a|chọn|trả lời|stt", re.IGNORECASE)
_STATEMENT_LABEL: Final = re.compile(r"[a-h]\s*\)?")
_WHOLE: Final = re.compile(r"(?:câu\s*)?(\d{1,3})", re.IGNORECASE)
_ITEM: Final = re.compile(
    r"(?:câu\s*)?(\d{1,3})\s*[.:)\-\u2013]?\s*([A-H](?:\s*,\s*[A-H])*|[ĐSđs](?:[/\-]?[ĐSđs]){1,9})(?=[\s,;.|]|$)",
    re.IGNORECASE,
)
_ENTRY: Final = re.compile(r"\s*(?:câu\s*)?(\d{1,3})\s*[.:)]\s*(\S.*)", re.IGNORECASE)
_LEFT_OVER: Final = re.compile(r"[\s,;.|]*")
_JUDGEMENT: Final = re.compile(r"\b(?:đúng|sai|true|false|đ|s|t|f)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """The answer to one question, as written."""

    line: int
    part: int
    """The part of the paper; 0: the key does not say."""
    number: int
    answer: str


@dataclass(slots=True)
class KeyReader:
    """Reads the key line by line."""

    part: int = 0
    keys: list[Key] = field(default_factory=list)
    _asked: list[int] = field(default_factory=list)
    """The numbers of a table's row, until the row with their answers."""
    _judged: dict[int, Key] = field(default_factory=dict)
    """Judgements of a table that has a row for each statement."""

    def read(self, line: Line) -> bool:
        """Read a line; False when it is no part of a key."""
        cells = [cell for cell in _CELLS.split(line.text.strip()) if cell]
        label = cells[0] if cells else ""
        labelled = bool(_LABEL.fullmatch(label.rstrip(":. ")))
        values = cells[1:] if labelled else cells
        if self._asked and self._read_answers(line, values, label):
            return True
        numbers = [match for cell in values if (match := _WHOLE.fullmatch(cell))]
        if numbers and len(numbers) == len(values) and (labelled or len(values) > 1):
            self._asked, self._judged = [int(match[1]) for match in numbers], {}
            return True
        return self._read_items(line) or self._read_entry(line)

    def _read_answers(self, line: Line, values: list[str], label: str) -> bool:
        """Read the row below the numbers."""
        if _STATEMENT_LABEL.fullmatch(label) and len(values) == len(self._asked) + 1:
            for number, word in zip(self._asked, values[1:], strict=True):
                self._add_judgement(line, number, word)
            return True
        if len(values) != len(self._asked):
            return False
        for number, answer in zip(self._asked, values, strict=True):
            self._add(line, number, answer)
        self._asked = []
        return True

    def _add_judgement(self, line: Line, number: int, word: str) -> None:
        before = self._judged.get(number)
        if before is not None:
            self.keys.remove(before)
        answer = f"{before.answer} {word}" if before else word
        self._judged[number] = Key(line.number, self.part, number, answer)
        self.keys.append(self._judged[number])

    def _read_items(self, line: Line) -> bool:
        """Read ``1.A 2.B 3.C``; nothing else may stand on the line."""
        items = list(_ITEM.finditer(line.text))
        if not items or not _LEFT_OVER.fullmatch(_ITEM.sub("", line.text)):
            return False
        for item in items:
            self._add(line, int(item[1]), item[2])
        return True

    def _read_entry(self, line: Line) -> bool:
        """Read ``Câu 1: 12,5`` or ``Câu 1: a) Đ b) S``."""
        entry = _ENTRY.fullmatch(line.text)
        if entry is None:
            return False
        self._add(line, int(entry[1]), entry[2].strip())
        return True

    def _add(self, line: Line, number: int, answer: str) -> None:
        self.keys.append(Key(line.number, self.part, number, answer))


def read_letters(answer: str) -> list[int] | None:
    """Read ``B`` or ``A, C`` as places from 0; None when it is something else."""
    plain = re.sub(r"[\s,;.và]+", "", answer)
    if not re.fullmatch(r"[A-H]{1,8}", plain):
        return None
    return sorted({ord(letter) - ord("A") for letter in plain})


def read_judgements(answer: str, count: int) -> list[bool] | None:
    """Read ``ĐSĐS`` or ``a) Đúng b) Sai …`` for so many statements; None when it is not that."""
    words = _judgement_words(answer)
    judged = [judgement for word in words if (judgement := read_judgement(word)) is not None]
    return judged if len(judged) == count else None


def _judgement_words(answer: str) -> Iterator[str]:
    packed = re.sub(r"[\s,;.\-\u2013/|]", "", answer)
    if re.fullmatch(r"[ĐSđsTF]+", packed):
        yield from packed
    else:
        yield from (match[0] for match in _JUDGEMENT.finditer(answer))
