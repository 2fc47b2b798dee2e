"""Word files: paragraphs and table rows become lines with marks."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from chalicelib.importing.archives import check_archive
from chalicelib.importing.drafts import Collector, Fault, Imported, unreadable
from chalicelib.importing.layout import read_lines
from chalicelib.importing.omml import MATH, Element, omml_to_latex
from chalicelib.importing.rich_text import Line, RichText
from chalicelib.importing.word_numbering import Numbering
from chalicelib.importing.word_pictures import pictures_of

_CONTAINERS: Final = frozenset(
    {qn("w:hyperlink"), qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent")}
)
_DARK: Final = 0x40
"""A colour whose every channel is darker is black to the eye, as automatic text is."""


def read_docx(data: bytes) -> Imported:
    """
    Read a Word file in the usual layout.

    Pictures that browsers can show are taken over, others are named as left out; equations and
    raised or lowered letters become LaTeX.

    Raises:
        InvalidError: It is no Word file, or not a safe one.
    """
    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as error:
        raise unreadable() from error
    collector = Collector()
    return read_lines(_LineReader(document, collector).lines(), collector)


class _LineReader:
    """Goes through a document in order; its pictures end up in the collector."""

    def __init__(self, document: WordDocument, collector: Collector) -> None:
        self._document = document
        self._collector = collector
        self._numbering = Numbering(document)
        self._faults: list[Fault] = []

    def lines(self) -> Iterator[Line]:
        """Yield the lines, numbered by paragraph and table row."""
        number = 0
        for block in self._document.iter_inner_content():
            for rich in self._block_lines(block):
                number += 1
                faults: tuple[Fault, ...]
                faults, self._faults = tuple(self._faults), []
                for line in rich.split_lines():
                    yield Line(number, line, faults)
                    faults = ()

    def _block_lines(self, block: Paragraph | Table) -> Iterator[RichText]:
        if isinstance(block, Paragraph):
            yield self._paragraph(block)
            return
        for row in block.rows:
            cells = [self._cell(cell.paragraphs) for cell in row.cells]
            yield RichText.join([part for rich in cells for part in (RichText.of("\t"), rich)][1:])

    def _cell(self, paragraphs: list[Paragraph]) -> RichText:
        """Read a table's cell as one line."""
        read = [self._paragraph(paragraph) for paragraph in paragraphs]
        return RichText.join([part for rich in read for part in (RichText.of(" "), rich)][1:])

    def _paragraph(self, paragraph: Paragraph) -> RichText:
        """Return a paragraph's text, its automatic number before it."""
        parts: list[RichText] = []
        for element in _pieces(paragraph._p):  # noqa: SLF001 - equations are reached no other way
            if element.tag == qn("w:r"):
                run = Run(element, paragraph)
                parts.append(_run(run))
                parts.append(RichText.of(" ".join(self._pictures(element)), _marks(run)))
            else:
                parts.append(RichText.of(f"${omml_to_latex(element)}$"))
        label = self._numbering.label_of(paragraph)
        if label:
            parts.insert(0, RichText.of(f"{label} "))
        return RichText.join(parts)

    def _pictures(self, run: Element) -> Iterator[str]:
        """Yield what shows the pictures of a run."""
        for name, alt in pictures_of(run):
            part = self._document.part.related_parts.get(name)
            mark, fault = self._collector.take_picture(b"" if part is None else part.blob, alt)
            self._faults.extend([fault] if fault else [])
            if mark:
                yield mark


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
