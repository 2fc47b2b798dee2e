"""Zips that depend on nothing but their content: the same files make the same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

# The oldest time that a zip can hold: when a file was fetched or built says nothing about it.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
# Readable by the user that Lambda runs as, whatever the mask of who built it; libraries are mapped,
# not executed, and need no more.
_MODE: Final = 0o100644
_UNIX: Final = 3


def write_zip(target: Path, files: Mapping[str, Path]) -> None:
    """
    Write a zip with the given files, by their path in it.

    The bytes are the same for the same content under the same version of zlib.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].read_bytes())
    unfinished.replace(target)


def files_under(folder: Path) -> dict[str, Path]:
    """Return every file under a folder by its path in it."""
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unzipped_size(path: Path) -> int:
    """Return the bytes that a zip's files take unzipped, as Lambda counts them."""
    with zipfile.ZipFile(path) as archive:
        return sum(entry.file_size for entry in archive.infolist())
