"""Lecturers have a student's data or an exam erased."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from chalicelib.api import erasure_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Resource
from chalicelib.api.sign_in_mapping import show_lecturer
from chalicelib.domain import erasures as domain
from chalicelib.services import erasing

resource = Resource()


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/attempts/{attempt_id}/erasure",
    access=Access.LECTURER,
    request=schemas.ErasureRequest,
    response=schemas.Erasure,
    status=HTTPStatus.ACCEPTED,
)
def erase_student(call: Call[schemas.ErasureRequest]) -> schemas.Erasure:
    """Have everything about the student of an attempt erased; asks for the number once more."""
    receipt = erasing.erase_student(
        call.path["exam_id"],
        call.path["attempt_id"],
        confirmation=call.body.confirmation,
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        erasures=call.world.erasures,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return _show_erasure(receipt)


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/erasure",
    access=Access.LECTURER,
    request=schemas.ErasureRequest,
    response=schemas.Erasure,
    status=HTTPStatus.ACCEPTED,
)
def erase_exam(call: Call[schemas.ErasureRequest]) -> schemas.Erasure:
    """Have an exam and everything about its students erased; asks for the title once more."""
    receipt = erasing.erase_exam(
        call.path["exam_id"],
        confirmation=call.body.confirmation,
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        cameras=call.world.cameras,
        erasures=call.world.erasures,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return _show_erasure(receipt)


@resource.endpoint(
    "GET",
    "/erasures",
    access=Access.LECTURER,
    response=schemas.ErasurePage,
    parameters=(CURSOR,),
)
def list_erasures(call: Call[None]) -> schemas.ErasurePage:
    """List the receipts of what the lecturer had erased, newest first."""
    page = erasing.list_erasures(
        cursor=call.query.get("cursor"), lecturer=call.lecturer, erasures=call.world.erasures
    )
    return schemas.ErasurePage([_show_erasure(one) for one in page.items], page.next_cursor)


@resource.endpoint(
    "GET", "/erasures/{erasure_id}", access=Access.LECTURER, response=schemas.Erasure
)
def read_erasure(call: Call[None]) -> schemas.Erasure:
    """Return a receipt, with how far the work is."""
    receipt = erasing.read_erasure(
        call.path["erasure_id"], lecturer=call.lecturer, erasures=call.world.erasures
    )
    return _show_erasure(receipt)


def _show_erasure(receipt: domain.Erasure) -> schemas.Erasure:
    return schemas.Erasure(
        erasure_id=receipt.erasure_id,
        scope=receipt.scope.value,
        exam_title=receipt.exam_title,
        fingerprint=receipt.fingerprint,
        by=show_lecturer(receipt.by),
        asked_at=receipt.asked_at,
        state=receipt.state.value,
        total=receipt.total,
        done=receipt.done,
        erased=schemas.ErasedCounts(**asdict(receipt.erased)),
        finished_at=receipt.finished_at,
    )
