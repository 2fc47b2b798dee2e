"""The formats by name; a reader or writer and its libraries load when they are used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.pictures import pictures_in
from chalicelib.domain.questions import Paper, texts_of
from chalicelib.importing.drafts import Imported, PicturesById

MAX_BYTES: Final = 4 * 1024 * 1024
"""Lambda takes 6 MB a request; base64 makes four bytes of three."""
WORKBOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file to be saved."""

    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Writer:
    place: str
    extension: str
    content_type: str
    pictures: bool = False
    """Whether it holds pictures; else their marks stay in the texts, for this site to read."""


READERS: Final[Mapping[str, str]] = {
    "text": "layout:read_text",
    "docx": "word:read_docx",
    "aiken": "aiken:read_aiken",
    "gift": "gift:read_gift",
    "moodle": "moodle:read_moodle",
    "qti": "qti:read_qti",
    "xlsx": "workbook:read_workbook",
}
WRITERS: Final[Mapping[str, _Writer]] = {
    "moodle": _Writer("moodle:write_moodle", "xml", "application/xml", pictures=True),
    "qti": _Writer("qti_writer:write_qti", "zip", "application/zip", pictures=True),
    "gift": _Writer("gift:write_gift", "gift", "text/plain; charset=utf-8"),
    "xlsx": _Writer("workbook:write_workbook", "xlsx", WORKBOOK_TYPE),
}


def read_questions(file_format: str, data: bytes) -> Imported:
    """
    Read a file.

    Raises:
        InvalidError: The format is unknown, the file too large, unsafe, or not of the format.
    """
    if file_format not in READERS:
        raise InvalidError((Problem("format", "unknown"),))
    if len(data) > MAX_BYTES:
        raise InvalidError((Problem("content_base64", "file_too_large"),))
    read = cast("Callable[[bytes], Imported]", _load(READERS[file_format]))
    return read(data)


def write_questions(
    file_format: str, paper: Paper, *, stem: str, pictures: PicturesById
) -> WrittenFile:
    """
    Write a paper as a file.

    Args:
        file_format: One of ``WRITERS``.
        paper: What to write.
        stem: The file's name without its extension.
        pictures: Those of the texts; ``pictures_wanted`` says whether the format holds any.

    Raises:
        InvalidError: The format is unknown.
    """
    writer = _writer(file_format)
    write = cast("Callable[[Paper, PicturesById], bytes]", _load(writer.place))
    name = f"{stem}.{writer.extension}"
    return WrittenFile(name, writer.content_type, write(paper, pictures))


def pictures_wanted(file_format: str, paper: Paper) -> tuple[str, ...]:
    """
    Return the ids of the pictures that a file of this format will hold.

    Raises:
        InvalidError: The format is unknown.
    """
    if not _writer(file_format).pictures:
        return ()
    return tuple(pictures_in(text for question in paper for text in texts_of(question)))


def _writer(file_format: str) -> _Writer:
    try:
        return WRITERS[file_format]
    except KeyError as error:
        raise InvalidError((Problem("format", "unknown"),)) from error


def _load(place: str) -> object:
    module, _, name = place.partition(":")
    return getattr(import_module(f"chalicelib.importing.{module}"), name)
