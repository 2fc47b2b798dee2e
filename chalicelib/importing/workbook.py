"""A workbook of questions, read and written: one row a question.

It holds everything that a finished question says.  What an unfinished one lacks is missing when it
is read again, and named.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from chalicelib.domain.numbers import read_number
from chalicelib.domain.questions import (
    MAX_CHOICES,
    MAX_QUESTIONS,
    MAX_SPELLINGS,
    Credit,
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.archives import check_archive
from chalicelib.importing.drafts import (
    Collector,
    Common,
    Imported,
    PicturesById,
    Unread,
    number_question,
    several_choices,
    short_text,
    single_choice,
    true_false,
    unreadable,
)
from chalicelib.importing.layout_keys import read_judgements, read_letters
from chalicelib.spreadsheets import CellValue, write_cell

SINGLE, SEVERAL, GROUP, NUMBER, WORDS = (
    "Một đáp án",
    "Nhiều đáp án",
    "Đúng sai",
    "Số",
    "Trả lời ngắn",
)
HEADINGS: Final = (
    "Loại", "Câu hỏi", "Điểm", "Điểm trừ", "Cách chấm", "Đáp án", "Sai số", "Lời giải", "Phần",
)  # fmt: skip
OPTIONS: Final = MAX_SPELLINGS
"""Columns for choices, statements or accepted spellings, whichever are the most."""
CREDITS: Final = {
    Credit.PARTIAL: "Từng phần",
    Credit.ALL: "Đúng hết",
    Credit.GRADUATION: "Tốt nghiệp THPT",
}
MAX_ROWS: Final = 5 * MAX_QUESTIONS
_WIDE: Final = 50
_NARROW: Final = 14


def read_workbook(data: bytes) -> Imported:
    """
    Read the first sheet; its columns are found by their headings, so that one may be left out.

    Raises:
        InvalidError: It is no workbook, or not a safe one.
    """
    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, BadZipFile, SyntaxError) as error:
        raise unreadable() from error
    collector = Collector()
    rows = book.worksheets[0].iter_rows(
        max_row=MAX_ROWS, max_col=len(HEADINGS) + OPTIONS, values_only=True
    )
    columns = _Columns.of([_text(value) for value in next(rows, ())])
    for number, row in enumerate(rows, 2):
        cells = [_text(value) for value in row]
        if any(cells):
            _read_row(number, cells, columns, collector)
    return collector.finish()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row things stand."""

    places: Mapping[str, int]
    """By heading."""

    @classmethod
    def of(cls, headings: Sequence[str]) -> _Columns:
        """Find the headings; a first row that has none of them stands over the usual columns."""
        folded = {heading.casefold(): at for at, heading in reversed([*enumerate(headings)])}
        found = {name: folded[name.casefold()] for name in HEADINGS if name.casefold() in folded}
        return cls(found or {name: at for at, name in enumerate(HEADINGS)})

    def cell(self, cells: Sequence[str], heading: str) -> str:
        """Return what stands under a heading; "" where there is no such column."""
        place = self.places.get(heading, len(cells))
        return cells[place] if place < len(cells) else ""

    def options(self, cells: Sequence[str]) -> list[str]:
        """Return what stands behind the headings, up to the last that says something."""
        behind = list(cells[max(self.places.values()) + 1 :])
        while behind and not behind[-1]:
            behind.pop()
        return behind


def _read_row(number: int, cells: Sequence[str], columns: _Columns, collector: Collector) -> None:
    kind, text, points, penalty, way, key, tolerance, explanation, part = (
        columns.cell(cells, heading) for heading in HEADINGS
    )
    common = Common(
        text=text,
        points=_float(points, 1.0),
        penalty=_float(penalty, 0.0),
        explanation=explanation,
        part=part,
    )
    reader = _READERS.get(kind.casefold())
    options = columns.options(cells)
    question = reader(common, options, key, _credit(way), tolerance) if reader else None
    if question is None:
        collector.skip(Unread(number, " | ".join(filter(None, cells)), "not_understood"))
        return
    lacks_key = not (any(options) if isinstance(question, ShortTextQuestion) else key)
    collector.add(question, [Unread(number, text, "no_key")] if lacks_key else [])


