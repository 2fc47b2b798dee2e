"""Who is writing: the first good picture of the face, and the newest one beside it.

Nothing is compared by itself: a lecturer looks at both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.callers import AttemptClaim, Lecturer
from chalicelib.domain.camera_check import CameraFinding, find_camera_problems
from chalicelib.domain.cards import card_key
from chalicelib.domain.errors import AttemptNotFoundError, AttemptStartedError
from chalicelib.domain.exams import Exam
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS, identity_key, split_bundle
from chalicelib.domain.observations import Box, Observation, ObservationBundle
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import (
    AttemptStore,
    ExamStore,
    FrameStore,
    ObservationStore,
    StoredUpload,
)

IDENTITY_MS: Final = 120_000
"""So long after the start a picture still counts as one of the beginning: who skipped the camera
check is pictured then."""


@dataclass(frozen=True, slots=True)
class CameraCheck:
    """What the detector saw in the newest picture of a waiting student."""

    captured_ms: int
    problems: tuple[CameraFinding, ...]
    """What to put right, the most telling first; empty: all is well."""
    face: Box | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and an address that shows it for some minutes."""

    captured_ms: int
    url: str
    index: int = 0
    """Which of the pictures that lie one after the other at the address."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """The student card, as far as the exam asks for it."""

    asked: bool
    """Whether the exam asks its students for their cards."""
    picture: Picture | None
    """None: this student showed none."""


@dataclass(frozen=True, slots=True)
class IdentityPictures:
    """The face at the start, the card and the newest picture, for a person to compare."""

    first: Picture | None
    """None: no good picture of one face has come yet."""
    latest: Picture | None
    card: CardShown


def check_camera(
    claim: AttemptClaim, *, attempts: AttemptStore, observations: ObservationStore
) -> CameraCheck | None:
    """
    Return what was seen last of a student in the waiting room; None: nothing yet.

    Raises:
        AttemptNotFoundError: There is no such attempt.
        AttemptStartedError: The clock runs: nobody learns any more what is seen of them.
    """
    if attempts.get(claim.attempt_id).state is not AttemptState.JOINED:
        raise AttemptStartedError(attempt_id=claim.attempt_id)
    last = observations.last_before(claim.attempt_id, MAX_CAPTURED_MS)
    if last is None:
        return None
    seen = last.observations[-1]
    return CameraCheck(
        seen.captured_ms, find_camera_problems(seen), seen.face.box if seen.face else None
    )


def keep_identity(
    attempt: Attempt,
    bundle: ObservationBundle,
    upload: StoredUpload,
    *,
    observations: ObservationStore,
    frames: FrameStore,
) -> None:
    """
    Keep the first good picture of the student's face, out of the expiry's reach.

    Doing it again for the same upload changes nothing; of two uploads at once one stands.

    Args:
        attempt: Whose it is; when it began long ago, nothing is kept any more.
        bundle: What was seen in an upload.
        upload: The upload itself.
        observations: Remembers which picture it is.
        frames: Keeps it.
    """
    index = _first_good(bundle.observations)
    if index is None:
        return
    captured_ms = bundle.observations[index].captured_ms
    if not _is_beginning(attempt, captured_ms):
        return
    until = attempt.evidence_until
    if observations.fix_identity(attempt.attempt_id, captured_ms, until=until) == captured_ms:
        picture = split_bundle(upload.body)[index]
        frames.keep(identity_key(attempt.attempt_id, captured_ms), picture, until=until)


def compare_identity(
    exam_id: str,
    attempt_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    frames: FrameStore,
) -> IdentityPictures:
    """
    Return the face at the start, the student's card and the newest picture, side by side.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
    """
    exam = own_exam(exam_id, lecturer=lecturer, exams=exams)
    attempt = attempts.get(attempt_id)
    if attempt.exam_id != exam_id:
        raise AttemptNotFoundError(attempt_id=attempt_id)
    first = observations.identity(attempt_id)
    last = observations.last_before(attempt_id, MAX_CAPTURED_MS)
    return IdentityPictures(
        first=None
        if first is None
        else Picture(first, frames.sign_read(identity_key(attempt_id, first))),
        latest=None if last is None else _last_picture(last, frames=frames),
        card=show_card(attempt, exam, frames=frames),
    )


def show_card(attempt: Attempt, exam: Exam, *, frames: FrameStore) -> CardShown:
    """Return the student's card with an address that shows it; reads nothing."""
    asked, card = exam.content.settings.student_card, attempt.card
    if card is None:
        return CardShown(asked, None)
    url = frames.sign_read(card_key(attempt.attempt_id, card))
    return CardShown(asked, Picture(card.taken_ms, url))


def _last_picture(bundle: ObservationBundle, *, frames: FrameStore) -> Picture:
    count = len(bundle.observations)
    last = bundle.observations[-1]
    return Picture(last.captured_ms, frames.sign_read(bundle.key), index=count - 1)


def _first_good(observations: tuple[Observation, ...]) -> int | None:
    good = (
        index
        for index, seen in enumerate(observations)
        if seen.faces == 1 and not find_camera_problems(seen)
    )
    return next(good, None)


def _is_beginning(attempt: Attempt, captured_ms: int) -> bool:
    if attempt.started_at is None:
        return True
    return captured_ms <= attempt.started_at.timestamp() * 1_000 + IDENTITY_MS
