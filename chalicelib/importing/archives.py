"""Office files are archives: look before opening one."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.importing.drafts import unreadable

MAX_UNPACKED: Final = 64 * 1024 * 1024
"""A file of at most 4 MB; text packs ten to one, so what unpacks to more is no paper."""
MAX_MEMBERS: Final = 2_000


def check_archive(data: bytes) -> None:
    """
    Check an Office file before a library unpacks it.

    The sizes that an archive states are upper bounds: ``zipfile`` reads no further.  Office
    writes no document type declarations; those are where XML bombs and outside files come from.

    Raises:
        InvalidError: It is no archive, unpacks to too much, or declares document types.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
                raise InvalidError((Problem("content_base64", "unpacks_too_large"),))
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _check_markup(archive.read(member))
    # Broken, packed in a way that Python does not know, locked by a password, cut off.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise unreadable() from error


def _check_markup(markup: bytes) -> None:
    plain = markup.replace(b"\x00", b"")  # so that UTF-16 reads like ASCII
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise unreadable()
