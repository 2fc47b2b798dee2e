"""What a student's or a room's camera saw, picture by picture, for as long as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_uploads import bundle_key
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.services.ports import (
    AttemptStore,
    CameraStore,
    ExamStore,
    FrameStore,
    ObservationStore,
    Page,
)
from chalicelib.services.reviewing import own_attempt
from chalicelib.services.room_cameras import exam_camera

BUNDLES_A_PAGE: Final = 360
"""Half an hour at a picture a second, five in a bundle."""
LONGEST_MS: Final = 120_000
"""What one request may ask for: two dozen uploads, some kilobytes of addresses."""


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """One upload by the times of its pictures, in order, and an address that may be gone."""

    captured_ms: tuple[int, ...]
    url: str
    """Shows the whole upload for some minutes; 404 once its pictures have expired."""


def read_observations(
    exam_id: str,
    watched_id: str,
    *,
    cursor: str | None,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    cameras: CameraStore,
    observations: ObservationStore,
) -> Page[ObservationBundle]:
    """Return some of what was seen; raises ExamNotFoundError, NotFoundError."""
    _check(exam_id, watched_id, lecturer=lecturer, exams=exams, attempts=attempts, cameras=cameras)
    return observations.page(watched_id, cursor=cursor, limit=BUNDLES_A_PAGE)


def list_uploads(
    exam_id: str,
    watched_id: str,
    *,
    from_ms: int,
    to_ms: int,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    cameras: CameraStore,
    observations: ObservationStore,
    frames: FrameStore,
) -> tuple[KeptUpload, ...]:
    """
    Return the uploads that begin in a stretch of time.

    Raises:
        ExamNotFoundError: The lecturer has no such exam.
        NotFoundError: The exam has no such attempt or room camera.
        InvalidError: The stretch is none, or too long.
    """
    _check(exam_id, watched_id, lecturer=lecturer, exams=exams, attempts=attempts, cameras=cameras)
    if not 0 <= to_ms - from_ms <= LONGEST_MS:
        raise InvalidError((Problem("to", "out_of_range"),))
    return tuple(
        KeptUpload(
            tuple(seen.captured_ms for seen in bundle.observations),
            frames.sign_read(bundle_key(watched_id, bundle.bundle)),
        )
        for bundle in observations.between(watched_id, from_ms, to_ms)
    )


def _check(
    exam_id: str,
    watched_id: str,
    *,
    lecturer: Lecturer,
    exams: ExamStore,
    attempts: AttemptStore,
    cameras: CameraStore,
) -> None:
    """Check that what was watched belongs to an exam of the lecturer's."""
    if is_room_camera(watched_id):
        exam_camera(exam_id, watched_id, lecturer=lecturer, exams=exams, cameras=cameras)
    else:
        own_attempt(exam_id, watched_id, lecturer=lecturer, exams=exams, attempts=attempts)
