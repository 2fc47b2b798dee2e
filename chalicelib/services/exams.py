"""A lecturer's exams: write, read, change, open, close."""

from __future__ import annotations

from chalicelib.domain.errors import ExamNotFoundError, StaleVersionError
from chalicelib.domain.exams import Exam, ExamContent, ExamState, ExamStep, Lecturer, check_exam
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Clock, ExamStore, Identifiers, Page

PAGE_SIZE = 50


def create_exam(
    content: ExamContent,
    paper: Paper,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    identifiers: Identifiers,
    clock: Clock,
) -> Exam:
    """Store a new draft; raises InvalidError."""
    check_exam(content, paper)
    exam = Exam(
        exam_id=identifiers.new_id(),
        content=content,
        question_count=len(paper),
        state=ExamState.DRAFT,
        creator=lecturer,
        created_at=clock.now(),
        version=1,
    )
    exams.add(exam, paper)
    return exam


def read_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> tuple[Exam, Paper]:
    """Return an exam of the lecturer's with its paper; raises ExamNotFoundError."""
    return own_exam(exam_id, lecturer=lecturer, exams=exams), exams.get_paper(exam_id)


def list_exams(*, lecturer: Lecturer, cursor: str | None, exams: ExamStore) -> Page[Exam]:
    """Return a page of the lecturer's exams, newest first."""
    return exams.list_of(lecturer.lecturer_id, cursor=cursor, limit=PAGE_SIZE)


def update_exam(
    exam_id: str,
    content: ExamContent,
    paper: Paper,
    *,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
) -> Exam:
    """
    Store new content for a draft.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: It is no draft.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The content breaks the rules.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    if exam.version != version:
        raise StaleVersionError(stored=exam.version)
    return exams.replace(exam.edited(content, paper), paper)


def delete_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> None:
    """Remove a draft; raises ExamNotFoundError, ExamStateError."""
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam.require(ExamStep.DELETE)
    exams.delete(exam)


def open_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore, clock: Clock) -> Exam:
    """
    Open the room.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: It is open already.
        InvalidError: It has no question, or its end has passed.
        RoomCodeTakenError: Another open exam has the room code.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    return exams.open_room(exam.opened(clock.now()))


def close_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> Exam:
    """Close the room to newcomers; raises ExamNotFoundError, ExamStateError."""
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    return exams.close_room(exam.closed())


def own_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> Exam:
    """
    Return an exam of the lecturer's.

    Somebody else's exam is not found rather than forbidden, so that nobody learns
    which exams exist.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = exams.get(exam_id)
    if exam.creator.lecturer_id != lecturer.lecturer_id:
        raise ExamNotFoundError(exam_id=exam_id)
    return exam
