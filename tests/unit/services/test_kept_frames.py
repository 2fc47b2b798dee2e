"""A stretch of a student's camera, for who scrubs through it."""

from __future__ import annotations

import pytest

from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import (
    AttemptNotFoundError,
    CameraNotFoundError,
    ExamNotFoundError,
    InvalidError,
)
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.room_cameras import RoomCamera
from chalicelib.services.kept_frames import (
    BUNDLES_A_PAGE,
    LONGEST_MS,
    KeptUpload,
    list_uploads,
    read_observations,
)
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.camera_store import FakeCameraStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import FakeFrameStore, FakeObservationStore
from tests.fakes.samples import (
    ATTEMPT_ID,
    LECTURER,
    NOW,
    NOW_MS,
    SOMEBODY_ELSE,
    attempt,
    exam,
    paper,
    seen,
)

CAMERA_ID = "room-" + "c" * 32


class Desk:
    def __init__(self) -> None:
        self.exams, self.attempts = FakeExamStore(), FakeAttemptStore()
        self.observations, self.frames = FakeObservationStore(), FakeFrameStore()
        self.cameras = FakeCameraStore(RoomCamera(CAMERA_ID, "exam-1", "Phòng 204", NOW))
        self.exams.add(exam(), paper())
        self.attempts.add(attempt())
        for first_ms in range(NOW_MS, NOW_MS + 60_000, 5_000):
            name = FrameKey(ATTEMPT_ID, first_ms, 0).bundle
            pictures = tuple(seen(first_ms + 1_000 * number) for number in range(5))
            self.observations.add(ObservationBundle(ATTEMPT_ID, name, pictures, "m-1"))

    def between(
        self, from_ms: int, to_ms: int, *, by: Lecturer = LECTURER, whose: str = ATTEMPT_ID
    ) -> tuple[KeptUpload, ...]:
        return list_uploads(
            "exam-1",
            whose,
            from_ms=from_ms,
            to_ms=to_ms,
            lecturer=by,
            exams=self.exams,
            attempts=self.attempts,
            cameras=self.cameras,
            observations=self.observations,
            frames=self.frames,
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_every_upload_of_the_stretch_names_the_moments_of_its_pictures(desk: Desk) -> None:
    found = desk.between(NOW_MS + 10_000, NOW_MS + 19_999)
    assert [[time - NOW_MS for time in upload.captured_ms] for upload in found] == [
        [10_000, 11_000, 12_000, 13_000, 14_000],
        [15_000, 16_000, 17_000, 18_000, 19_000],
    ]


def test_an_address_leads_to_its_own_upload(desk: Desk) -> None:
    [upload] = desk.between(NOW_MS, NOW_MS)
    assert upload.url == desk.frames.sign_read(str(FrameKey(ATTEMPT_ID, NOW_MS, 0)))


@pytest.mark.parametrize("length_ms", [-1, LONGEST_MS + 1])
def test_a_stretch_that_is_none_or_too_long_is_refused(desk: Desk, length_ms: int) -> None:
    with pytest.raises(InvalidError):
        desk.between(NOW_MS, NOW_MS + length_ms)


def test_another_lecturers_student_is_not_found(desk: Desk) -> None:
    with pytest.raises(ExamNotFoundError):
        desk.between(NOW_MS, NOW_MS, by=SOMEBODY_ELSE)
    with pytest.raises(AttemptNotFoundError):
        desk.between(NOW_MS, NOW_MS, whose="f" * 32)


def test_a_rooms_camera_is_scrubbed_through_as_a_students_is(desk: Desk) -> None:
    name = FrameKey(CAMERA_ID, NOW_MS, 0).bundle
    desk.observations.add(ObservationBundle(CAMERA_ID, name, (seen(NOW_MS),), "m-1"))
    [upload] = desk.between(NOW_MS, NOW_MS, whose=CAMERA_ID)
    assert upload.captured_ms == (NOW_MS,)


def test_a_camera_of_another_exam_is_not_found(desk: Desk) -> None:
    desk.cameras.add(RoomCamera(CAMERA_ID, "exam-2", "Phòng 205", NOW))
    with pytest.raises(CameraNotFoundError):
        desk.between(NOW_MS, NOW_MS, whose=CAMERA_ID)


def test_observations_come_in_parts() -> None:
    desk = Desk()
    desk.observations = FakeObservationStore()
    for number in range(BUNDLES_A_PAGE + 1):
        name = FrameKey(ATTEMPT_ID, NOW_MS + number * 5_000, 0).bundle
        desk.observations.add(ObservationBundle(ATTEMPT_ID, name, (seen(NOW_MS),), "m-1"))
    sizes: list[int] = []
    cursor: str | None = None
    while not sizes or cursor:
        page = read_observations(
            "exam-1",
            ATTEMPT_ID,
            cursor=cursor,
            lecturer=LECTURER,
            exams=desk.exams,
            attempts=desk.attempts,
            cameras=desk.cameras,
            observations=desk.observations,
        )
        sizes.append(len(page.items))
        cursor = page.next_cursor
    assert sizes == [BUNDLES_A_PAGE, 1]
