"""A student's exam: start, answer, stay in touch, hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.attempt_events import AttemptEvent, EventKind, EventSource
from chalicelib.domain.attempts import (
    Answer,
    Attempt,
    AttemptState,
    CameraRule,
    CameraState,
    Presence,
)
from chalicelib.domain.calibration import Calibration, check_calibration
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.cards import NoCard
from chalicelib.domain.errors import (
    AttemptTakenOverError,
    CameraNotWaivedError,
    ConflictError,
    GuardianConsentMissingError,
    InvalidError,
    Problem,
    RoomNotOpenError,
)
from chalicelib.domain.exams import Exam
from chalicelib.domain.questions import Paper
from chalicelib.domain.responses import response_problems
from chalicelib.services.ports import (
    AttemptEventStore,
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    UploadPolicy,
)

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
    upload: UploadPolicy | None
    """None once it is handed in, or without a camera: nothing more is due."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the page learns every few seconds."""

    attempt: Attempt
    upload: UploadPolicy | None
    """None once it is handed in, or without a camera: nothing more is due."""
    now: datetime


def resume_attempt(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
    clock: Clock,
) -> AttemptPage:
    """
    Return everything a reloaded page needs.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptTakenOverError: It goes on on another device.
    """
    attempt, exam = attempts.get(claim.attempt_id), exams.get(claim.exam_id)
    require_device(attempt, claim)
    return page_of(attempt, exam, exams=exams, frames=frames, now=clock.now())


