"""Lecturers write, open and close exams, and watch them."""

from __future__ import annotations

import re
from http import HTTPStatus

from chalicelib.api import mapping, schemas
from chalicelib.api.endpoints import Access, Call, Reply, Resource
from chalicelib.api.live_tickets import show_ticket
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.services import exams, listening, watching

resource = Resource()

_ETAG = re.compile(r'(?:W/)?"(?P<version>\d{1,15})"')


@resource.endpoint("GET", "/exams", access=Access.LECTURER, response=schemas.ExamPage)
def list_exams(call: Call[None]) -> schemas.ExamPage:
    """List the lecturer's exams, newest first."""
    page = exams.list_exams(
        lecturer=call.lecturer, cursor=call.query.get("cursor"), exams=call.world.exams
    )
    return schemas.ExamPage([mapping.show_summary(exam) for exam in page.items], page.next_cursor)


@resource.endpoint(
    "POST",
    "/exams",
    access=Access.LECTURER,
    request=schemas.ExamContent,
    response=schemas.Exam,
    status=HTTPStatus.CREATED,
)
def create_exam(call: Call[schemas.ExamContent]) -> Reply:
    """Write a new exam, as a draft."""
    content, paper = mapping.read_content(call.body, call.world.identifiers)
    exam = exams.create_exam(
        content,
        paper,
        lecturer=call.lecturer,
        exams=call.world.exams,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return with_version(mapping.show_exam(exam, paper))


@resource.endpoint("GET", "/exams/{exam_id}", access=Access.LECTURER, response=schemas.Exam)
def read_exam(call: Call[None]) -> Reply:
    """Return an exam with its questions and keys."""
    exam, paper = exams.read_exam(
        call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams
    )
    return with_version(mapping.show_exam(exam, paper))


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}",
    access=Access.LECTURER,
    request=schemas.ExamContent,
    response=schemas.Exam,
)
def update_exam(call: Call[schemas.ExamContent]) -> Reply:
    """Write a draft anew; ``If-Match`` names the version that was edited."""
    content, paper = mapping.read_content(call.body, call.world.identifiers)
    exam = exams.update_exam(
        call.path["exam_id"],
        content,
        paper,
        keep=mapping.unwritten(call.body),
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
    )
    return with_version(mapping.show_exam(exam, paper))


@resource.endpoint(
    "DELETE", "/exams/{exam_id}", access=Access.LECTURER, status=HTTPStatus.NO_CONTENT
)
def delete_exam(call: Call[None]) -> None:
    """Remove a draft."""
    exams.delete_exam(call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams)


@resource.endpoint("POST", "/exams/{exam_id}/open", access=Access.LECTURER, response=schemas.Exam)
def open_exam(call: Call[None]) -> Reply:
    """Open the room."""
    exam = exams.open_exam(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )
    return with_version(mapping.show_exam(exam, call.world.exams.get_paper(exam.exam_id)))


@resource.endpoint("POST", "/exams/{exam_id}/close", access=Access.LECTURER, response=schemas.Exam)
def close_exam(call: Call[None]) -> Reply:
    """Close the room to newcomers; who is writing goes on."""
    exam = exams.close_exam(call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams)
    return with_version(mapping.show_exam(exam, call.world.exams.get_paper(exam.exam_id)))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/violations",
    access=Access.LECTURER,
    response=schemas.ViolationList,
)
def list_violations(call: Call[None]) -> schemas.ViolationList:
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
    return schemas.ViolationList([mapping.show_violation(violation) for violation in found])


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/live-ticket",
    access=Access.LECTURER,
    response=schemas.LiveTicket,
    status=HTTPStatus.CREATED,
)
def issue_live_ticket(call: Call[None]) -> schemas.LiveTicket:
    """Draw a ticket to listen to the room, good once and for a minute."""
    ticket = listening.issue_lecturer_ticket(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        tokens=call.world.tokens,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return show_ticket(call, ticket, holder=call.lecturer.lecturer_id)


def with_version(exam: schemas.Exam) -> Reply:
    """Return an exam with its version, as a browser's cache would name it."""
    return Reply(exam, headers={"ETag": f'"{exam.version}"'})


def read_version(header: str | None) -> int:
    """Return the version that ``If-Match`` names; raises InvalidError."""
    match = _ETAG.fullmatch((header or "").strip())
    if match is None:
        raise InvalidError((Problem("If-Match", "required"),))
    return int(match["version"])
