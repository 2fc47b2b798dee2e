"""The newest pictures of a room's students, as a wall shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_uploads import bundle_key
from chalicelib.services.exams import own_exam
from chalicelib.services.ports import AttemptStore, ExamStore, FrameStore, ObservationStore

MAX_AT_ONCE: Final = 32
"""As many cards as a screen shows; each costs a small read."""


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """The newest upload of a student that was looked at."""

    attempt_id: str
    captured_ms: int
    """Of its last picture."""
    faces: int | None
    """Seen in its last picture; None: it could not be read."""
    url: str
    """Shows the whole upload for some minutes: pictures one after the other."""


def newest_frames(
    exam_id: str,
    attempt_ids: Sequence[str],
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    frames: FrameStore,
) -> tuple[LiveFrame, ...]:
    """
    Return the newest picture of each of these students, where there is one.

    An attempt of another exam is left out like one without pictures.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        InvalidError: Too many are asked for.
    """
    own_exam(exam_id, lecturer=lecturer, exams=exams)
    if len(attempt_ids) > MAX_AT_ONCE:
        raise InvalidError((Problem("attempts", "too_many"),))
    here = attempts.seen_in(exam_id, attempt_ids)
    newest = observations.newest_of([one for one in attempt_ids if one in here])
    return tuple(
        LiveFrame(
            bundle.attempt_id,
            bundle.observations[-1].captured_ms,
            bundle.observations[-1].faces,
            frames.sign_read(bundle_key(bundle.attempt_id, bundle.bundle)),
        )
        for bundle in newest
        if bundle.observations
    )