def _read_single(
    common: Common, options: Sequence[str], key: str, _: Credit, __: str
) -> Question | None:
    if not key:
        return single_choice(common, options, None)
    right = read_letters(key)
    if right is None or len(right) != 1 or right[0] >= len(options):
        return None
    return single_choice(common, options, right[0])


def _read_several(
    common: Common, options: Sequence[str], key: str, credit: Credit, _: str
) -> Question | None:
    right = [ord(letter) - ord("A") for letter in key.replace(",", " ").split()]
    if not all(0 <= place < len(options) for place in right):
        return None
    return several_choices(common, options, right, credit)


def _read_group(
    common: Common, options: Sequence[str], key: str, credit: Credit, _: str
) -> Question | None:
    told = read_judgements(key, len(options)) if key else [False] * len(options)
    if not told:
        return None
    return true_false(common, list(zip(options, told, strict=True)), credit)


def _read_number(
    common: Common, _: Sequence[str], key: str, __: Credit, tolerance: str
) -> Question | None:
    number = read_number(key)
    if number is None and key:
        return None
    known = None if number is None else float(number)
    return number_question(common, known, _float(tolerance, 0.0))


def _read_words(
    common: Common, options: Sequence[str], _: str, __: Credit, ___: str
) -> Question | None:
    return short_text(common, filter(None, options))


_Reader = Callable[[Common, Sequence[str], str, Credit, str], Question | None]
_READERS: Final[Mapping[str, _Reader]] = {
    SINGLE.casefold(): _read_single,
    SEVERAL.casefold(): _read_several,
    GROUP.casefold(): _read_group,
    NUMBER.casefold(): _read_number,
    WORDS.casefold(): _read_words,
}


def _credit(way: str) -> Credit:
    return next(
        (c for c, name in CREDITS.items() if name.casefold() == way.casefold()), Credit.PARTIAL
    )


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _float(text: str, default: float) -> float:
    number = read_number(text)
    return default if number is None else float(number)


def write_workbook(paper: Paper, _: PicturesById) -> bytes:
    """Write a paper as a workbook; of an empty paper, the template to fill in."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Câu hỏi"
    letters = [chr(ord("A") + at) if at < MAX_CHOICES else f"{at + 1}" for at in range(OPTIONS)]
    _write_row(sheet, 1, [*HEADINGS, *letters])
    for row, question in enumerate(paper, 2):
        _write_row(sheet, row, _cells(question))
    for column in sheet.iter_cols(min_row=1, max_row=1):
        column[0].font = Font(bold=True)
        wide = column[0].value in {"Câu hỏi", "Lời giải"}
        sheet.column_dimensions[column[0].column_letter].width = _WIDE if wide else _NARROW
    sheet.freeze_panes = "C2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_row(sheet: Worksheet, row: int, values: Sequence[CellValue]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        write_cell(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cells(question: Question) -> list[CellValue]:
    kind, way, key, tolerance, options = _own_cells(question)
    first: list[CellValue] = [kind, question.text, question.points, question.penalty or None, way]
    return [*first, key, tolerance, question.explanation, question.part, *options]


def _own_cells(question: Question) -> tuple[str, str, CellValue, float | None, list[str]]:
    """Return type, way of scoring, key, tolerance and options."""
    match question:
        case SingleChoiceQuestion():
            texts = [choice.text for choice in question.choices]
            return SINGLE, "", _letters(question, {question.correct_choice_id}), None, texts
        case SeveralChoicesQuestion():
            texts = [choice.text for choice in question.choices]
            key = _letters(question, question.correct_choice_ids)
            return SEVERAL, CREDITS[question.credit], key, None, texts
        case TrueFalseQuestion():
            key = " ".join("Đ" if s.correct else "S" for s in question.statements)
            texts = [statement.text for statement in question.statements]
            return GROUP, CREDITS[question.credit], key, None, texts
        case NumberQuestion():
            return NUMBER, "", question.number, question.tolerance, []
        case ShortTextQuestion():
            return WORDS, "", "", None, list(question.accepted)


def _letters(
    question: SingleChoiceQuestion | SeveralChoicesQuestion, right: frozenset[str] | set[str]
) -> str:
    return ", ".join(
        chr(ord("A") + at)
        for at, choice in enumerate(question.choices)
        if choice.choice_id in right
    )
