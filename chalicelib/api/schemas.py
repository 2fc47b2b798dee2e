"""What goes over the wire: what every route of the HTTP API has in common.

The OpenAPI document, and from it the front end's types, are generated from these and from the
schemas of each subject, in the modules beside this one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

Instant = Annotated[datetime, Meta(tz=True)]
Whole = Annotated[int, Meta(ge=-(2**53) + 1, le=2**53 - 1)]
"""What every reader of JSON holds exactly (RFC 8259, 6)."""
MAX_FILE_BYTES: Final = 6 * 1024 * 1024
"""What a request of Lambda's holds; above what a file may have, so that its reader says so."""
File = Annotated[bytes, Meta(max_length=MAX_FILE_BYTES)]


class Problem(Struct, frozen=True):
    """One fault in what was sent."""

    path: str
    code: str
    message: str


class ErrorBody(Struct, frozen=True):
    """Every error reads like this."""

    code: str
    message: str
    details: dict[str, Any]


class ExportedFile(Struct, frozen=True):
    """A file to be saved."""

    file_name: str
    content_type: str
    content_base64: bytes
