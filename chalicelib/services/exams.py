"""A lecturer's exams: write, read, change, open, close."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from chalicelib.domain.errors import ExamNotFoundError, StaleVersionError
from chalicelib.domain.exams import Exam, ExamContent, ExamState, ExamStep, Lecturer, check_exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.questions import Paper
from chalicelib.domain.review_rules import ReviewRules
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
    keep: Collection[str] = (),
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
) -> Exam:
    """
    Store new content for a draft.

    Args:
        exam_id: Which.
        content: What was written.
        paper: Its questions.
        keep: Fields of the content that were not written: they stay as they are stored.
        version: The one that was edited.
        lecturer: Who writes.
        exams: Where.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: It is no draft.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The content breaks the rules.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    if exam.version != version:
        raise StaleVersionError(stored=exam.version)
    kept = {name: getattr(exam.content, name) for name in keep}
    return exams.replace(exam.edited(replace(content, **kept), paper), paper)


def change_policy(
    exam_id: str,
    *,
    preset: str | None,
    settings: Mapping[Kind, RuleSetting] | None,
    rules: ReviewRules | None,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
) -> tuple[Exam, Paper]:
    """
    Store how an exam is watched and reviewed; None leaves that part as it is.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: What is looked for would change, and the exam is no draft any more.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The policy breaks the rules.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    if exam.version != version:
        raise StaleVersionError(stored=exam.version)
    now = exam.content
    changed = exam.under_policy(
        now.policy if preset is None else preset,
        now.policy_settings if settings is None else settings,
        now.review_rules if rules is None else rules,
    )
    paper = exams.get_paper(exam_id)
    return (exam if changed == exam else exams.replace(changed, paper)), paper


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
