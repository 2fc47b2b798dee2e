"""The door: who may enter an exam, and how guessing is slowed."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chalicelib.domain.allowances import NO_ALLOWANCE, Allowance
from chalicelib.domain.attempts import Student
from chalicelib.domain.door import MAX_REFUSALS_OF_SOURCE, Door, Refusal, Window
from chalicelib.domain.errors import (
    GiamThiError,
    RoomNotFoundError,
    StudentNotListedError,
    StudentNumberTakenError,
    TooManyTriesError,
    WrongPinError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.names import fold_number
from chalicelib.domain.room_codes import is_room_code, normalise_room_code
from chalicelib.domain.rosters import RosterEntry, fold_pin
from chalicelib.services.ports import AdmissionStore, Clock, ExamStore, Tokens

_ERRORS: Final[dict[Refusal, type[GiamThiError]]] = {
    Refusal.NOT_LISTED: StudentNotListedError,
    Refusal.WRONG_PIN: WrongPinError,
    Refusal.OTHER_NAME: StudentNumberTakenError,
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who knocks, as they name themselves, and from where."""

    student: Student
    source: str
    """The network address."""
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What anybody with the code may know."""

    exam: Exam
    has_roster: bool
    needs_pin: bool


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who may enter, by the name on the list, and what the list gives them."""

    student: Student
    allowance: Allowance = NO_ALLOWANCE
    is_listed: bool = False


def find_room(
    room_code: str, source: str, *, exams: ExamStore, admissions: AdmissionStore, clock: Clock
) -> Room:
    """
    Return the open exam of a room, as typed.

    Raises:
        RoomNotFoundError: No open exam has the code.
        TooManyTriesError: Too much was wrong from this source of late.
    """
    now = clock.now()
    exam = find_exam(room_code, source, exams=exams, admissions=admissions, now=now)
    door = admissions.look(exam.exam_id, None, source, now=now)
    _require_open(door, now)
    return Room(exam, door.listed > 0, door.needs_pin)


def find_exam(
    room_code: str, source: str, *, exams: ExamStore, admissions: AdmissionStore, now: datetime
) -> Exam:
    """Return the published exam of a room; raises as ``find_room`` does when there is none."""
    code = normalise_room_code(room_code)
    try:
        if not is_room_code(code):
            raise RoomNotFoundError(room_code=room_code)
        return exams.find_by_code(code)
    except RoomNotFoundError:
        wrong = admissions.count_refusal_of_source(source, now=now)
        if wrong > MAX_REFUSALS_OF_SOURCE:
            raise _wait(now) from None
        raise


def admit(
    exam: Exam, visitor: Visitor, *, admissions: AdmissionStore, tokens: Tokens, now: datetime
) -> Admitted:
    """
    Let somebody in whom the class list, where there is one, lets in.

    Raises:
        StudentNotListedError: There is a list, and it does not hold the number.
        WrongPinError: The list asks this student for a PIN, which is missing or another.
        TooManyTriesError: Too much was wrong of late, under this number or from this source.
    """
    number = visitor.student.number
    door = admissions.look(exam.exam_id, number, visitor.source, now=now)
    _require_open(door, now)
    entry = door.entry
    if not door.listed:
        return Admitted(visitor.student)
    if entry is None:
        raise refuse(exam, visitor, Refusal.NOT_LISTED, admissions=admissions, now=now)
    if entry.pin_seal is not None:
        if not admissions.take_try(exam.exam_id, number, now=now):
            raise _wait(now)
        if not _fits(exam, entry, visitor.pin, tokens):
            raise refuse(
                exam, visitor, Refusal.WRONG_PIN, admissions=admissions, now=now, counted=True
            )
    return Admitted(Student(entry.name, entry.number), entry.allowance, is_listed=True)


def refuse(
    exam: Exam,
    visitor: Visitor,
    reason: Refusal,
    *,
    admissions: AdmissionStore,
    now: datetime,
    counted: bool = False,
) -> GiamThiError:
    """Count somebody turned away, and return what to tell them."""
    number = visitor.student.number
    admissions.count_refusal(exam.exam_id, number, reason, now=now, counted=counted)
    admissions.count_refusal_of_source(visitor.source, now=now)
    return _ERRORS[reason](student_number=number)


def seal_pin(exam_id: str, number: str, pin: str, *, tokens: Tokens) -> str:
    """Return what is stored of a PIN: good for one number of one exam."""
    return tokens.seal(f"pin/{exam_id}/{fold_number(number)}/{fold_pin(pin)}")


def _fits(exam: Exam, entry: RosterEntry, pin: str, tokens: Tokens) -> bool:
    given = seal_pin(exam.exam_id, entry.number, pin, tokens=tokens)
    return hmac.compare_digest(given, entry.pin_seal or "")


def _require_open(door: Door, now: datetime) -> None:
    if door.is_shut:
        raise _wait(now)


def _wait(now: datetime) -> TooManyTriesError:
    left = Window.at(now).ends_at - now
    return TooManyTriesError(retry_after_s=max(1, round(left.total_seconds())))
