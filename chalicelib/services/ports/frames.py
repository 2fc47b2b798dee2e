"""Pictures: uploaded, looked at, kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from chalicelib.domain.observations import Box, Observation
from chalicelib.domain.retention import USUAL_FRAME_DAYS
from chalicelib.services.ports.pictures import PictureUpload


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """A signed permission to post frames under one attempt's prefix."""

    url: str
    fields: Mapping[str, str]
    """Form fields to send before the file, unchanged."""
    key_prefix: str
    content_type: str
    max_bytes: int
    max_frames: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """An upload as it lies in the bucket."""

    body: bytes
    content_type: str
    offsets: str
    """As sent; see ``chalicelib.domain.frame_uploads.parse_offsets``."""
    arrived_ms: int
    """When the storage took it in, milliseconds since the epoch; to the second."""


class FrameStore(Protocol):
    """Uploaded frames and kept evidence."""

    def read(self, key: str) -> StoredUpload | None:
        """Return an upload, or None when it has expired."""
        ...

    def keep(self, key: str, picture: bytes, *, until: datetime | None = None) -> None:
        """Store one JPEG picture out of the frames' expiry; ``until`` None: for the usual time."""
        ...

    def discard(self, key: str) -> None:
        """Remove a kept picture that nothing refers to any more."""
        ...

    def sign_upload(
        self, attempt_id: str, *, now: datetime, frame_days: int = USUAL_FRAME_DAYS
    ) -> UploadPolicy:
        """Return a permission to upload what is kept for some days; costs no call."""
        ...

    def sign_card_upload(self, attempt_id: str, upload_id: str, *, now: datetime) -> PictureUpload:
        """Return a permission to upload one picture of a student card; costs no call."""
        ...

    def sign_read(self, key: str) -> str:
        """Return an address that shows one object for some minutes; costs no call."""
        ...


class ReportStore(Protocol):
    """Files made for a lecturer to fetch."""

    def offer(
        self,
        subject: str,
        report_id: str,
        file_name: str,
        body: bytes | IO[bytes],
        content_type: str,
    ) -> str:
        """
        Keep a file about an attempt for a day.

        Returns:
            An address that hands it over for some minutes.
        """
        ...


class FaceEmbedder(Protocol):
    """A network that makes of a face what can be compared; none is part of the system."""

    limit: float
    """The cosine distance, 0..2, above which its makers call two faces those of two persons."""

    def embed(self, picture: bytes, face: Box) -> Sequence[float] | None:
        """
        Return what the network makes of a face in a JPEG picture; None: it can make nothing of it.

        Never raises for a picture.  What it returns is compared and kept nowhere.
        """
        ...


class FrameDetector(Protocol):
    """The eyes."""

    models: str
    """The versions of the networks."""

    def detect(
        self, frames: Sequence[bytes], captured_ms: Sequence[int]
    ) -> tuple[Observation, ...]:
        """Look at JPEG pictures; one observation each, in order; never raises for a picture."""
        ...
