"""Students find a room, join, answer and hand in."""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.api import attempt_mapping as mapping
from chalicelib.api import attempt_schemas as schemas
from chalicelib.api import question_mapping, question_schemas
from chalicelib.api.endpoints import Access, Call, Reply, Resource
from chalicelib.api.live_ticket_schemas import LiveTicket
from chalicelib.api.live_tickets import show_ticket
from chalicelib.api.repeating import IDEMPOTENCY_KEY, read_key
from chalicelib.domain.attempts import CameraState, Student
from chalicelib.domain.names import clean_line
from chalicelib.services import admitting, joining, listening, taking

resource = Resource()


@resource.endpoint("GET", "/rooms/{room_code}", access=Access.ANYBODY, response=schemas.RoomView)
def find_room(call: Call[None]) -> schemas.RoomView:
    """Show what a room is about, before joining."""
    room = admitting.find_room(
        call.path["room_code"],
        call.source,
        exams=call.world.exams,
        admissions=call.world.admissions,
        clock=call.world.clock,
    )
    return mapping.show_room(room, call.world.clock.now())


@resource.endpoint(
    "POST",
    "/rooms/{room_code}/attempts",
    access=Access.ANYBODY,
    request=schemas.Join,
    response=schemas.JoinedAttempt,
    status=HTTPStatus.CREATED,
    parameters=(IDEMPOTENCY_KEY,),
)
def join_room(call: Call[schemas.Join]) -> Reply:
    """Enter the waiting room, or go on with the student number's attempt (then 200)."""
    student = Student(clean_line(call.body.student_name), clean_line(call.body.student_number))
    visitor = admitting.Visitor(student, call.source, call.body.pin)
    joined = joining.join_room(
        call.path["room_code"],
        joining.Entry(
            visitor,
            call.body.consent_version,
            further=call.body.further,
            guardian=mapping.read_guardian(call.body.guardian),
            key=read_key(call),
        ),
        exams=call.world.exams,
        admissions=call.world.admissions,
        attempts=call.world.attempts,
        events=call.world.events,
        frames=call.world.frames,
        tokens=call.world.tokens,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    status = HTTPStatus.OK if joined.resumed else HTTPStatus.CREATED
    return Reply(mapping.show_joined(joined), status)


@resource.endpoint(
    "GET", "/attempts/{attempt_id}", access=Access.STUDENT, response=schemas.AttemptView
)
def resume_attempt(call: Call[None]) -> schemas.AttemptView:
    """Return everything a reloaded page needs."""
    page = taking.resume_attempt(
        call.claim,
        exams=call.world.exams,
        attempts=call.world.attempts,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_page(page)


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/start",
    access=Access.STUDENT,
    request=schemas.Start,
    response=schemas.AttemptView,
)
def start_attempt(call: Call[schemas.Start]) -> schemas.AttemptView:
    """Let the clock run and show the paper; an attempt that runs goes on."""
    page = taking.start_attempt(
        call.claim,
        mapping.read_calibration(call.body.calibration),
        exams=call.world.exams,
        attempts=call.world.attempts,
        events=call.world.events,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_page(page)


@resource.endpoint(
    "PUT",
    "/attempts/{attempt_id}/answers/{question_id}",
    access=Access.STUDENT,
    request=question_schemas.AnswerContent,
    response=question_schemas.Answer,
)
def save_answer(call: Call[question_schemas.AnswerContent]) -> question_schemas.Answer:
    """Keep an answer; returns the newest one kept, which may be another."""
    newest = taking.save_answer(
        call.claim,
        call.path["question_id"],
        question_mapping.read_answer(call.body),
        attempts=call.world.attempts,
        clock=call.world.clock,
    )
    return question_mapping.show_answer(newest)


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/heartbeat",
    access=Access.STUDENT,
    request=schemas.HeartbeatContent,
    response=schemas.Heartbeat,
)
def record_heartbeat(call: Call[schemas.HeartbeatContent]) -> schemas.Heartbeat:
    """Say that the page is there; renews the upload policy."""
    heartbeat = taking.record_heartbeat(
        call.claim,
        CameraState(call.body.camera),
        [mapping.read_page_event(event) for event in call.body.events],
        attempts=call.world.attempts,
        events=call.world.events,
        frames=call.world.frames,
        clock=call.world.clock,
    )
    return mapping.show_heartbeat(heartbeat)


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/submit",
    access=Access.STUDENT,
    response=schemas.AttemptView,
)
def submit_attempt(call: Call[None]) -> object:
    """Hand in and score; doing it again returns the same."""
    taking.submit_attempt(
        call.claim, exams=call.world.exams, attempts=call.world.attempts, clock=call.world.clock
    )
    return resume_attempt(call)


@resource.endpoint(
    "POST",
    "/attempts/{attempt_id}/live-ticket",
    access=Access.STUDENT,
    response=LiveTicket,
    status=HTTPStatus.CREATED,
)
def issue_attempt_live_ticket(call: Call[None]) -> LiveTicket:
    """Draw a ticket to listen to one's own attempt, good once and for a minute."""
    ticket = listening.issue_student_ticket(
        call.claim,
        tokens=call.world.tokens,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return show_ticket(call, ticket, holder=call.claim.attempt_id)
