"""Word files made by the library that reads them, with what it has no call for as markup."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass
class WordFile:
    """A Word file in the making."""

    document: Any = field(default_factory=Document)

    def write(self, *runs: str | tuple[str, dict[str, Any]]) -> Paragraph:
        """Add a paragraph; a run may come with the attributes of its font."""
        paragraph: Paragraph = self.document.add_paragraph()
        for run in runs:
            text, font = (run, {}) if isinstance(run, str) else run
            written = paragraph.add_run(text)
            for name, value in font.items():
                target = written.font.color if name == "rgb" else written.font
                setattr(target, name, value)
        return paragraph

    def table(self, *rows: list[str]) -> None:
        """Add a table."""
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    def lists(self, markup: str) -> None:
        """Replace the definitions of automatic numbers."""
        root = self.document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in parse_xml(f'<w:numbering xmlns:w="{WORD}">{markup}</w:numbering>'):
            root.append(child)

    def listed(self, text: str, list_id: int, depth: int = 0) -> Paragraph:
        """Add a paragraph with an automatic number."""
        paragraph = self.write(text)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - lists are made no other way
        properties.append(
            parse_xml(
                f'<w:numPr xmlns:w="{WORD}"><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/>'
                "</w:numPr>"
            )
        )
        return paragraph

    def picture(self, paragraph: Paragraph, data: bytes, alt: str = "") -> None:
        """Put a picture at the end of a paragraph."""
        shape = paragraph.add_run().add_picture(io.BytesIO(data))
        shape._inline.docPr.set("descr", alt)  # noqa: SLF001 - there is no call for it

    def data(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def equation(markup: str) -> Any:
    """Return an equation of Office Math; ``m:`` names its elements."""
    return parse_xml(f'<m:oMath xmlns:m="{MATH}" xmlns:w="{WORD}">{markup}</m:oMath>')


def old_picture() -> Any:
    """Return a run with a drawing's place in it, and no picture to show."""
    return parse_xml(f'<w:r xmlns:w="{WORD}"><w:drawing/></w:r>')


def text_run(text: str) -> str:
    """Return the markup of a stretch of an equation."""
    return f"<m:r><m:t>{text}</m:t></m:r>"
