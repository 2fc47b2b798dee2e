"""A student's exam: find the room, join, answer, stay in touch, hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import (
    CONSENT_VERSION,
    Answer,
    Attempt,
    AttemptState,
    CameraState,
    Presence,
    Student,
    is_same_name,
    join_exam,
)
from chalicelib.domain.calibration import Calibration, check_calibration
from chalicelib.domain.errors import (
    ConflictError,
    ConsentMissingError,
    InvalidError,
    Problem,
    RoomNotFoundError,
    RoomNotOpenError,
    StudentNumberTakenError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.domain.responses import response_problems
from chalicelib.domain.room_codes import is_room_code, normalise_room_code
from chalicelib.services.ports import (
    AttemptClaim,
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Identifiers,
    Tokens,
    UploadPolicy,
)

READING_TIME: Final = timedelta(days=30)
"""How long after the deadline a student's token still shows the result: reviews take days, and
what was confirmed may be explained.  It answers nothing any more."""
MAX_TRIES: Final = 5
MAX_EVENTS: Final = 20
"""With the heartbeat they fit into one batch of 25 records."""
CLOCK_ERROR: Final = timedelta(seconds=5)
"""How far a page's idea of the server's time may be ahead; what lies farther is left out."""
MAX_SEQUENCE: Final = 2**53 - 1
"""The largest whole number that JavaScript counts exactly; DynamoDB's limit lies above."""


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """All that a student's page needs to go on."""

    attempt: Attempt
    exam: Exam
    paper: Paper
    """Empty before the start: nobody reads the questions while the clock stands."""
    upload: UploadPolicy
    now: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """A student's entry."""

    page: AttemptPage
    token: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the page learns every few seconds."""

    attempt: Attempt
    upload: UploadPolicy
    now: datetime


def find_room(room_code: str, *, exams: ExamStore) -> Exam:
    """Return the published exam of a room, as typed; raises RoomNotFoundError."""
    code = normalise_room_code(room_code)
    if not is_room_code(code):
        raise RoomNotFoundError(room_code=room_code)
    return exams.find_by_code(code)


def join_room(
    room_code: str,
    student: Student,
    consent_version: str,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
    tokens: Tokens,
    identifiers: Identifiers,
    clock: Clock,
) -> Joined:
    """
    Enter the waiting room, or go on with the attempt that the student number already has.

    Raises:
        RoomNotFoundError: No open exam has the code.
        RoomNotOpenError: It is after the end.
        ConsentMissingError: The student did not agree to the present camera notice.
        InvalidError: The name or number is missing or too long.
        StudentNumberTakenError: Somebody of another name has the number.
    """
    exam, now = find_room(room_code, exams=exams), clock.now()
    if not exam.receives(now):
        raise _not_open(exam)
    if consent_version != CONSENT_VERSION:
        raise ConsentMissingError(current=CONSENT_VERSION)
    fresh = join_exam(
        exam,
        student,
        attempt_id=identifiers.new_id(),
        consent_version=consent_version,
        now=now,
    )
    attempt = attempts.add(fresh)
    if not is_same_name(attempt.student.name, student.name):
        raise StudentNumberTakenError(student_number=student.number)
    token = tokens.issue_attempt(
        AttemptClaim(attempt.attempt_id, exam.exam_id),
        # Whatever the deadline becomes, it is never later than the exam's end.
        expires_at=max(attempt.deadline, exam.content.ends_at) + READING_TIME,
    )
    page = _page(attempt, exam, exams=exams, frames=frames, now=now)
    return Joined(page, token, resumed=attempt.attempt_id != fresh.attempt_id)


def resume_attempt(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
    clock: Clock,
) -> AttemptPage:
    """Return everything a reloaded page needs; raises AttemptNotFoundError."""
    attempt, exam = attempts.get(claim.attempt_id), exams.get(claim.exam_id)
    return _page(attempt, exam, exams=exams, frames=frames, now=clock.now())


def start_attempt(
    claim: AttemptClaim,
    calibration: Calibration = (),
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
    clock: Clock,
) -> AttemptPage:
    """
    Let the clock run; an attempt that runs goes on, and its deadline stays.

    Args:
        claim: Whose it is.
        calibration: When the student was asked to look where; empty if it was skipped.
        exams: Where the questions are.
        attempts: Where the attempt is.
        frames: Signs its uploads.
        clock: Says whether the exam has begun.

    Raises:
        InvalidError: The calibration cannot have been so.
        AttemptNotFoundError: There is no such attempt.
        RoomNotOpenError: It is before the exam's start or after its end.
    """
    check_calibration(calibration)
    attempt, exam, now = attempts.get(claim.attempt_id), exams.get(claim.exam_id), clock.now()
    paper = exams.get_paper(exam.exam_id)
    if attempt.state is AttemptState.JOINED:
        if not exam.admits(now):
            raise _not_open(exam)
        attempt = attempts.start(attempt.started(exam, paper, now, calibration))
    return AttemptPage(attempt, exam, paper, frames.sign_upload(attempt.attempt_id, now=now), now)


def _page(
    attempt: Attempt, exam: Exam, *, exams: ExamStore, frames: FrameStore, now: datetime
) -> AttemptPage:
    joined = attempt.state is AttemptState.JOINED
    paper = () if joined else exams.get_paper(exam.exam_id)
    return AttemptPage(attempt, exam, paper, frames.sign_upload(attempt.attempt_id, now=now), now)


def _not_open(exam: Exam) -> RoomNotOpenError:
    return RoomNotOpenError(
        starts_at=exam.content.starts_at.isoformat(), ends_at=exam.content.ends_at.isoformat()
    )


def save_answer(
    claim: AttemptClaim,
    question_id: str,
    answer: Answer,
    *,
    attempts: AttemptStore,
    clock: Clock,
) -> Answer:
    """
    Keep an answer, unless a newer one is kept; return the newest.

    Raises:
        InvalidError: The sequence is out of range or the response too large.
        QuestionNotFoundError: The paper does not hold the question.
        AttemptNotStartedError: The clock does not run yet.
        AttemptOverError: It was handed in, or chosen or sent too late.
    """
    _check_answer(answer)
    return attempts.save_answer(claim.attempt_id, question_id, answer, now=clock.now())


def _check_answer(answer: Answer) -> None:
    problems = []
    if not 0 <= answer.sequence <= MAX_SEQUENCE:
        problems.append(Problem("sequence", "out_of_range"))
    if answer.response is not None:
        problems.extend(response_problems(answer.response))
    if problems:
        raise InvalidError(tuple(problems))


def record_heartbeat(
    claim: AttemptClaim,
    camera: CameraState,
    told: Sequence[AttemptEvent] = (),
    *,
    attempts: AttemptStore,
    events: AttemptEventStore,
    frames: FrameStore,
    clock: Clock,
) -> Heartbeat:
    """
    Note that the page is there and what it noticed of itself, and renew its upload policy.

    Two calls in any case: events travel with the heartbeat's own record.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        InvalidError: The page tells of more at once than one call takes.
    """
    if len(told) > MAX_EVENTS:
        raise InvalidError((Problem("events", "too_many"),))
    now = clock.now()
    attempt = attempts.get(claim.attempt_id)
    if attempt.state is not AttemptState.SUBMITTED:
        presence = Presence(now, camera, attempt.answered)
        kept = [event for event in told if attempt.joined_at <= event.at <= now + CLOCK_ERROR]
        if kept:
            events.add_with_presence(attempt, presence, kept)
        else:
            attempts.record_presence(attempt, presence)
    return Heartbeat(attempt, frames.sign_upload(attempt.attempt_id, now=now), now)


def submit_attempt(
    claim: AttemptClaim, *, exams: ExamStore, attempts: AttemptStore, clock: Clock
) -> Attempt:
    """
    Hand in and score; once handed in, doing it again returns the same result.

    An answer that arrives between reading and writing makes the write fail, and the
    hand-in is done again with it.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptNotStartedError: There is nothing to hand in.
        ConflictError: Answers kept arriving faster than the hand-in could be written.
    """
    for _ in range(MAX_TRIES):
        attempt = attempts.get(claim.attempt_id)
        if attempt.state is AttemptState.SUBMITTED:
            return attempt
        paper, scheme = exams.get_paper(attempt.exam_id), exams.get(attempt.exam_id).content.scoring
        submitted = attempt.submitted(paper, clock.now(), scheme)
        if attempts.submit(submitted):
            return submitted
    raise ConflictError(attempt_id=claim.attempt_id)
