"""A student shows their card before the start, where the exam asks for it."""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.api import card_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.picture_mapping import show_upload
from chalicelib.api.picture_schemas import PictureUpload
from chalicelib.services import cards

resource = Resource()


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/card-uploads",
    access=Access.STUDENT,
    response=PictureUpload,
    status=HTTPStatus.CREATED,
)
def begin_card_upload(call: Call[None]) -> PictureUpload:
    """Permit the upload of one picture of the student's card, a JPEG."""
    upload = cards.begin_card_upload(
        call.claim,
        exams=call.world.exams,
        attempts=call.world.attempts,
        frames=call.world.frames,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return show_upload(upload)


@resource.endpoint(
    "PUT",
    "/attempts/{attempt_id}/card",
    access=Access.STUDENT,
    request=schemas.CardContent,
    response=schemas.CardKept,
)
def keep_card(call: Call[schemas.CardContent]) -> schemas.CardKept:
    """Look at an uploaded picture of the card and keep it; the first one stands."""
    card = cards.keep_card(
        call.claim,
        call.body.upload_id,
        exams=call.world.exams,
        attempts=call.world.attempts,
        frames=call.world.frames,
    )
    return schemas.CardKept(card.taken_ms)
