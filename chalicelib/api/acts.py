"""Lecturers act in a room; students say what they read."""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.api import act_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Resource
from chalicelib.api.repeating import IDEMPOTENCY_KEY, read_repeatable
from chalicelib.api.sign_in_mapping import show_lecturer
from chalicelib.domain import acts as domain
from chalicelib.domain.acts import ActKind, Order
from chalicelib.services import acting

resource = Resource()


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/acts",
    access=Access.LECTURER,
    request=schemas.ActRequest,
    response=schemas.PerformedAct,
    status=HTTPStatus.CREATED,
    parameters=(IDEMPOTENCY_KEY,),
)
def perform_act(call: Call[schemas.ActRequest]) -> schemas.PerformedAct:
    """Message, add time, pause, resume, mark or end; it is recorded and told at once."""
    performed = acting.perform_act(
        call.path["exam_id"],
        _read_order(call.body),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        acts=call.world.acts,
        news=call.world.news,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
        repeatable=read_repeatable(call),
    )
    return schemas.PerformedAct(_show_act(performed.act), list(performed.missed))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/acts",
    access=Access.LECTURER,
    response=schemas.ActPage,
    parameters=(CURSOR,),
)
def list_acts(call: Call[None]) -> schemas.ActPage:
    """List what lecturers did in the room, newest first."""
    page = acting.list_acts(
        call.path["exam_id"],
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        acts=call.world.acts,
    )
    return schemas.ActPage([_show_act(act) for act in page.items], page.next_cursor)


@resource.endpoint(
    "PUT",
    "/attempts/{attempt_id}/notices/{notice_id}",
    access=Access.STUDENT,
    status=HTTPStatus.NO_CONTENT,
)
def read_notice(call: Call[None]) -> None:
    """Say that a message was read; saying it again changes nothing."""
    acting.read_notice(call.claim, call.path["notice_id"], attempts=call.world.attempts)


def _read_order(request: schemas.ActRequest) -> Order:  # noqa: PLR0911 - one for each kind
    ids = None if request.attempt_ids is None else tuple(request.attempt_ids)
    match request.order:
        case schemas.MessageOrder(text):
            return Order(ActKind.MESSAGE, ids, text=text.strip())
        case schemas.ExtraTimeOrder(minutes):
            return Order(ActKind.EXTRA_TIME, ids, minutes=minutes)
        case schemas.PauseOrder(text):
            return Order(ActKind.PAUSE, ids, text=text.strip())
        case schemas.ResumeOrder():
            return Order(ActKind.RESUME, ids)
        case schemas.MarkOrder(marked):
            return Order(ActKind.MARK if marked else ActKind.UNMARK, ids)
        case schemas.EndOrder(text):
            return Order(ActKind.END, ids, text=text.strip())
        case schemas.WaiveCameraOrder(text):
            return Order(ActKind.WAIVE_CAMERA, ids, text=text.strip())
        case schemas.RequireCameraOrder():
            return Order(ActKind.REQUIRE_CAMERA, ids)


def _show_act(act: domain.Act) -> schemas.Act:
    return schemas.Act(
        act_id=act.act_id,
        at=act.at,
        lecturer=show_lecturer(act.lecturer),
        kind=act.kind.value,
        everybody=act.everybody,
        attempt_ids=list(act.attempt_ids),
        text=act.text,
        minutes=act.minutes,
        concerning=act.concerning,
    )
