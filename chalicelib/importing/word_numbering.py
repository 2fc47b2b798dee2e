"""Word's automatic numbers, which stand in no text: ``Câu 1.`` and ``A.`` made by a list."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from chalicelib.importing.omml import Element

_PLACE: Final = re.compile(r"%(\d)")
_LETTERS: Final = 26


class Numbering:
    """Counts the lists of one document, paragraph by paragraph in their order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        """By list and depth: format, pattern, first number."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        root = _numbering_root(document)
        if root is not None:
            self._read(root)

    def label_of(self, paragraph: Paragraph) -> str:
        """Return the paragraph's automatic number as it prints; empty when it has none."""
        place = _list_of(paragraph)
        if place is None or place not in self._levels:
            return ""
        name, depth = place
        counts = self._counts[name]
        kind, pattern, start = self._levels[place]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if kind in {"bullet", "none"}:
            return ""
        return _PLACE.sub(lambda match: self._number(name, int(match[1]) - 1), pattern)

    def _number(self, name: str, depth: int) -> str:
        kind, _, start = self._levels.get((name, depth), ("decimal", "", 1))
        number = self._counts[name].get(depth, start)
        if kind in {"upperLetter", "lowerLetter"}:
            first = "A" if kind == "upperLetter" else "a"
            return chr(ord(first) + (number - 1) % _LETTERS)
        return str(number)

    def _read(self, root: Element) -> None:
        shapes = {e.get(qn("w:abstractNumId")): e for e in root.findall(qn("w:abstractNum"))}
        for listed in root.findall(qn("w:num")):
            reference = listed.find(qn("w:abstractNumId"))
            shape = None if reference is None else shapes.get(reference.get(qn("w:val")))
            for level in () if shape is None else shape.findall(qn("w:lvl")):
                place = (listed.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0")))
                self._levels[place] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )


def _numbering_root(document: WordDocument) -> Element:
    """Return the numbering part's element; python-docx would make a missing part up."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """Return the list and the depth of a paragraph, its own or its style's."""
    properties = [paragraph._p.pPr]  # noqa: SLF001 - lists are reached no other way
    if paragraph.style is not None:
        properties.append(paragraph.style.element.pPr)
    for found in properties:
        listed = None if found is None else found.find(qn("w:numPr"))
        if listed is not None and listed.find(qn("w:numId")) is not None:
            return _value(listed, "w:numId", ""), int(_value(listed, "w:ilvl", "0"))
    return None


def _value(element: Element, name: str, default: str) -> str:
    found = element.find(qn(name))
    return default if found is None else str(found.get(qn("w:val"), default))