def start_attempt(
    claim: AttemptClaim,
    calibration: Calibration = (),
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    events: AttemptEventStore,
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
        events: Where it is noted that a card was asked for and none was shown.
        frames: Signs its uploads.
        clock: Says whether the exam has begun.

    Raises:
        InvalidError: The calibration cannot have been so.
        AttemptNotFoundError: There is no such attempt.
        AttemptTakenOverError: It goes on on another device.
        RoomNotOpenError: It is before the exam's start or after its end.
        CameraNotWaivedError: They agreed to no camera, and no lecturer granted it.
        GuardianConsentMissingError: The exam came to need it while the student waited.
    """
    check_calibration(calibration)
    attempt, exam, now = attempts.get(claim.attempt_id), exams.get(claim.exam_id), clock.now()
    require_device(attempt, claim)
    paper = exams.get_paper(exam.exam_id)
    if attempt.state is AttemptState.JOINED:
        if not exam.admits(now):
            raise not_open(exam)
        if attempt.camera_rule is CameraRule.ASKED:
            raise CameraNotWaivedError(attempt_id=attempt.attempt_id)
        if exam.content.settings.guardian_consent and attempt.guardian is None:
            raise GuardianConsentMissingError(attempt_id=attempt.attempt_id)
        attempt = attempts.start(attempt.started(exam, paper, now, calibration))
        if exam.content.settings.student_card and attempt.card is None:
            events.add(attempt.attempt_id, [_without_card(attempt)])
    return _page(attempt, exam, paper, frames=frames, now=now)


def page_of(
    attempt: Attempt, exam: Exam, *, exams: ExamStore, frames: FrameStore, now: datetime
) -> AttemptPage:
    """Return what a student's page needs; the paper is read once the clock runs."""
    joined = attempt.state is AttemptState.JOINED
    paper = () if joined else exams.get_paper(exam.exam_id)
    return _page(attempt, exam, paper, frames=frames, now=now)


def _page(
    attempt: Attempt, exam: Exam, paper: Paper, *, frames: FrameStore, now: datetime
) -> AttemptPage:
    upload = _sign_upload(attempt, frames=frames, now=now)
    return AttemptPage(attempt, exam, attempt.paper_of(exam, paper), upload, now)


def _sign_upload(attempt: Attempt, *, frames: FrameStore, now: datetime) -> UploadPolicy | None:
    if attempt.state is AttemptState.SUBMITTED or attempt.camera_rule is not CameraRule.NEEDED:
        return None
    return frames.sign_upload(attempt.attempt_id, now=now, frame_days=attempt.frame_days)


def not_open(exam: Exam) -> RoomNotOpenError:
    """Return the error that says when the room is open."""
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
        AttemptTakenOverError: It was chosen after another device took the attempt over.
    """
    _check_answer(answer)
    given = replace(answer, device=claim.device)
    return attempts.save_answer(claim.attempt_id, question_id, given, now=clock.now())


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

    Two calls in any case: events travel with the heartbeat's own record.  A page whose attempt
    another device took over learns it here, and that both were at work at the same time is noted.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptTakenOverError: It goes on on another device.
        InvalidError: The page tells of more at once than one call takes.
    """
    if len(told) > MAX_EVENTS:
        raise InvalidError((Problem("events", "too_many"),))
    now = clock.now()
    attempt = attempts.get(claim.attempt_id)
    if attempt.state is AttemptState.WRITING and claim.device != attempt.device:
        events.add(attempt.attempt_id, [_two_devices(attempt, claim.device)])
    require_device(attempt, claim)
    if attempt.state is not AttemptState.SUBMITTED:
        presence = Presence(now, camera, attempt.answered)
        kept = [event for event in told if attempt.joined_at <= event.at <= now + CLOCK_ERROR]
        if kept:
            events.add_with_presence(attempt, presence, kept)
        else:
            attempts.record_presence(attempt, presence)
    return Heartbeat(attempt, _sign_upload(attempt, frames=frames, now=now), now)


def require_device(attempt: Attempt, claim: AttemptClaim) -> None:
    """
    Refuse a device that was taken over; what was handed in may be looked at anywhere.

    Raises:
        AttemptTakenOverError: The attempt goes on on another device.
    """
    if attempt.state is not AttemptState.SUBMITTED and claim.device != attempt.device:
        raise AttemptTakenOverError(attempt_id=attempt.attempt_id)


def _without_card(attempt: Attempt) -> AttemptEvent:
    """Say that a student began without showing their card: one event, however often."""
    waived = attempt.supervision.waiver is not None
    reason = NoCard.WITHOUT_CAMERA if waived else NoCard.NOT_TAKEN
    at = attempt.started_at or attempt.joined_at
    return AttemptEvent(at, EventKind.NO_CARD, EventSource.SERVER, {"reason": reason.value})


def _two_devices(attempt: Attempt, device: int) -> AttemptEvent:
    """Say that a device was still at work when another one took over: one event, however often."""
    at = attempt.device_since or attempt.joined_at
    details = {"device": attempt.device, "earlier": device}
    return AttemptEvent(at, EventKind.TWO_DEVICES, EventSource.SERVER, details)


def submit_attempt(
    claim: AttemptClaim, *, exams: ExamStore, attempts: AttemptStore, clock: Clock
) -> Attempt:
    """
    Hand in and score; once handed in, doing it again returns the same result.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptNotStartedError: There is nothing to hand in.
        AttemptTakenOverError: It goes on on another device.
        ConflictError: Answers kept arriving faster than the hand-in could be written.
    """
    return hand_in(claim.attempt_id, claim, exams=exams, attempts=attempts, clock=clock)


def hand_in(
    attempt_id: str,
    claim: AttemptClaim | None = None,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    clock: Clock,
) -> Attempt:
    """
    Hand an attempt in, for the device that a claim speaks for or, without one, for the system.

    An answer that arrives between reading and writing makes the write fail, and the
    hand-in is done again with it.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptNotStartedError: There is nothing to hand in.
        AttemptTakenOverError: It goes on on another device than the claim's.
        ConflictError: Answers kept arriving faster than the hand-in could be written.
    """
    for _ in range(MAX_TRIES):
        attempt = attempts.get(attempt_id)
        if attempt.state is AttemptState.SUBMITTED:
            return attempt
        if claim is not None:
            require_device(attempt, claim)
        paper, scheme = exams.get_paper(attempt.exam_id), exams.get(attempt.exam_id).content.scoring
        submitted = attempt.submitted(paper, clock.now(), scheme)
        if attempts.submit(submitted):
            return submitted
    raise ConflictError(attempt_id=attempt_id)
