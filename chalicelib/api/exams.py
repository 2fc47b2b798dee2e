"""Lecturers write exams, find them, and watch them."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus

from chalicelib.api import exam_mapping, wall_mapping
from chalicelib.api import exam_schemas as schemas
from chalicelib.api.account_schemas import SessionProof
from chalicelib.api.endpoints import CURSOR, Access, Call, Parameter, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, exam_reply, read_version, show_summary
from chalicelib.api.live_ticket_schemas import LiveTicket
from chalicelib.api.live_tickets import show_ticket
from chalicelib.api.repeating import IDEMPOTENCY_KEY, read_repeatable
from chalicelib.api.violation_schemas import ViolationList
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exam_states import ExamState
from chalicelib.services import accessing, exams, listening, watching

resource = Resource()


@resource.endpoint(
    "GET",
    "/exams",
    access=Access.LECTURER,
    response=schemas.ExamPage,
    parameters=(
        CURSOR,
        Parameter("search", "query", "Words of the title, subject, room or code."),
        Parameter("state", "query", "States, comma separated; absent: all but archived."),
    ),
)
def list_exams(call: Call[None]) -> schemas.ExamPage:
    """List the exams that the lecturer teaches, newest first."""
    lecturer, now = call.lecturer, call.world.clock.now()
    page = exams.list_exams(
        lecturer=lecturer,
        cursor=call.query.get("cursor"),
        exams=call.world.exams,
        clock=call.world.clock,
        words=call.query.get("search", ""),
        states=_read_states(call.query.get("state")),
    )
    shown = [show_summary(exam, lecturer=lecturer, now=now) for exam in page.items]
    return schemas.ExamPage(shown, page.next_cursor)


def _read_states(text: str | None) -> Collection[ExamState]:
    if not text:
        return exams.LISTED
    try:
        return frozenset(ExamState(name) for name in text.split(","))
    except ValueError as error:
        raise InvalidError((Problem("state", "unknown"),)) from error


@resource.endpoint(
    "POST",
    "/exams",
    access=Access.LECTURER,
    request=schemas.ExamContent,
    response=schemas.Exam,
    status=HTTPStatus.CREATED,
    parameters=(IDEMPOTENCY_KEY,),
)
def create_exam(call: Call[schemas.ExamContent]) -> Reply:
    """Write a new exam, as a draft."""
    content, paper = exam_mapping.read_content(call.body, call.world.identifiers)
    exam, paper = exams.create_exam(
        content,
        paper,
        lecturer=call.lecturer,
        exams=call.world.exams,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
        repeatable=read_repeatable(call),
    )
    return exam_reply(call, exam, paper)


@resource.endpoint("GET", "/exams/{exam_id}", access=Access.LECTURER, response=schemas.Exam)
def read_exam(call: Call[None]) -> Reply:
    """Return an exam with its questions and keys."""
    exam, paper = exams.read_exam(
        call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams
    )
    return exam_reply(call, exam, paper)


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}",
    access=Access.LECTURER,
    request=schemas.ExamContent,
    response=schemas.Exam,
    parameters=(IF_MATCH,),
)
def update_exam(call: Call[schemas.ExamContent]) -> Reply:
    """Write an exam anew; what may change depends on its state."""
    content, paper = exam_mapping.read_content(call.body, call.world.identifiers)
    exam = exams.update_exam(
        call.path["exam_id"],
        content,
        paper,
        keep=exam_mapping.unwritten(call.body),
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )
    return exam_reply(call, exam, paper)


@resource.endpoint(
    "DELETE", "/exams/{exam_id}", access=Access.LECTURER, status=HTTPStatus.NO_CONTENT
)
def delete_exam(call: Call[None]) -> None:
    """Remove a draft."""
    exams.delete_exam(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/violations",
    access=Access.LECTURER,
    response=ViolationList,
)
def list_violations(call: Call[None]) -> ViolationList:
    """List what was noticed, newest first, with signed addresses of its pictures."""
    found = watching.list_violations(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        violations=call.world.violations,
        cameras=call.world.cameras,
        frames=call.world.frames,
    )
    accessing.note_room_access(
        call.path["exam_id"],
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    return ViolationList([wall_mapping.show_violation(violation) for violation in found])


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/live-ticket",
    access=Access.LECTURER,
    request=SessionProof,
    response=LiveTicket,
    status=HTTPStatus.CREATED,
)
def issue_live_ticket(call: Call[SessionProof]) -> LiveTicket:
    """Draw a ticket to listen to the room, good once and for a minute."""
    ticket = listening.issue_lecturer_ticket(
        call.path["exam_id"],
        call.body.access_token,
        lecturer=call.lecturer,
        exams=call.world.exams,
        own=call.world.own_account,
        tokens=call.world.tokens,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    accessing.note_room_access(
        call.path["exam_id"],
        lecturer=call.lecturer,
        accesses=call.world.accesses,
        clock=call.world.clock,
    )
    return show_ticket(call, ticket, holder=call.lecturer.lecturer_id)
