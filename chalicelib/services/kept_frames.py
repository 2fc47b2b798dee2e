"""A stretch of an attempt's camera, picture by picture, for as long as the pictures are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.exams import Lecturer
from chalicelib.domain.frame_uploads import bundle_key
from chalicelib.services.ports import AttemptStore, ExamStore, FrameStore, ObservationStore
from chalicelib.services.reviewing import own_attempt

LONGEST_MS: Final = 120_000
"""What one request may ask for: two dozen uploads, some kilobytes of addresses."""


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """One upload by the times of its pictures, in order, and an address that may be gone."""

    captured_ms: tuple[int, ...]
    url: str
    """Shows the whole upload for some minutes; 404 once its pictures have expired."""


def list_uploads(
    exam_id: str,
    attempt_id: str,
    *,
    from_ms: int,
    to_ms: int,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    observations: ObservationStore,
    frames: FrameStore,
) -> tuple[KeptUpload, ...]:
    """
    Return the uploads that begin in a stretch of time.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        AttemptNotFoundError: The exam has no such attempt.
        InvalidError: The stretch is none, or too long.
    """
    own_attempt(exam_id, attempt_id, lecturer=lecturer, exams=exams, attempts=attempts)
    if not 0 <= to_ms - from_ms <= LONGEST_MS:
        raise InvalidError((Problem("to", "out_of_range"),))
    return tuple(
        KeptUpload(
            tuple(seen.captured_ms for seen in bundle.observations),
            frames.sign_read(bundle_key(attempt_id, bundle.bundle)),
        )
        for bundle in observations.between(attempt_id, from_ms, to_ms)
    )
