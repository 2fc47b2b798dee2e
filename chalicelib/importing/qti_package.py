"""Where the items of a QTI file are: in the file itself, or in a zipped content package.

Source: IMS Content Packaging, version 1.1.  A package is read in memory by the names of its
members; nothing is written anywhere, so a name cannot lead out of it.
"""

from __future__ import annotations

import contextlib
import io
import posixpath

# Only names the type; what others wrote goes through defusedxml.
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chalicelib.domain.errors import InvalidError
from chalicelib.domain.pictures import MAX_BYTES
from chalicelib.importing.archives import check_archive
from chalicelib.importing.drafts import unreadable

MANIFEST: Final = "imsmanifest.xml"
ITEM: Final = "assessmentItem"
TEST: Final = "assessmentTest"
MAX_DEPTH: Final = 100
"""Of elements within one another; texts and tables of real items lie ten deep or so."""


@dataclass(frozen=True, slots=True)
class Item:
    """One ``assessmentItem``, its names without their namespaces."""

    number: int
    """In a package its place from 1, else its line."""
    element: ET.Element
    folder: str = ""
    part: str = ""
    """The title of the section of a test that it stands in."""
    package: zipfile.ZipFile | None = None

    def file(self, source: str) -> bytes:
        """Return a file that the item refers to; nothing when it is not in the package."""
        name = posixpath.normpath(posixpath.join(self.folder, unquote(source)))
        try:
            if self.package is None or self.package.getinfo(name).file_size > MAX_BYTES + 1:
                return b"" if self.package is None else bytes(MAX_BYTES + 1)
            return self.package.read(name)
        # Not there, broken (two ways), locked by a password, packed in a way unknown to Python.
        except (KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
            return b""


def read_items(data: bytes) -> Iterator[Item]:
    """
    Yield the items of a file, in the order of the manifest where there is one.

    Raises:
        InvalidError: It is neither an item nor a package with items, or not a safe one.
    """
    if data[:2] == b"PK":
        yield from _packed_items(data)
        return
    root = _parse(data)
    items = [root] if root.tag == ITEM else list(root.iter(ITEM))
    if not items:
        raise unreadable()
    line = data.count(b"\n", 0, max(0, data.find(b"<" + ITEM.encode()))) + 1
    for item in items:
        yield Item(line, item)


def _packed_items(data: bytes) -> Iterator[Item]:
    check_archive(data)
    package = zipfile.ZipFile(io.BytesIO(data))
    documents = dict(_documents(package))
    parts = dict(_parts(documents))
    items = {name: root for name, root in documents.items() if root.tag == ITEM}
    for number, (name, root) in enumerate(items.items(), 1):
        yield Item(number, root, posixpath.dirname(name), parts.get(name, ""), package)
    if not items and MANIFEST not in package.namelist():
        raise unreadable()


def _documents(package: zipfile.ZipFile) -> Iterator[tuple[str, ET.Element]]:
    for name in _names(package):
        with contextlib.suppress(InvalidError):  # some other document
            yield name, _parse(package.read(name))


def _parts(documents: Mapping[str, ET.Element]) -> Iterator[tuple[str, str]]:
    """Yield items' names with the titles of their sections."""
    for name, root in documents.items():
        for section in root.iter("assessmentSection") if root.tag == TEST else ():
            for reference in section.findall("assessmentItemRef"):
                href = unquote(reference.get("href", ""))
                place = posixpath.normpath(posixpath.join(posixpath.dirname(name), href))
                yield place, section.get("title", "").strip()


def _names(package: zipfile.ZipFile) -> list[str]:
    """Return the members that may be items: those of the manifest first, in its order."""
    names = [n for n in package.namelist() if n.lower().endswith(".xml") and n != MANIFEST]
    listed: list[str] = []
    if MANIFEST in package.namelist():
        for resource in _parse(package.read(MANIFEST)).iter("resource"):
            name = posixpath.normpath(unquote(resource.get("href", "")))
            listed += [name] if name in names else []
    return list(dict.fromkeys([*listed, *sorted(names)]))


def _parse(data: bytes) -> ET.Element:
    try:
        root: ET.Element = fromstring(data, forbid_dtd=True)
    except (ET.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise unreadable() from error
    if _is_deeper(root, MAX_DEPTH):
        raise unreadable()
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def _is_deeper(root: ET.Element, depth: int) -> bool:
    """Say whether elements lie deeper within one another; what reads them goes down with them."""
    level = [root]
    for _ in range(depth):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True
