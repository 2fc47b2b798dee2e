"""What goes over the wire about the picture of a student card."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct


class CardContent(Struct, frozen=True):
    """The upload that is to be looked at and kept."""

    upload_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class CardKept(Struct, frozen=True):
    """That a picture of the card is kept, and when it came."""

    taken_ms: int
