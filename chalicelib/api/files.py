"""Files that are sent to be saved."""

from __future__ import annotations

import re

_UNFIT_FOR_A_NAME = re.compile(r"[^\w\-]+")
"""What a file's name may hold anywhere: letters with their accents, digits, ``_`` and ``-``."""


def file_stem(title: str) -> str:
    """Return what a title gives for a file's name; empty when nothing of it is fit."""
    return _UNFIT_FOR_A_NAME.sub(" ", title).strip()
