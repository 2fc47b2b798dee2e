"""What a lecturer does with an exam beside writing it: announce, open, close, watch, share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    InvalidError,
    LecturerNotFoundError,
    Problem,
    RoomCodeTakenError,
    StaleVersionError,
)
from chalicelib.domain.exam_states import ExamStep
from chalicelib.domain.exams import MAX_CO_LECTURERS, Exam
from chalicelib.domain.kinds import Kind
from chalicelib.domain.policies import RuleSetting
from chalicelib.domain.questions import Paper
from chalicelib.domain.review_rules import ReviewRules
from chalicelib.services.exams import own_exam, read_exam
from chalicelib.services.ports import Clock, ExamStore, Identifiers, LecturerIdentity

MAX_DRAWS: Final = 5
"""Of a thousand million codes a few hundred are taken at a time: one draw nearly always does."""


def take_step(
    exam_id: str, step: ExamStep, *, lecturer: Lecturer, exams: ExamStore, clock: Clock
) -> tuple[Exam, Paper]:
    """
    Publish, withdraw, open, close, archive or restore an exam.

    Returns:
        The exam as it stands then, and its paper.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: Its state does not allow the step.
        InvalidError: It is to be published or opened, and lacks what the error names.
        RoomCodeTakenError: Another exam has its room code.
        StaleVersionError: Somebody else changed it at the same time.
    """
    before, paper = read_exam(exam_id, lecturer=lecturer, exams=exams)
    now = clock.now()
    return exams.replace(before, _STEPS[step](before, paper, now), now=now), paper


_STEPS: Final[dict[ExamStep, Callable[[Exam, Paper, datetime], Exam]]] = {
    ExamStep.PUBLISH: Exam.published,
    ExamStep.WITHDRAW: lambda exam, _, now: exam.withdrawn(now),
    ExamStep.OPEN: Exam.opened,
    ExamStep.CLOSE: lambda exam, _, now: exam.closed(now),
    ExamStep.ARCHIVE: lambda exam, _, now: exam.archived(now),
    ExamStep.RESTORE: lambda exam, _, now: exam.restored(now),
}


def redraw_code(
    exam_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    identifiers: Identifiers,
    clock: Clock,
) -> tuple[Exam, Paper]:
    """
    Give an exam another room code; who is writing goes on.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        ExamStateError: It has closed.
        RoomCodeTakenError: Every code that was drawn is another's.
        StaleVersionError: Somebody else changed it at the same time.
    """
    before, paper = read_exam(exam_id, lecturer=lecturer, exams=exams)
    now = clock.now()
    for _ in range(MAX_DRAWS):
        after = before.with_room_code(identifiers.new_room_code(), now)
        try:
            return exams.replace(before, after, now=now), paper
        except RoomCodeTakenError as error:
            taken = error
    raise taken


def change_policy(
    exam_id: str,
    *,
    preset: str | None,
    settings: Mapping[Kind, RuleSetting] | None,
    rules: ReviewRules | None,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    clock: Clock,
) -> tuple[Exam, Paper]:
    """
    Store how an exam is watched and reviewed; None leaves that part as it is.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: The policy breaks the rules, or the state fixes what was changed.
    """
    before, paper = read_exam(exam_id, lecturer=lecturer, exams=exams)
    if before.version != version:
        raise StaleVersionError(stored=before.version)
    content, now = before.content, clock.now()
    after = before.under_policy(
        content.policy if preset is None else preset,
        content.policy_settings if settings is None else settings,
        content.review_rules if rules is None else rules,
        now,
    )
    return (before if after == before else exams.replace(before, after, now=now)), paper


def share_exam(
    exam_id: str,
    emails: Iterable[str],
    *,
    version: int,
    lecturer: Lecturer,
    exams: ExamStore,
    identity: LecturerIdentity,
    clock: Clock,
) -> Exam:
    """
    Say which colleagues teach an exam, too; those who are not named do not any more.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        CreatorOnlyError: The lecturer did not create it.
        StaleVersionError: ``version`` is not the one stored.
        InvalidError: Nobody has one of the addresses, or they are too many.
        ExamStateError: It is archived.
    """
    before = own_exam(exam_id, lecturer=lecturer, exams=exams)
    before.require_of(lecturer, ExamStep.SHARE)
    if before.version != version:
        raise StaleVersionError(stored=before.version)
    now = clock.now()
    colleagues = _find_colleagues(tuple(emails), known=before.co_lecturers, identity=identity)
    return exams.replace(before, before.shared_with(colleagues, now), now=now)


def _find_colleagues(
    emails: tuple[str, ...], *, known: Iterable[Lecturer], identity: LecturerIdentity
) -> tuple[Lecturer, ...]:
    if len(emails) > MAX_CO_LECTURERS:
        raise InvalidError((Problem("emails", "too_many"),))
    by_email = {one.email.casefold(): one for one in known}
    found, problems = [], []
    for index, email in enumerate(emails):
        try:
            found.append(by_email.get(email.casefold()) or identity.find(email))
        except LecturerNotFoundError:
            problems.append(Problem(f"emails[{index}]", "no_such_lecturer"))
    if problems:
        raise InvalidError(tuple(problems))
    return tuple(found)
