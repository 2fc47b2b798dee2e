"""From uploads to violations, whatever the order, the repetition and the crash."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, permutations

import pytest

from chalicelib.domain.consent import CAMERA_NOTICE
from chalicelib.domain.errors import AttemptNotFoundError, ConflictError
from chalicelib.domain.evidence import MAX_EVIDENCE
from chalicelib.domain.frame_uploads import (
    CONTENT_TYPE,
    MAX_FRAMES,
    FrameKey,
    FrameUploadError,
    evidence_key,
    identity_key,
)
from chalicelib.domain.kinds import Kind
from chalicelib.domain.upload_fit import Misfit
from chalicelib.domain.violations import Violation
from chalicelib.services.analysing import analyse_upload
from chalicelib.services.judging import MAX_TRIES
from chalicelib.services.ports import StoredUpload
from tests.fakes.attempt_store import FakeAttemptStore
from tests.fakes.exam_store import FakeExamStore
from tests.fakes.invigilation import (
    FakeDetector,
    FakeFrameStore,
    FakeObservationStore,
    FakeTopic,
    FakeViolationStore,
    TopicUnreachableError,
)
from tests.fakes.samples import ATTEMPT_ID, NOW_MS, attempt, exam, paper


def picture(faces: int) -> bytes:
    """What begins and ends as a JPEG does; the fake detector tells them apart."""
    return b"\xff\xd8\xff" + bytes([faces]) + b"\xff\xd9"


PICTURES = {picture(faces): faces for faces in range(4)}


@dataclass
class Invigilation:
    frames: FakeFrameStore = field(default_factory=FakeFrameStore)
    detector: FakeDetector = field(default_factory=lambda: FakeDetector(PICTURES))
    attempts: FakeAttemptStore = field(default_factory=FakeAttemptStore)
    exams: FakeExamStore = field(default_factory=FakeExamStore)
    observations: FakeObservationStore = field(default_factory=FakeObservationStore)
    violations: FakeViolationStore = field(default_factory=FakeViolationStore)
    topic: FakeTopic = field(default_factory=FakeTopic)

    def __post_init__(self) -> None:
        self.exams.add(exam(), paper())
        self.attempts.add(attempt(consent_version=CAMERA_NOTICE))

    def upload(
        self,
        *faces: int,
        after_s: int = 0,
        body: bytes | None = None,
        content_type: str = CONTENT_TYPE,
        offsets: str | None = None,
        arrived_s: int | None = None,
    ) -> str:
        """Put one bundle of a frame a second where the browser would; return its key."""
        key = str(FrameKey(ATTEMPT_ID, NOW_MS + after_s * 1_000, abs(after_s)))
        arrived_s = after_s + len(faces) if arrived_s is None else arrived_s
        pictures = b"".join(picture(count) for count in faces) if body is None else body
        spaced = ",".join(str(second * 1_000) for second in range(1, len(faces)))
        self.frames.uploads[key] = StoredUpload(
            pictures,
            content_type,
            spaced if offsets is None else offsets,
            NOW_MS + arrived_s * 1_000,
        )
        return key

    def analyse(self, key: str) -> Misfit | None:
        return analyse_upload(
            key,
            frames=self.frames,
            detector=self.detector,
            attempts=self.attempts,
            exams=self.exams,
            observations=self.observations,
            violations=self.violations,
            topic=self.topic,
        )

    @property
    def found(self) -> tuple[Violation, ...]:
        return self.violations.read(ATTEMPT_ID).violations

    @property
    def spans(self) -> list[tuple[Kind, int, int]]:
        """Kind, and start and end in seconds after the first frame."""
        return [
            (v.kind, (v.started_ms - NOW_MS) // 1_000, (v.ended_ms - NOW_MS) // 1_000)
            for v in self.found
        ]

    @property
    def reasons(self) -> list[str | None]:
        bundles = self.observations.between(ATTEMPT_ID, 0, 2 * NOW_MS)
        return [o.reason for bundle in bundles for o in bundle.observations]


@pytest.fixture
def room() -> Invigilation:
    return Invigilation()


def test_one_face_all_along_is_no_violation(room: Invigilation) -> None:
    for start in (0, 5, 10):
        room.analyse(room.upload(1, 1, 1, 1, 1, after_s=start))
    kept = {identity_key(ATTEMPT_ID, NOW_MS)}
    assert (room.found, room.topic.published, set(room.frames.evidence)) == ((), [], kept)


def test_nobody_in_the_picture_for_long_is_told_once(room: Invigilation) -> None:
    for start in (0, 5):
        room.analyse(room.upload(0, 0, 0, 0, 0, after_s=start))
    assert room.spans == [(Kind.NO_FACE, 0, 9)]
    assert len(room.topic.published) == 1


def test_redelivered_uploads_change_nothing(room: Invigilation) -> None:
    keys = [room.upload(0, 0, 0, 0, 0, after_s=start) for start in (0, 5)]
    for key in keys:
        room.analyse(key)
    once = room.found, list(room.topic.published), dict(room.frames.evidence)
    for key in (*keys, *reversed(keys)):
        room.analyse(key)
    assert (room.found, room.topic.published, room.frames.evidence) == once


@pytest.mark.parametrize("order", tuple(permutations((0, 5, 10))))
def test_the_order_of_uploads_does_not_change_what_is_found(
    room: Invigilation, order: tuple[int, ...]
) -> None:
    for start in order:
        room.analyse(room.upload(0, 0, 0, 0, 0, after_s=start))
    assert room.spans == [(Kind.NO_FACE, 0, 14)]


@pytest.mark.parametrize("size", [1, 2, 4, 8])
def test_how_frames_are_bundled_does_not_change_what_is_found(
    room: Invigilation, size: int
) -> None:
    for start in range(0, 16, size):
        room.analyse(room.upload(*[2] * size, after_s=start))
    assert room.spans == [(Kind.SEVERAL_PEOPLE, 0, 15)]


def test_an_absence_longer_than_the_window_is_one_violation(room: Invigilation) -> None:
    for start in range(0, 400, 8):
        room.analyse(room.upload(*[0] * 8, after_s=start))
    assert room.spans == [(Kind.NO_FACE, 0, 399)]
    assert len(room.topic.published) == 1


def test_evidence_is_kept_of_the_moments_themselves_and_of_just_before_and_after(
    room: Invigilation,
) -> None:
    shown = (1, 1, 2, 2, 2, 2, 1, 1)
    room.analyse(room.upload(*shown))
    [violation] = room.found
    for evidence in violation.evidence:
        assert evidence.key == evidence_key(ATTEMPT_ID, evidence.captured_ms)
        second = (evidence.captured_ms - NOW_MS) // 1_000
        assert room.frames.evidence[evidence.key] == picture(shown[second])
    assert [e.captured_ms - NOW_MS for e in violation.evidence] == [0, 2_000, 5_000, 7_000]


def test_however_long_it_lasts_few_pictures_are_kept_the_first_and_the_last_among_them(
    room: Invigilation,
) -> None:
    for start in range(0, 240, 8):
        room.analyse(room.upload(*[0] * 8, after_s=start))
        [found] = room.found
        assert len(found.evidence) <= MAX_EVIDENCE
        assert {found.started_ms, found.ended_ms} <= {e.captured_ms for e in found.evidence}
        assert set(room.frames.evidence) == {e.key for e in found.evidence}


def test_the_pictures_of_a_long_one_spread_over_it(room: Invigilation) -> None:
    for start in range(0, 240, 8):
        room.analyse(room.upload(*[0] * 8, after_s=start))
    moments = [(e.captured_ms - NOW_MS) // 1_000 for e in room.found[0].evidence]
    assert max(b - a for a, b in pairwise(moments)) <= 90


def test_two_workers_at_once_find_what_one_would_have(room: Invigilation) -> None:
    first, second = (room.upload(0, 0, 0, 0, 0, 0, after_s=start) for start in (0, 6))
    room.violations.before_apply.append(lambda: room.analyse(second))
    room.analyse(first)
    assert room.spans == [(Kind.NO_FACE, 0, 11)]
    assert len({v.violation_id for v in room.topic.published}) == 1


def test_a_worker_that_always_comes_second_leaves_the_upload_to_the_queue(
    room: Invigilation,
) -> None:
    def another_change() -> None:
        version = room.violations.read(ATTEMPT_ID).version
        room.violations._versions[ATTEMPT_ID] = version + 1  # noqa: SLF001 - another worker's

    room.violations.before_apply.extend([another_change] * MAX_TRIES)
    key = room.upload(0, 0, 0, 0, 0, 0)
    with pytest.raises(ConflictError):
        room.analyse(key)
    room.analyse(key)
    assert room.spans == [(Kind.NO_FACE, 0, 5)]


def test_a_violation_whose_telling_failed_is_told_when_the_queue_tries_again(
    room: Invigilation,
) -> None:
    room.topic.failures = 1
    key = room.upload(0, 0, 0, 0, 0, 0)
    with pytest.raises(TopicUnreachableError):
        room.analyse(key)
    assert not room.found[0].announced
    room.analyse(key)
    assert len(room.topic.published) == 1
    assert room.found[0].announced


def test_a_violation_whose_worker_died_is_told_by_the_next_calm_upload(
    room: Invigilation,
) -> None:
    room.topic.failures = 1
    with pytest.raises(TopicUnreachableError):
        room.analyse(room.upload(0, 0, 0, 0, 0, 0))
    room.analyse(room.upload(1, 1, 1, after_s=60))
    assert len(room.topic.published) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "not_jpeg"),
        (picture(1)[:-1], "truncated"),
        (picture(1) * (MAX_FRAMES + 1), "too_many_frames"),
        (bytes(400 * 1024 + 1), "too_large"),
    ],
    ids=["empty", "html", "cut", "many", "large"],
)
def test_a_broken_upload_is_one_uncertain_observation_with_its_reason(
    room: Invigilation, body: bytes, reason: str
) -> None:
    room.analyse(room.upload(body=body))
    assert room.reasons == [reason]
    assert room.found == ()


def test_a_wrong_content_type_is_named(room: Invigilation) -> None:
    room.analyse(room.upload(0, 0, content_type="text/html"))
    assert room.reasons == ["content_type"]


def test_offsets_that_do_not_fit_are_named(room: Invigilation) -> None:
    room.analyse(room.upload(0, 0, offsets="1,2,3"))
    assert room.reasons == ["offsets_malformed"]


def test_broken_uploads_all_along_become_uncertain_and_never_guilt(room: Invigilation) -> None:
    for start in range(0, 20, 5):
        room.analyse(room.upload(body=b"broken", after_s=start))
    assert [kind for kind, _, _ in room.spans] == [Kind.UNCERTAIN]


def test_an_upload_that_expired_leaves_no_trace(room: Invigilation) -> None:
    key = room.upload(0, 0, 0, 0, 0, 0)
    room.frames.uploads.clear()
    room.analyse(key)
    assert (room.found, room.reasons) == ((), [])


def test_a_violation_stands_without_pictures_when_they_expired(room: Invigilation) -> None:
    first, second = (room.upload(0, 0, 0, after_s=start) for start in (0, 3))
    room.analyse(first)
    del room.frames.uploads[first]
    room.analyse(second)
    assert room.spans == [(Kind.NO_FACE, 0, 5)]
    assert [e.captured_ms - NOW_MS for e in room.found[0].evidence] == [5_000]


def test_an_upload_that_becomes_evidence_is_read_once(room: Invigilation) -> None:
    key = room.upload(0, 0, 0, 0, 0, 0)
    room.analyse(key)
    assert room.found[0].evidence
    assert room.frames.reads == [key]


def test_of_an_episode_over_two_uploads_the_earlier_one_alone_is_read_again(
    room: Invigilation,
) -> None:
    first, second = (room.upload(0, 0, 0, after_s=start) for start in (0, 3))
    room.analyse(first)
    room.analyse(second)
    assert {e.captured_ms - NOW_MS for e in room.found[0].evidence} >= {0, 5_000}
    assert room.frames.reads == [first, second, first]


def test_a_key_outside_the_contract_is_refused(room: Invigilation) -> None:
    with pytest.raises(FrameUploadError):
        room.analyse(f"frames/{ATTEMPT_ID}/photo.mjpg")


def test_a_key_of_no_attempt_is_refused_and_leaves_no_trace(room: Invigilation) -> None:
    with pytest.raises(AttemptNotFoundError):
        room.analyse(str(FrameKey("f" * 32, NOW_MS, 0)))
    assert room.reasons == []


def test_judging_again_without_new_observations_changes_nothing(room: Invigilation) -> None:
    room.analyse(room.upload(0, 0, 0, 0, 0, 0))
    version = room.violations.read(ATTEMPT_ID).version
    room.analyse(room.upload(0, 0, 0, 0, 0, 0))
    assert room.violations.read(ATTEMPT_ID).version == version
