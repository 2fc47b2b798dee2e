"""The picture of a student card: who is asked for it, which file may be one, where it lies.

Nobody reads the card by machine: it is shown to a person beside the face at the start.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_uploads import (
    EVIDENCE_PREFIX,
    MAX_BYTES,
    FrameUploadError,
    split_bundle,
)
from chalicelib.domain.pictures import read_picture

CONTENT_TYPE: Final = "image/jpeg"
CARD_UPLOADS_PREFIX: Final = "card-uploads/"
"""Where a page puts the picture; nobody looked at it yet, and it expires within days."""
DIGEST_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Card:
    """The picture of a student card that a student chose to hand in."""

    digest: str
    """The beginning of the SHA-256 of its bytes: one picture never takes another's place."""
    taken_ms: int
    """When the storage took it in, milliseconds since the epoch."""


class NoCard(StrEnum):
    """Why a student began without a picture of a card, though the exam asks for one."""

    WITHOUT_CAMERA = "without_camera"
    """A lecturer granted that they need none."""
    NOT_TAKEN = "not_taken"
    """No camera, no card at hand, a page that does not know the step, or the student skipped it."""


def card_uploads_prefix(attempt_id: str) -> str:
    """Return the prefix under which an attempt's uploads of cards lie."""
    return f"{CARD_UPLOADS_PREFIX}{attempt_id}/"


def card_upload_key(attempt_id: str, upload_id: str) -> str:
    """Return the one key to which one signed permission lets upload."""
    return f"{card_uploads_prefix(attempt_id)}{upload_id}.jpg"


def card_key(attempt_id: str, card: Card) -> str:
    """Return the key of a kept card, apart from what violations keep and drop."""
    return f"{EVIDENCE_PREFIX}{attempt_id}/card-{card.digest}.jpg"


def read_card(body: bytes, taken_ms: int) -> Card:
    """
    Look at an upload by its own bytes, as at a camera's; what it is said to be counts for nothing.

    Raises:
        InvalidError: It is larger than ``MAX_BYTES``, not one whole JPEG, or has sides of no or
            too many pixels.
    """
    if len(body) > MAX_BYTES:
        raise InvalidError((Problem("card", "card_too_large"),))
    try:
        whole = len(split_bundle(body)) == 1
    except FrameUploadError:
        whole = False
    if not whole:
        raise InvalidError((Problem("card", "card_not_jpeg"),))
    read_picture(body, "card")
    return Card(hashlib.sha256(body).hexdigest()[:DIGEST_LENGTH], taken_ms)
