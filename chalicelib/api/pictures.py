"""The pictures of questions: lecturers upload them, both sides see them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from chalicelib.api import picture_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Parameter, Resource
from chalicelib.api.picture_mapping import show_upload
from chalicelib.services import pictures

resource = Resource()

IDS: Final = Parameter("ids", "query", "At most a hundred pictures, with commas between.")


@resource.endpoint(
    "POST",
    "/picture-uploads",
    access=Access.LECTURER,
    request=schemas.PictureUploadContent,
    response=schemas.PictureUpload,
    status=HTTPStatus.CREATED,
)
def begin_picture_upload(call: Call[schemas.PictureUploadContent]) -> schemas.PictureUpload:
    """Permit the upload of one picture."""
    upload = pictures.begin_upload(
        call.body.content_type,
        pictures=call.world.pictures,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return show_upload(upload)


@resource.endpoint(
    "POST",
    "/pictures",
    access=Access.LECTURER,
    request=schemas.PictureContent,
    response=schemas.Picture,
    status=HTTPStatus.CREATED,
)
def keep_picture(call: Call[schemas.PictureContent]) -> schemas.Picture:
    """Look at an uploaded picture and keep it; repeating it returns the same."""
    kept = pictures.keep_picture(call.body.upload_id, pictures=call.world.pictures)
    return schemas.Picture(
        kept.picture_id,
        kept.content_type,
        kept.width,
        kept.height,
        call.world.pictures.sign_read(kept.picture_id),
    )


@resource.endpoint(
    "GET", "/pictures", access=Access.LECTURER, response=schemas.PictureAddresses, parameters=(IDS,)
)
def locate_pictures(call: Call[None]) -> schemas.PictureAddresses:
    """Say where pictures can be seen; ``ids`` are at most a hundred, with commas between."""
    return _addresses(call)


@resource.endpoint(
    "GET",
    "/attempts/{attempt_id}/pictures",
    access=Access.STUDENT,
    response=schemas.PictureAddresses,
    parameters=(IDS,),
)
def locate_paper_pictures(call: Call[None]) -> schemas.PictureAddresses:
    """Say the same to a student."""
    return _addresses(call)


def _addresses(call: Call[None]) -> schemas.PictureAddresses:
    picture_ids = [part for part in call.query.get("ids", "").split(",") if part]
    return schemas.PictureAddresses(
        pictures.addresses_of(picture_ids, pictures=call.world.pictures)
    )
