"""Tables that a spreadsheet opens rightly; openpyxl loads when the first one is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from chalicelib.importing.markup import legal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_TITLE: Final = 31
"""Excel refuses longer names of sheets."""
MAX_CELL: Final = 32_767
"""Excel's own limit of characters in a cell."""
_WIDEST: Final = 60
_NARROWEST: Final = 10

CellValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table, under a name."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[CellValue]]


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """
    Write tables as an ``.xlsx`` file.

    Texts stay texts: one that begins with ``=``, ``+``, ``-`` or ``@`` is no formula.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - takes 200 ms, and most requests need none

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title[:MAX_TITLE]), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(place: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - see above

    for row, values in enumerate((sheet.headings, *sheet.rows), 1):
        for column, value in enumerate(values, 1):
            write_cell(place.cell(row, column), value)
    for column, heading in enumerate(sheet.headings, 1):
        place.cell(1, column).font = Font(bold=True)
        letter = place.cell(1, column).column_letter
        place.column_dimensions[letter].width = min(_WIDEST, max(_NARROWEST, len(heading) + 2))
    place.freeze_panes = "A2"
    place.auto_filter.ref = place.dimensions


def write_cell(cell: Any, value: CellValue) -> None:  # noqa: ANN401 - openpyxl's cells are untyped
    """Write a number as a number and a text as a text, even one that begins like a formula."""
    if not isinstance(value, str):
        cell.value = value
    elif value:
        cell.value = legal(value)[:MAX_CELL]
        cell.data_type = "s"
        cell.quotePrefix = True
