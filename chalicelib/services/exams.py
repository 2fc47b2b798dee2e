"""A lecturer's exams: write, read, find, change, copy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import ExamNotFoundError, StaleVersionError
from chalicelib.domain.exam_content import ExamContent, check_draft
from chalicelib.domain.exam_states import ExamStage, ExamState, ExamStep
from chalicelib.domain.exams import Exam
from chalicelib.domain.identifiers import derived_id
from chalicelib.domain.numbers import is_found_in
from chalicelib.domain.questions import Paper
from chalicelib.services.ports import Clock, ExamStore, Identifiers, Page

PAGE_SIZE = 50
MAX_PAGES_SEARCHED = 10
"""A search that finds little gives back what it has, and a cursor to go on."""
LISTED = frozenset(ExamState) - {ExamState.ARCHIVED}


@dataclass(frozen=True, slots=True)
class Repeatable:
    """What makes a creation the same one when it is asked for again."""

    key: str
    """The caller's own name for it."""
    body: bytes
    """A key that comes with another body asks for another thing."""


def create_exam(
    content: ExamContent,
    paper: Paper,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    identifiers: Identifiers,
    clock: Clock,
    repeatable: Repeatable | None = None,
) -> tuple[Exam, Paper]:
    """
    Store a new draft, or return the one that the same request made before.

    Raises:
        InvalidError: The content breaks the rules.
    """
    check_draft(content, paper)
    exam = Exam(
        exam_id=_name("create", lecturer, repeatable, identifiers),
        content=content,
        question_count=len(paper),
        stage=ExamStage.DRAFT,
        creator=lecturer,
        created_at=clock.now(),
        version=1,
    )
    return _add(exam, paper, lecturer=lecturer, exams=exams)


def clone_exam(
    exam_id: str,
    *,
    title: str | None,
    starts_at: datetime,
    ends_at: datetime | None,
    lecturer: Lecturer,
    exams: ExamStore,
    identifiers: Identifiers,
    clock: Clock,
    repeatable: Repeatable | None = None,
) -> tuple[Exam, Paper]:
    """
    Store a draft with an exam's questions and settings, a code and times of its own.

    Without an end, it is open for as long as the first was.  Who else taught the first does
    not teach the copy.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        InvalidError: The times break the rules.
    """
    first, paper = read_exam(exam_id, lecturer=lecturer, exams=exams)
    open_for = first.content.ends_at - first.content.starts_at
    content = replace(
        first.content,
        title=title or first.content.title,
        room_code=identifiers.new_room_code(),
        starts_at=starts_at,
        ends_at=ends_at or starts_at + open_for,
    )
    check_draft(content, paper)
    exam = Exam(
        exam_id=_name(f"clone {exam_id}", lecturer, repeatable, identifiers),
        content=content,
        question_count=len(paper),
        stage=ExamStage.DRAFT,
        creator=lecturer,
        created_at=clock.now(),
        version=1,
    )
    return _add(exam, paper, lecturer=lecturer, exams=exams)


def _name(
    purpose: str, lecturer: Lecturer, repeatable: Repeatable | None, identifiers: Identifiers
) -> str:
    if repeatable is None:
        return identifiers.new_id()
    return derived_id(purpose, lecturer.lecturer_id, repeatable.key, repeatable.body)


def _add(exam: Exam, paper: Paper, *, lecturer: Lecturer, exams: ExamStore) -> tuple[Exam, Paper]:
    if exams.add(exam, paper):
        return exam, paper
    return read_exam(exam.exam_id, lecturer=lecturer, exams=exams)


def read_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> tuple[Exam, Paper]:
    """Return an exam of the lecturer's with its paper; raises ExamNotFoundError."""
    return own_exam(exam_id, lecturer=lecturer, exams=exams), exams.get_paper(exam_id)


def list_exams(
    *,
    lecturer: Lecturer,
    cursor: str | None,
    exams: ExamStore,
    clock: Clock,
    words: str = "",
    states: Collection[ExamState] = LISTED,
) -> Page[Exam]:
    """
    Return a page of the exams that the lecturer teaches, newest first.

    Args:
        lecturer: Whose list.
        cursor: Where the page before ended; None begins.
        exams: Where they are.
        clock: Decides where each exam stands.
        words: Each must be found in the title, subject, room or code; accents may be left out.
        states: Those to be listed.
    """
    now = clock.now()
    found: list[Exam] = []
    for _ in range(MAX_PAGES_SEARCHED):
        page = exams.list_of(lecturer.lecturer_id, cursor=cursor, limit=PAGE_SIZE - len(found))
        found += [e for e in page.items if e.state(now) in states and _is_about(e, words)]
        cursor = page.next_cursor
        if cursor is None or len(found) == PAGE_SIZE:
            break
    return Page(tuple(found), cursor)


def _is_about(exam: Exam, words: str) -> bool:
    content = exam.content
    told = f"{content.title} {content.subject} {content.room_name} {content.room_code}"
    return is_found_in(words, told)


def update_exam(
    exam_id: str,
    content: ExamContent,
    paper: Paper,
    *,
    keep: Collection[str] = (),
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    clock: Clock,
) -> Exam:
    """
    Store new content; what may change depends on the exam's state.

    Args:
        exam_id: Which.
        content: What was written.
        paper: Its questions.
        keep: Fields of the content that were not written: they stay as they are stored.
        version: The one that was edited.
        lecturer: Who writes.
        exams: Where.
        clock: Decides the state.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The content breaks the rules, or the state fixes what was changed.
        RoomCodeTakenError: The exam would open again, and another has its code.
    """
    before, stored = read_exam(exam_id, lecturer=lecturer, exams=exams)
    if before.version != version:
        raise StaleVersionError(stored=before.version)
    now = clock.now()
    kept = {name: getattr(before.content, name) for name in keep}
    after = before.edited(replace(content, **kept), paper, stored=stored, now=now)
    return exams.replace(before, after, now=now, paper=None if paper == stored else paper)


def delete_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore, clock: Clock) -> None:
    """Remove a draft; raises ExamNotFoundError, CreatorOnlyError, ExamStateError."""
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    exam.require_of(lecturer, ExamStep.DELETE)
    exam.require(ExamStep.DELETE, clock.now())
    exams.delete(exam)


def own_exam(exam_id: str, *, lecturer: Lecturer, exams: ExamStore) -> Exam:
    """
    Return an exam that the lecturer teaches.

    Somebody else's exam is not found rather than forbidden, so that nobody learns
    which exams exist.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
    """
    exam = exams.get(exam_id)
    if not exam.is_taught_by(lecturer):
        raise ExamNotFoundError(exam_id=exam_id)
    return exam
