"""Tables of answers that go downwards: a heading names the columns, a row holds some answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from chalicelib.importing.drafts import read_judgement

WHOLE: Final = re.compile(r"(?:câu\s*)?(\d{1,3})[.:)]?", re.IGNORECASE)
STATEMENT: Final = re.compile(r"(?P<letter>[a-h])\s*[.)]?", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"câu(?: hỏi)?(?: số)?|stt", re.IGNORECASE)
_STATEMENTS: Final = re.compile(r"lệnh hỏi|ý|ý hỏi|mệnh đề|phát biểu|nội dung", re.IGNORECASE)
_ANSWERS: Final = re.compile(
    r"(?:đáp án|đ/?a|trả lời|chọn|đúng/sai)\s*"
    r"(?:(?:\(\s*)?đ(?:úng)?\s*[-\u2013/]\s*s(?:ai)?\s*\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer to a question, or to one of its statements."""

    number: int
    answer: str
    statement: int | None = None
    """Its place, from 0; None: the answer is the whole question's."""


@dataclass(slots=True)
class Columns:
    """What the columns hold; a group of them may stand several times beside each other."""

    width: int
    statements: tuple[int, ...] = ()
    """The places of the statements, where each has a column of its own."""
    by_row: bool = False
    """Whether each statement has a row of its own."""
    _numbers: list[int] = field(default_factory=list)
    """The questions of the last row: a cell that spans rows stands in the first of them."""

    @classmethod
    def headed(cls, cells: Sequence[str]) -> Columns | None:
        """Return what a heading says; None when it is none."""
        if len(cells) < 2 or not _NUMBERS.fullmatch(cells[0]):  # noqa: PLR2004 - a number, an answer
            return None
        starts = [at for at, cell in enumerate(cells) if _NUMBERS.fullmatch(cell)]
        width = starts[1] if len(starts) > 1 else len(cells)
        group = cells[1:width]
        if list(cells) != [cell for at in starts for cell in (cells[at], *group)]:
            return None
        if all(STATEMENT.fullmatch(cell) for cell in group):
            return cls(width, tuple(_place(cell) for cell in group))
        *statements, answers = group
        if not _ANSWERS.fullmatch(answers) or len(statements) > 1:
            return None
        if statements and not _STATEMENTS.fullmatch(statements[0]):
            return None
        return cls(width, by_row=bool(statements))

    def read(self, cells: Sequence[str]) -> list[Entry] | None:
        """Read a row; None when it does not fit below the heading."""
        return self._read_statement_rows(cells) if self.by_row else self._read_questions(cells)

    def _read_questions(self, cells: Sequence[str]) -> list[Entry] | None:
        if not cells or len(cells) % self.width:
            return None
        entries = []
        for at in range(0, len(cells), self.width):
            number, *answers = cells[at : at + self.width]
            match = WHOLE.fullmatch(number)
            if match is None:
                return None
            places = self.statements or (None,)
            asked = int(match[1])
            entries += [Entry(asked, *one) for one in zip(answers, places, strict=True)]
        return entries

    def _read_statement_rows(self, cells: Sequence[str]) -> list[Entry] | None:
        """Read ``1 | a) | Đ | 2 | a) | S``; the numbers may stand in the first of the rows only."""
        entries: list[Entry] = []
        left = iter(cells)
        for cell in left:
            match, label = WHOLE.fullmatch(cell), cell
            if match:
                number, label = int(match[1]), next(left, "")
            elif len(entries) < len(self._numbers):
                number = self._numbers[len(entries)]
            else:
                return None
            answer = next(left, "")
            if not STATEMENT.fullmatch(label) or read_judgement(answer) is None:
                return None
            entries.append(Entry(number, answer, _place(label)))
        self._numbers = [entry.number for entry in entries]
        return entries


def read_statement_cells(asked: Sequence[int], cells: Sequence[str]) -> list[Entry] | None:
    """Read ``a) Đ | a) S`` below the numbers of the questions; None when it is not that."""
    entries = list(_statement_cells(asked, cells))
    return entries if entries and len(entries) == len(cells) == len(asked) else None


def _statement_cells(asked: Sequence[int], cells: Sequence[str]) -> Iterator[Entry]:
    for number, cell in zip(asked, cells, strict=False):
        label, _, answer = cell.replace(")", ") ").replace("-", " ").partition(" ")
        if STATEMENT.fullmatch(label) and read_judgement(answer) is not None:
            yield Entry(number, answer.strip(), _place(label))


def _place(label: str) -> int:
    return ord(label[0].lower()) - ord("a")
