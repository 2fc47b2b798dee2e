"""Word files: paragraphs and table rows become lines with marks."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from chalicelib.importing.archives import check_archive
from chalicelib.importing.drafts import Collector, Imported, Unread, unreadable
from chalicelib.importing.layout import read_lines
from chalicelib.importing.omml import MATH, Element, omml_to_latex
from chalicelib.importing.rich_text import Line, RichText
from chalicelib.importing.word_numbering import Numbering

_PICTURES: Final = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
_CONTAINERS: Final = frozenset(
    {qn("w:hyperlink"), qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent")}
)
_DARK: Final = 0x40
"""A colour whose every channel is darker is black to the eye, as automatic text is."""


def read_docx(data: bytes) -> Imported:
    """
    Read a Word file in the usual layout.

    Pictures are named as left out; equations and raised or lowered letters become LaTeX.

    Raises:
        InvalidError: It is no Word file, or not a safe one.
    """
    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as error:
        raise unreadable() from error
    collector = Collector()
    imported = read_lines(_lines(document, collector))
    unread = sorted((*imported.unread, *collector.unread), key=lambda unread: unread.line)
    return replace(imported, unread=tuple(unread))


def _lines(document: WordDocument, collector: Collector) -> Iterator[Line]:
    numbering = Numbering(document)
    number = 0
    for block in document.iter_inner_content():
        for rich, pictures in _block_lines(block, numbering):
            number += 1
            if pictures:
                collector.skip(Unread(number, rich.text, "picture_left_out"))
            for line in rich.split_lines():
                yield Line(number, line)


def _block_lines(block: Paragraph | Table, numbering: Numbering) -> Iterator[tuple[RichText, int]]:
    if isinstance(block, Paragraph):
        yield _paragraph(block, numbering)
        return
    for row in block.rows:
        cells = [_cell(cell.paragraphs, numbering) for cell in row.cells]
        parts = [part for rich, _ in cells for part in (RichText.of("\t"), rich)][1:]
        yield RichText.join(parts), sum(pictures for _, pictures in cells)


def _cell(paragraphs: list[Paragraph], numbering: Numbering) -> tuple[RichText, int]:
    """Read a table's cell as one line."""
    read = [_paragraph(paragraph, numbering) for paragraph in paragraphs]
    parts = [part for rich, _ in read for part in (RichText.of(" "), rich)][1:]
    return RichText.join(parts), sum(pictures for _, pictures in read)


def _paragraph(paragraph: Paragraph, numbering: Numbering) -> tuple[RichText, int]:
    """Return a paragraph's text, its automatic number before it, and how many pictures it has."""
    parts: list[RichText] = []
    pictures = 0
    for element in _pieces(paragraph._p):  # noqa: SLF001 - equations are reached no other way
        if element.tag == qn("w:r"):
            pictures += sum(child.tag in _PICTURES for child in element.iter())
            parts.append(_run(Run(element, paragraph)))
        else:
            parts.append(RichText.of(f"${omml_to_latex(element)}$"))
    label = numbering.label_of(paragraph)
    if label:
        parts.insert(0, RichText.of(f"{label} "))
    return RichText.join(parts), pictures


def _pieces(parent: Element) -> Iterator[Element]:
    """Yield runs and equations in order; deleted text is not looked into."""
    for child in parent:
        if child.tag in {qn("w:r"), MATH + "oMath"}:
            yield child
        elif child.tag in _CONTAINERS or child.tag == MATH + "oMathPara":
            yield from _pieces(child)


def _run(run: Run) -> RichText:
    text = unicodedata.normalize("NFC", run.text)
    if text.strip() and run.font.superscript:
        text = f"$^{{{text.strip()}}}$"
    elif text.strip() and run.font.subscript:
        text = f"$_{{{text.strip()}}}$"
    return RichText.of(text, _marks(run))


def _marks(run: Run) -> Iterator[str]:
    if run.bold:
        yield "bold"
    if run.underline:
        yield "underline"
    if run.font.highlight_color:
        yield "highlight"
    colour = run.font.color.rgb if run.font.color is not None else None
    if colour is not None and max(colour) > _DARK:
        yield "colour"
