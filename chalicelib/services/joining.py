"""Entering an exam: a place in the waiting room, or the attempt that one has, on this device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource
from chalicelib.domain.attempts import (
    FIRST_DEVICE,
    Attempt,
    AttemptState,
    is_same_name,
    join_exam,
    last_entry,
)
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.consent import consent_version, covers_camera
from chalicelib.domain.door import Refusal
from chalicelib.domain.errors import (
    AttemptsUsedUpError,
    ConflictError,
    ConsentMissingError,
    InvalidError,
    RoomNotOpenError,
    TooLateToJoinError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.guardians import Guardian, guardian_problems
from chalicelib.domain.time_zones import named_zone
from chalicelib.services.admitting import Visitor, admit, find_exam, refuse
from chalicelib.services.ports import (
    AdmissionStore,
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Identifiers,
    Tokens,
)
from chalicelib.services.taking import AttemptPage, not_open, page_of

READING_TIME: Final = timedelta(days=30)
"""How long after the deadline a student's token still shows the result: reviews take days, and
what was confirmed may be explained.  It answers nothing any more."""
MAX_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody asks for at the door of a room."""

    visitor: Visitor
    consent_version: str
    further: bool = False
    """Whether they want another attempt after the one that they handed in."""
    guardian: Guardian | None = None
    """Who agreed for them, by what they state."""
    key: str = ""
    """Their own name for this entry: sent again, it gives what it gave; "": none."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A student's entry."""

    page: AttemptPage
    token: str
    resumed: bool


def join_room(
    room_code: str,
    entry: Entry,
    *,
    exams: ExamStore,
    admissions: AdmissionStore,
    attempts: AttemptStore,
    events: AttemptEventStore,
    frames: FrameStore,
    tokens: Tokens,
    identifiers: Identifiers,
    clock: Clock,
) -> Joined:
    """
    Enter the waiting room, or go on with the attempt that the student number already has.

    Whoever goes on takes the attempt over: the device it was on before is told.  An entry that is
    sent again, as its answer was lost, takes nothing over: it gives the same attempt and token.

    Raises:
        RoomNotFoundError: No open exam has the code.
        RoomNotOpenError: It is after the end.
        TooLateToJoinError: It is later than the exam lets in who has no attempt yet.
        ConsentMissingError: The student did not agree to the present notice: the camera's, or,
            as they may ask for and the class list may grant, the one without a camera.
        InvalidError: The name or number is missing or too long, or the guardian's, if asked for.
        StudentNotListedError: The exam has a class list without the number.
        WrongPinError: The class list asks for another PIN.
        StudentNumberTakenError: Somebody of another name has the number.
        TooManyTriesError: Too much was wrong of late, under this number or from this source.
        AttemptsUsedUpError: Another attempt was asked for, and there is none left.
    """
    now, visitor = clock.now(), entry.visitor
    exam = find_exam(room_code, visitor.source, exams=exams, admissions=admissions, now=now)
    current = consent_version(exam.content.settings)
    without_camera = consent_version(exam.content.settings, camera=False)
    if entry.consent_version not in {current, without_camera}:
        raise ConsentMissingError(current=current)
    guardian = _guardian_of(exam, entry)
    admitted = admit(exam, visitor, admissions=admissions, tokens=tokens, now=now)
    if admitted.allowance.waiver and entry.consent_version != without_camera:
        raise ConsentMissingError(current=without_camera)
    fresh = join_exam(
        exam,
        admitted.student,
        attempt_id=identifiers.new_id(),
        consent_version=entry.consent_version,
        now=now,
        guardian=guardian,
        allowance=admitted.allowance,
        entry_key=entry.key,
    )
    attempt = _enter(exam, fresh, further=entry.further, attempts=attempts, now=now)
    if not admitted.is_listed and not is_same_name(attempt.student.name, visitor.student.name):
        raise refuse(exam, visitor, Refusal.OTHER_NAME, admissions=admissions, now=now)
    if attempt.state is AttemptState.WRITING and attempt.supervision.waiver is None:
        _require_camera(entry, current)
    repeated = attempt.was_entered_by(entry.key)
    begun = attempt.attempt_id == fresh.attempt_id or (repeated and attempt.device == FIRST_DEVICE)
    if not (begun or repeated or attempt.state is AttemptState.SUBMITTED):
        attempt = _take_over(attempt, fresh, attempts=attempts, events=events, now=now)
    token = tokens.issue_attempt(
        AttemptClaim(attempt.attempt_id, exam.exam_id, attempt.device),
        # Whatever the deadline becomes, it is never later than the exam's end and the extra time.
        expires_at=max(attempt.deadline, exam.content.ends_at + attempt.extra_time) + READING_TIME,
    )
    page = page_of(attempt, exam, exams=exams, frames=frames, now=now)
    return Joined(page, token, resumed=not begun)


