"""The empty class list that a lecturer fills in."""

from __future__ import annotations

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font

HEADINGS: Final = ("Số báo danh", "Họ và tên", "Lớp", "Thêm giờ", "Tắt nhận diện", "Mã PIN")
SAMPLES: Final = (
    ("SBD001", "Nguyễn Văn An", "12A1", "", "", ""),
    ("SBD002", "Trần Thị Bình", "12A1", "25%", "nhìn ra ngoài, nói chuyện", ""),
    ("SBD003", "Lê Hoàng Cường", "12A2", "10 phút", "", "4826"),
)
_WIDTHS: Final = (14, 28, 10, 12, 28, 12)
_LETTERS: Final = "ABCDEF"
_TEXT: Final = "@"


def write_template() -> bytes:
    """Return a workbook with headings and three made-up students to write over."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Danh sách"
    for row in (HEADINGS, *SAMPLES):
        sheet.append(row)
    for letter, width in zip(_LETTERS, _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
        # As text, or Excel makes the number 7 of 007.
        sheet.column_dimensions[letter].number_format = _TEXT
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
