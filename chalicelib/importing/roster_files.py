"""A class list as a table of texts: from a workbook, a file of separated values, or a paste."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final
from zipfile import BadZipFile

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.rosters import MAX_ROSTER
from chalicelib.importing.drafts import unreadable
from chalicelib.importing.formats import MAX_BYTES

MAX_ROWS: Final = MAX_ROSTER + 1_000
"""Headings, blank lines and notes stand on a list, too."""
MAX_COLUMNS: Final = 40
_SEPARATORS: Final = "\t;,"
_ZEROS: Final = re.compile(r"0+")
_WORKBOOK: Final = b"PK"

Row = tuple[int, list[str]]
"""A line's number, from 1, and its cells."""


def read_rows(data: bytes) -> list[Row]:
    """
    Read a file, whatever of the known sorts it is, into lines that hold something.

    Raises:
        InvalidError: It is too large, unsafe, or neither a workbook nor text in a known encoding.
    """
    if len(data) > MAX_BYTES:
        raise InvalidError((Problem("content_base64", "file_too_large"),))
    rows = _workbook_rows(data) if data.startswith(_WORKBOOK) else _text_rows(_decode(data))
    return [(number, cells) for number, cells in islice(rows, MAX_ROWS) if any(cells)]


def _decode(data: bytes) -> str:
    """Read UTF-8 with or without its mark, or UTF-16, which Excel calls Unicode text."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InvalidError((Problem("content_base64", "not_utf8"),)) from error
    if "\x00" in text:
        raise unreadable()
    return text


def _text_rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells[:MAX_COLUMNS]]
    except csv.Error as error:
        raise unreadable() from error


def _separator(text: str) -> str:
    """Return the sign that parts the most cells in the first lines; Excel's depends on the land."""
    beginning = "\n".join(text.splitlines()[:20])
    return max(_SEPARATORS, key=beginning.count)


def _workbook_rows(data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - loaded only for workbooks

    from chalicelib.importing.archives import check_archive  # noqa: PLC0415 - likewise

    check_archive(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
    except (KeyError, ValueError, TypeError, IndexError, BadZipFile, SyntaxError) as error:
        raise unreadable() from error
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
        yield number, [_cell_text(cell) for cell in cells]


def _cell_text(cell: Any) -> str:  # noqa: ANN401 - of several classes, without a common one
    """Return a cell as a person sees it: 007 and 25% are kept as the numbers 7 and 0.25."""
    value, shown = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, float) and shown.endswith("%"):
        return f"{value * 100:g}%"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(shown):
        return f"{value:0{len(shown)}d}"
    return str(value).strip()