def _require_camera(entry: Entry, current: str) -> None:
    """Refuse to let go on without a camera who began with one; only a lecturer grants that."""
    if not covers_camera(entry.consent_version):
        raise ConsentMissingError(current=current)


def _guardian_of(exam: Exam, entry: Entry) -> Guardian | None:
    """Return who agreed for the student; nothing is kept that the exam does not ask for."""
    if not exam.content.settings.guardian_consent:
        return None
    if problems := tuple(guardian_problems(entry.guardian, "guardian")):
        raise InvalidError(problems)
    return entry.guardian


def _enter(
    exam: Exam, fresh: Attempt, *, further: bool, attempts: AttemptStore, now: datetime
) -> Attempt:
    """Return the student's attempt: the one they have, or the fresh one where they may begin."""
    refusal = _why_not_begin(exam, now)
    for _ in range(MAX_TRIES):
        if refusal is None:
            held = attempts.add(fresh)
        elif (found := attempts.last_of(exam.exam_id, fresh.student.number)) is None:
            raise refusal
        else:
            held = found
        if not further or held.state is not AttemptState.SUBMITTED:
            return held
        allowed = exam.content.settings.attempts_allowed
        if held.ordinal >= allowed:
            raise AttemptsUsedUpError(allowed=allowed)
        if refusal is not None:
            raise refusal
        following = replace(fresh, ordinal=held.ordinal + 1)
        if attempts.add_further(following, after=held):
            return following
    raise ConflictError(exam_id=exam.exam_id)


def _why_not_begin(exam: Exam, now: datetime) -> RoomNotOpenError | TooLateToJoinError | None:
    """Say why nobody may begin an attempt now; who has one may go on with it."""
    if not exam.receives(now):
        return not_open(exam)
    until = last_entry(exam.content)
    if now <= until:
        return None
    zone = exam.content.time_zone
    told = f"{until.astimezone(ZoneInfo(zone)):%H:%M %d/%m/%Y}"
    named = named_zone(zone, until)
    return TooLateToJoinError(until=f"{told} ({named})" if named else told)


def _take_over(
    attempt: Attempt,
    entered: Attempt,
    *,
    attempts: AttemptStore,
    events: AttemptEventStore,
    now: datetime,
) -> Attempt:
    """Let an attempt go on on the device of who ``entered``, by what they agreed to there."""
    entry_key = entered.entry_key
    for _ in range(MAX_TRIES):
        taken = attempt.taken_over(now, entry_key).agreed(
            entered.consent_version, entered.guardian, now
        )
        if attempts.take_over(taken):
            details = {"device": taken.device}
            events.add(
                attempt.attempt_id,
                [AttemptEvent(now, EventKind.DEVICE_CHANGED, EventSource.SERVER, details)],
            )
            return taken
        attempt = attempts.get(attempt.attempt_id)
        if attempt.was_entered_by(entry_key):
            return attempt
    raise ConflictError(attempt_id=attempt.attempt_id)
