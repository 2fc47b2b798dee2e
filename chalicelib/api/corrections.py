"""Lecturers correct keys after the exam, and everybody's score follows."""

from __future__ import annotations

from chalicelib.api import correction_schemas as schemas
from chalicelib.api.endpoints import CURSOR, Access, Call, Reply, Resource
from chalicelib.api.exam_replies import IF_MATCH, exam_reply, read_version
from chalicelib.api.exam_schemas import Exam
from chalicelib.api.question_mapping import read_questions, show_question
from chalicelib.api.sign_in_mapping import show_lecturer
from chalicelib.domain.corrections import Correction, ScoreChange
from chalicelib.services import exams, rescoring

resource = Resource()


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/correction-preview",
    access=Access.LECTURER,
    request=schemas.CorrectionContent,
    response=schemas.CorrectionPreview,
)
def preview_correction(call: Call[schemas.CorrectionContent]) -> schemas.CorrectionPreview:
    """Say whose score a correction would change; changes nothing."""
    found = rescoring.preview_correction(
        call.path["exam_id"],
        read_questions(call.body.questions, call.world.identifiers),
        call.body.reason,
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        clock=call.world.clock,
    )
    return schemas.CorrectionPreview(found.handed_in, [_show_change(c) for c in found.changes])


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/corrections",
    access=Access.LECTURER,
    request=schemas.CorrectionContent,
    response=Exam,
    parameters=(IF_MATCH,),
)
def correct_keys(call: Call[schemas.CorrectionContent]) -> Reply:
    """Store corrected keys with the reason; the scores follow by ``rescoring``."""
    corrected = rescoring.correct_keys(
        call.path["exam_id"],
        read_questions(call.body.questions, call.world.identifiers),
        call.body.reason,
        version=read_version(call.headers.get("if-match")),
        lecturer=call.lecturer,
        exams=call.world.exams,
        clock=call.world.clock,
    )
    return exam_reply(call, corrected, call.world.exams.get_paper(corrected.exam_id))


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/corrections",
    access=Access.LECTURER,
    response=schemas.CorrectionList,
)
def list_corrections(call: Call[None]) -> schemas.CorrectionList:
    """List what was corrected, by whom and why."""
    exam = exams.own_exam(call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams)
    return schemas.CorrectionList(
        [_show_correction(one) for one in call.world.exams.corrections(exam.exam_id)]
    )


@resource.endpoint(
    "POST",
    "/exams/{exam_id}/rescoring",
    access=Access.LECTURER,
    response=schemas.Rescoring,
    parameters=(CURSOR,),
)
def rescore_attempts(call: Call[None]) -> schemas.Rescoring:
    """Give a hundred attempts the score that the keys give them now; doing it again is safe."""
    done = rescoring.rescore(
        call.path["exam_id"],
        cursor=call.query.get("cursor"),
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        events=call.world.events,
        clock=call.world.clock,
    )
    return schemas.Rescoring([_show_change(c) for c in done.changes], done.next_cursor)


def _show_change(change: ScoreChange) -> schemas.ScoreChange:
    return schemas.ScoreChange(
        attempt_id=change.attempt.attempt_id,
        student_name=change.attempt.student.name,
        student_number=change.attempt.student.number,
        before=change.before.points,
        after=change.after.points,
        max_score=change.after.maximum,
    )


def _show_correction(correction: Correction) -> schemas.Correction:
    return schemas.Correction(
        at=correction.at,
        by=show_lecturer(correction.by),
        reason=correction.reason,
        before=[show_question(question) for question in correction.before],
        after=[show_question(question) for question in correction.after],
    )
