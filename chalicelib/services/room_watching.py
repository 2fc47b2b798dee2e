"""From a room camera's upload to violations: look, store what was seen, judge, tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.room_cameras import RoomCamera
from chalicelib.domain.room_policy import find_room_episodes, room_policy
from chalicelib.domain.standing import MEMORY_MS
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.analysing import observe_upload
from chalicelib.services.judging import announce, change_violations, seen_in
from chalicelib.services.ports import (
    CameraStore,
    ExamSource,
    FrameDetector,
    FrameStore,
    Ledger,
    ObservationStore,
    StoredUpload,
    ViolationStore,
    ViolationTopic,
)

WINDOW_MS: Final = 90_000
"""How far around a bundle observations are judged again: longer than any rule of a room."""


def analyse_room_upload(
    key: FrameKey,
    *,
    frames: FrameStore,
    detector: FrameDetector,
    cameras: CameraStore,
    exams: ExamSource,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> None:
    """
    Analyse one upload of a room camera and bring the camera's violations up to date.

    Doing it again for the same upload changes nothing.  What comes after the camera was
    removed is not looked at.

    Raises:
        CameraNotFoundError: The key names no room camera.
        ExamNotFoundError: Its exam is no more.
    """
    camera = cameras.get(key.attempt_id)
    upload = None if camera.removed else frames.read(str(key))
    if upload is None:
        return
    until = exams.get(camera.exam_id).content.evidence_until
    observations.add(observe_upload(key, upload, detector=detector), until=until)
    judge_room(
        camera,
        around_ms=key.captured_ms,
        frames=frames,
        observations=observations,
        violations=violations,
        topic=topic,
        uploads={str(key): upload},
        keep_until=until,
    )


def judge_room(
    camera: RoomCamera,
    *,
    around_ms: int,
    frames: FrameStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
    uploads: Mapping[str, StoredUpload],
    keep_until: datetime | None = None,
) -> None:
    """
    Find the episodes around a moment and fold them into the camera's violations.

    They stand in the exam's list under the camera's name.  ``uploads`` are those at hand, by
    key; pictures stay until ``keep_until``.

    Raises:
        ConflictError: Others changed the ledger every time; the queue tries again.
    """
    policy = room_policy(camera.crowd)
    from_ms = around_ms - WINDOW_MS
    read_from_ms = from_ms - MEMORY_MS
    enrolled_ms = round(camera.enrolled_at.timestamp() * 1_000)

    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        bundles = observations.between(camera.camera_id, read_from_ms, around_ms + WINDOW_MS)
        seen = seen_in(bundles)
        before = observations.last_before(camera.camera_id, read_from_ms)
        heard_ms = before.observations[-1].captured_ms if before else enrolled_ms
        changes = reconcile(
            ledger.violations,
            find_room_episodes(seen, policy, since_ms=heard_ms, from_ms=from_ms),
            attempt_id=camera.camera_id,
            exam_id=camera.exam_id,
            policy=policy.name,
            seen_ms=sorted({o.captured_ms for o in seen}),
        )
        return changes, bundles

    standing = change_violations(
        camera.camera_id,
        decide,
        violations=violations,
        frames=frames,
        uploads=uploads,
        keep_until=keep_until,
    )
    announce(standing, violations=violations, topic=topic)
