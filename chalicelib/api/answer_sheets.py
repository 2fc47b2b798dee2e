"""Answer sheets, for the student who wrote one and for the lecturers of the exam."""

from __future__ import annotations

from chalicelib.api import sheet_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.question_mapping import show_answer, show_question
from chalicelib.domain.answer_sheets import SheetItem
from chalicelib.services import answer_sheets

resource = Resource()


@resource.endpoint(
    "GET",
    "/attempts/{attempt_id}/answer-sheet",
    access=Access.STUDENT,
    response=schemas.OwnSheet,
)
def read_own_sheet(call: Call[None]) -> schemas.OwnSheet:
    """Show the right answers beside one's own, once the exam does."""
    sheet = answer_sheets.read_own_sheet(
        call.claim, exams=call.world.exams, attempts=call.world.attempts, clock=call.world.clock
    )
    return schemas.OwnSheet(sheet.when.value, sheet.shown, [_show_item(i) for i in sheet.items])


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/attempts/{attempt_id}/answer-sheet",
    access=Access.LECTURER,
    response=schemas.StudentSheet,
)
def read_sheet(call: Call[None]) -> schemas.StudentSheet:
    """Show one student's answers, question by question as they saw them."""
    sheet = answer_sheets.read_sheet(
        call.path["exam_id"],
        call.path["attempt_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
    )
    attempt = sheet.attempt
    return schemas.StudentSheet(
        attempt_id=attempt.attempt_id,
        student_name=attempt.student.name,
        student_number=attempt.student.number,
        ordinal=attempt.ordinal,
        state=attempt.state.value,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        score=attempt.score.points if attempt.score else None,
        max_score=attempt.score.maximum if attempt.score else None,
        receipt=attempt.receipt,
        items=[_show_item(item) for item in sheet.items],
    )


def _show_item(item: SheetItem) -> schemas.SheetItem:
    answer = show_answer(item.answer) if item.answer else None
    return schemas.SheetItem(show_question(item.question), answer, item.points)
