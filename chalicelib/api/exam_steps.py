"""Lecturers announce, open, close, copy, share and put away exams."""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.api import exam_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, exam_reply, read_version
from chalicelib.api.repeating import IDEMPOTENCY_KEY, read_repeatable
from chalicelib.domain.exam_states import ExamStep
from chalicelib.services import exam_steps, exams

resource = Resource()


@resource.endpoint(
    "POST", "/exams/{exam_id}/publish", access=Access.LECTURER, response=schemas.Exam
)
def publish_exam(call: Call[None]) -> Reply:
    """Announce a draft: it opens at its start and closes at its end by itself."""
    return _take(ExamStep.PUBLISH, call)


@resource.endpoint(
    "POST", "/exams/{exam_id}/withdraw", access=Access.LECTURER, response=schemas.Exam
)
def withdraw_exam(call: Call[None]) -> Reply:
    """Make a published exam a draft again, before its start."""
    return _take(ExamStep.WITHDRAW, call)


@resource.endpoint("POST", "/exams/{exam_id}/open", access=Access.LECTURER, response=schemas.Exam)
def open_exam(call: Call[None]) -> Reply:
    """Let students in now; after closing, again."""
    return _take(ExamStep.OPEN, call)


@resource.endpoint("POST", "/exams/{exam_id}/close", access=Access.LECTURER, response=schemas.Exam)
def close_exam(call: Call[None]) -> Reply:
    """Close the room to newcomers before its end; who is writing goes on."""
    return _take(ExamStep.CLOSE, call)


@resource.endpoint(
    "POST", "/exams/{exam_id}/archive", access=Access.LECTURER, response=schemas.Exam
)
def archive_exam(call: Call[None]) -> Reply:
    """Put a closed exam out of the way."""
    return _take(ExamStep.ARCHIVE, call)


@resource.endpoint(
    "POST", "/exams/{exam_id}/restore", access=Access.LECTURER, response=schemas.Exam
)
def restore_exam(call: Call[None]) -> Reply:
    """Bring an archived exam back, closed as it was."""
    return _take(ExamStep.RESTORE, call)


def _take(step: ExamStep, call: Call[None]) -> Reply:
    exam, paper = exam_steps.take_step(
        call.path["exam_id"],
        step,
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )
    return exam_reply(call, exam, paper)


@resource.endpoint(
    "POST", "/exams/{exam_id}/room-code", access=Access.LECTURER, response=schemas.Exam
)
def redraw_room_code(call: Call[None]) -> Reply:
    """Draw another room code; the one before finds the exam no more."""
    exam, paper = exam_steps.redraw_code(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
    )
    return exam_reply(call, exam, paper)


@resource.endpoint(
    "PUT",
    "/exams/{exam_id}/co-lecturers",
    access=Access.LECTURER,
    request=schemas.CoLecturers,
    response=schemas.Exam,
    parameters=(IF_MATCH,),
)
def share_exam(call: Call[schemas.CoLecturers]) -> Reply:
    """Say who else teaches the exam; the creator's alone, as is deleting."""
    exam = exam_steps.share_exam(
        call.path["exam_id"],
        [email.strip() for email in call.body.emails],
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        identity=call.world.identity,
        clock=call.world.clock,
    )
    return exam_reply(call, exam, call.world.exams.get_paper(exam.exam_id))


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/clone",
    access=Access.LECTURER,
    request=schemas.ExamClone,
    response=schemas.Exam,
    status=HTTPStatus.CREATED,
    parameters=(IDEMPOTENCY_KEY,),
)
def clone_exam(call: Call[schemas.ExamClone]) -> Reply:
    """Write a draft with an exam's questions and settings, at times of its own."""
    exam, paper = exams.clone_exam(
        call.path["exam_id"],
        title=call.body.title and call.body.title.strip(),
        starts_at=call.body.starts_at,
        ends_at=call.body.ends_at,
        lecturer=call.lecturer,
        exams=call.world.exams,
        identifiers=call.world.identifiers,
        clock=call.world.clock,
        repeatable=read_repeatable(call),
    )
    return exam_reply(call, exam, paper)
