"""Pictures of questions: let one be uploaded, look at it, keep it, show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chalicelib.domain.errors import InvalidError, PictureNotFoundError, Problem
from chalicelib.domain.pictures import CONTENT_TYPES, Picture, is_picture_id, read_picture
from chalicelib.services.ports import Clock, Identifiers, PictureStore, PictureUpload

MAX_ADDRESSES: Final = 100
"""At once; they come in an address's query, which may be 8 KB long."""

MAX_EXPORTED_BYTES: Final = 4_000_000
"""Lambda answers with at most 6 MB, as base64."""


def begin_upload(
    content_type: str, *, pictures: PictureStore, identifiers: Identifiers, clock: Clock
) -> PictureUpload:
    """Permit one upload; raises InvalidError for a type that is no picture's."""
    if content_type not in CONTENT_TYPES:
        raise InvalidError((Problem("content_type", "not_a_picture"),))
    return pictures.sign_upload(identifiers.new_id(), content_type, now=clock.now())


def keep_picture(upload_id: str, *, pictures: PictureStore) -> Picture:
    """
    Look at what was uploaded, and keep it; a repetition keeps it once.

    Raises:
        PictureNotFoundError: Nothing was uploaded, or too long ago.
        InvalidError: It is no picture that questions may show.
    """
    data = pictures.read_upload(upload_id)
    if data is None:
        raise PictureNotFoundError(upload_id=upload_id)
    picture = read_picture(data)
    pictures.keep(picture)
    return picture


def addresses_of(picture_ids: Sequence[str], *, pictures: PictureStore) -> dict[str, str]:
    """
    Return where pictures can be seen, by their ids; costs no call.

    Who knows a picture's id, a hash of its bytes, was shown a text with the picture in it:
    that is why nobody is asked whose it is.

    Raises:
        InvalidError: There are too many ids, or one is malformed.
    """
    if len(picture_ids) > MAX_ADDRESSES:
        raise InvalidError((Problem("ids", "too_many"),))
    if not all(is_picture_id(picture_id) for picture_id in picture_ids):
        raise InvalidError((Problem("ids", "malformed"),))
    return {picture_id: pictures.sign_read(picture_id) for picture_id in picture_ids}


def read_pictures(picture_ids: Sequence[str], *, pictures: PictureStore) -> dict[str, Picture]:
    """
    Return kept pictures by their ids; one that is not there is left out.

    Raises:
        InvalidError: Together they are larger than a file for download may be.
    """
    found: dict[str, Picture] = {}
    for picture_id in picture_ids:
        data = pictures.read(picture_id)
        if data is not None:
            found[picture_id] = read_picture(data)
        if sum(len(picture.data) for picture in found.values()) > MAX_EXPORTED_BYTES:
            raise InvalidError((Problem("pictures", "pictures_too_large"),))
    return found
