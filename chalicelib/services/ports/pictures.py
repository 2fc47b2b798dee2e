"""Pictures of questions: uploaded, looked at, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.pictures import Picture


@dataclass(frozen=True, slots=True)
class PictureUpload:
    """A signed permission to post one picture."""

    upload_id: str
    url: str
    fields: Mapping[str, str]
    """Form fields to send before the file, unchanged."""
    max_bytes: int
    expires_at: datetime


class PictureStore(Protocol):
    """Pictures, by what they are made of; whoever uploaded one, it never changes."""

    def sign_upload(self, upload_id: str, content_type: str, *, now: datetime) -> PictureUpload:
        """Return a permission to upload; costs no call."""
        ...

    def read_upload(self, upload_id: str) -> bytes | None:
        """Return what was uploaded, or None when nothing was or it has expired."""
        ...

    def keep(self, picture: Picture) -> None:
        """Store a picture under its own name."""
        ...

    def read(self, picture_id: str) -> bytes | None:
        """Return a kept picture, or None when there is none."""
        ...

    def sign_read(self, picture_id: str) -> str:
        """Return an address that shows a picture for some hours; costs no call."""
        ...
