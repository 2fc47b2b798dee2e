"""Pictures of questions as they go over the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

PictureType = Literal["image/png", "image/jpeg", "image/webp"]


class PictureUploadContent(Struct, frozen=True):
    """What is going to be uploaded."""

    content_type: PictureType


class PictureUpload(Struct, frozen=True):
    """A signed permission to post one picture; send ``fields`` unchanged before the file."""

    upload_id: str
    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_at: Annotated[datetime, Meta(tz=True)]


class PictureContent(Struct, frozen=True):
    """The upload that is to be looked at and kept."""

    upload_id: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]


class Picture(Struct, frozen=True):
    """A kept picture; its id is made of its bytes."""

    picture_id: str
    content_type: PictureType
    width: int
    height: int
    url: str


class ImportedPicture(Struct, frozen=True):
    """A picture of a file; uploaded as it is, it is kept under this id."""

    picture_id: str
    content_type: PictureType
    content_base64: bytes


class PictureAddresses(Struct, frozen=True):
    """Where pictures can be seen, by their ids; an address works for some hours."""

    addresses: dict[str, str]
