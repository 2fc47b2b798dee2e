"""A student shows their card in the waiting room; it is kept as the face at the start is."""

from __future__ import annotations

from chalicelib.domain.attempts import Attempt, AttemptState, CardStep
from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.cards import Card, card_key, card_upload_key, read_card
from chalicelib.domain.errors import (
    AttemptStartedError,
    CardKeptError,
    CardNotAskedError,
    PictureNotFoundError,
)
from chalicelib.services.ports import (
    AttemptStore,
    Clock,
    ExamStore,
    FrameStore,
    Identifiers,
    PictureUpload,
)
from chalicelib.services.taking import require_device


def begin_card_upload(
    claim: AttemptClaim,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
    identifiers: Identifiers,
    clock: Clock,
) -> PictureUpload:
    """
    Permit the upload of one picture of the student's card, to a key of its own.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptTakenOverError: It goes on on another device.
        AttemptStartedError: The clock runs.
        CardNotAskedError: The exam does not ask this student for their card.
    """
    attempt = _waiting(claim, exams=exams, attempts=attempts)
    return frames.sign_card_upload(attempt.attempt_id, identifiers.new_id(), now=clock.now())


def keep_card(
    claim: AttemptClaim,
    upload_id: str,
    *,
    exams: ExamStore,
    attempts: AttemptStore,
    frames: FrameStore,
) -> Card:
    """
    Look at the picture that the student chose and keep it, as long as the face at the start.

    The first one stands.  Doing it again for the same picture changes nothing.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptTakenOverError: It goes on on another device.
        AttemptStartedError: The clock runs.
        CardNotAskedError: The exam does not ask this student for their card.
        PictureNotFoundError: Nothing was uploaded under this name, or too long ago.
        InvalidError: It is no picture of the kind that is kept.
        CardKeptError: Another picture was kept before.
    """
    attempt = _waiting(claim, exams=exams, attempts=attempts)
    upload = frames.read(card_upload_key(attempt.attempt_id, upload_id))
    if upload is None:
        raise PictureNotFoundError(upload_id=upload_id)
    card = read_card(upload.body, upload.arrived_ms)
    standing = attempts.keep_card(attempt.attempt_id, card).card
    if standing is None:
        raise AttemptStartedError(attempt_id=attempt.attempt_id)
    if standing.digest != card.digest:
        raise CardKeptError(attempt_id=attempt.attempt_id)
    frames.keep(card_key(attempt.attempt_id, card), upload.body, until=attempt.evidence_until)
    return standing


def _waiting(claim: AttemptClaim, *, exams: ExamStore, attempts: AttemptStore) -> Attempt:
    """Return the attempt of a student who waits and is asked for their card."""
    attempt, exam = attempts.get(claim.attempt_id), exams.get(claim.exam_id)
    require_device(attempt, claim)
    if attempt.state is not AttemptState.JOINED:
        raise AttemptStartedError(attempt_id=attempt.attempt_id)
    if attempt.card_step(exam.content.settings) is CardStep.NOT_ASKED:
        raise CardNotAskedError(attempt_id=attempt.attempt_id)
    return attempt
