"""The key at the end of a Vietnamese paper: tables and lists of answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from chalicelib.importing.drafts import read_judgement
from chalicelib.importing.layout_key_tables import (
    STATEMENT,
    WHOLE,
    Columns,
    Entry,
    read_statement_cells,
)
from chalicelib.importing.rich_text import Line

_CELLS: Final = re.compile(r"\t+|\s*\|\s*|\s{2,}")
_LABEL: Final = re.compile(r"câu(?: hỏi)?|đáp án|đ/?a|chọn|trả lời|stt", re.IGNORECASE)
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
    _columns: Columns | None = None
    """What the columns of a table hold, once its heading was read."""
    _judged: dict[int, Key] = field(default_factory=dict)
    """The judgements so far of questions whose statements are told one by one."""

    def enter_part(self, part: int) -> None:
        """Go on with the key of another part."""
        self.part = part
        self._begin_table([], None)

    def read(self, line: Line) -> bool:
        """Read a line; False when it is no part of a key."""
        cells = [cell for cell in _CELLS.split(line.text.strip()) if cell]
        label = cells[0] if cells else ""
        labelled = bool(_LABEL.fullmatch(label.rstrip(":. ")))
        values = cells[1:] if labelled else cells
        if self._asked and self._read_answers(line, values, label):
            return True
        if self._columns and self._add_entries(line, self._columns.read(cells)):
            return True
        if columns := Columns.headed(cells):
            self._begin_table([], columns)
            return True
        numbers = [match for cell in values if (match := WHOLE.fullmatch(cell))]
        if numbers and len(numbers) == len(values) and (labelled or len(values) > 1):
            self._begin_table([int(match[1]) for match in numbers], None)
            return True
        return self._read_items(line) or self._read_entry(line)

    def _begin_table(self, asked: list[int], columns: Columns | None) -> None:
        self._asked, self._columns, self._judged = asked, columns, {}

    def _read_answers(self, line: Line, values: list[str], label: str) -> bool:
        """Read a row below the numbers."""
        if STATEMENT.fullmatch(label) and len(values) == len(self._asked) + 1:
            place = ord(label[0].lower()) - ord("a")
            pairs = zip(self._asked, values[1:], strict=True)
            return self._add_entries(line, [Entry(number, word, place) for number, word in pairs])
        if self._add_entries(line, read_statement_cells(self._asked, values)):
            return True
        if len(values) != len(self._asked):
            return False
        for number, answer in zip(self._asked, values, strict=True):
            self._add(line, number, answer)
        self._asked = []
        return True

    def _add_entries(self, line: Line, entries: list[Entry] | None) -> bool:
        """Add what a row holds; False when it holds nothing, or statements out of their order."""
        if not entries or not self._in_order(entries):
            return False
        for entry in entries:
            if entry.statement is None:
                self._add(line, entry.number, entry.answer)
            else:
                self._add_judgement(line, entry)
        return True

    def _in_order(self, entries: list[Entry]) -> bool:
        told = Counter({number: len(key.answer.split()) for number, key in self._judged.items()})
        for entry in entries:
            if entry.statement not in {None, told[entry.number]}:
                return False
            told[entry.number] += 1
        return True

    def _add_judgement(self, line: Line, entry: Entry) -> None:
        answer = entry.answer
        if before := self._judged.get(entry.number):
            self.keys.remove(before)
            answer = f"{before.answer} {answer}"
        self._judged[entry.number] = Key(line.number, self.part, entry.number, answer)
        self.keys.append(self._judged[entry.number])

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
