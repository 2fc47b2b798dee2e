"""Where a Word file's runs show pictures: new drawings, old ones, and those of embedded objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import qn

from chalicelib.importing.omml import Element

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_IMAGE_DATA: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_PLACES: Final = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})


def pictures_of(run: Element) -> Iterator[tuple[str, str]]:
    """
    Yield the pictures of a run.

    Yields:
        The name of the relation that leads to a picture's data, empty when none does, and what
        the picture is said to show.
    """
    for place in _elements(run):
        if place.tag in _PLACES:
            yield from _pictures_in(place)


def _pictures_in(place: Element) -> Iterator[tuple[str, str]]:
    described = place.find(f".//{qn('wp:docPr')}")
    alt = "" if described is None else described.get("descr", "")
    names = [
        *(blip.get(qn("r:embed"), "") for blip in place.iter(qn("a:blip"))),
        *(data.get(qn("r:id"), "") for data in place.iter(_IMAGE_DATA)),
    ]
    yield from ((name, alt) for name in names or [""])


def _elements(parent: Element) -> Iterator[Element]:
    """Yield what stands below, but not once more for programs too old for the first."""
    for child in parent:
        if child.tag != _FALLBACK:
            yield child
            if child.tag not in _PLACES:
                yield from _elements(child)
