"""From an upload to violations: look, store what was seen, judge, tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import UNKNOWN
from chalicelib.domain.frame_chain import upload_digest
from chalicelib.domain.frame_uploads import (
    ACCEPTED_CONTENT_TYPES,
    FrameKey,
    FrameUploadError,
    parse_offsets,
    split_bundle,
)
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.pauses import find_working_episodes
from chalicelib.domain.policies import Policy
from chalicelib.domain.signals import BASELINE_KINDS, LOOK_BACK_MS
from chalicelib.domain.upload_fit import Misfit, find_misfit
from chalicelib.domain.violations import Reconciliation, reconcile
from chalicelib.services.comparing import FaceComparer
from chalicelib.services.identifying import keep_identity
from chalicelib.services.judging import (
    announce,
    change_violations,
    seen_in,
    settled_baseline,
    started_ms,
)
from chalicelib.services.ports import (
    AttemptStore,
    ExamSource,
    FrameDetector,
    FrameStore,
    Ledger,
    ObservationStore,
    StoredUpload,
    ViolationStore,
    ViolationTopic,
)
from chalicelib.services.tampering import leave_hint

WINDOW_MS: Final = 90_000
"""How far around a bundle observations are judged again: longer than any rule's minimum
with its gap, and than the minute in which often is counted."""


def analyse_upload(
    key: str,
    *,
    frames: FrameStore,
    detector: FrameDetector,
    attempts: AttemptStore,
    exams: ExamSource,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
    comparer: FaceComparer | None = None,
) -> Misfit | None:
    """
    Analyse one upload and bring the attempt's violations up to date.

    Doing it again for the same upload changes nothing.  An upload that expired
    before it was read leaves no trace.  What comes from the waiting room is seen, not judged.
    What cannot be what it says is not judged either: a hint is left for a person.  Without a
    ``comparer`` no face is compared with the one at the start.

    Returns:
        Why the upload was set aside; None: it was not.

    Raises:
        FrameUploadError: The key is outside the contract.
        AttemptNotFoundError: The key names no attempt.
    """
    frame_key = FrameKey.parse(key)
    attempt = attempts.get(frame_key.attempt_id)
    upload = frames.read(key)
    if upload is None:
        return None
    bundle = observe_upload(frame_key, upload, detector=detector)
    if comparer is not None:
        bundle = comparer.compare(attempt, bundle, upload)
    policy = attempt.policy_of(exams.get(attempt.exam_id))
    if misfit := _set_aside(attempt, bundle, upload, observations=observations):
        leave_hint(
            attempt, upload.arrived_ms, policy=policy.name, violations=violations, topic=topic
        )
        return misfit
    keep_identity(attempt, bundle, upload, observations=observations, frames=frames)
    if attempt.started_at is None:
        return None
    judge_window(
        attempt,
        policy,
        around_ms=frame_key.captured_ms,
        frames=frames,
        observations=observations,
        violations=violations,
        topic=topic,
        uploads={key: upload},
    )
    return None


def _set_aside(
    attempt: Attempt,
    bundle: ObservationBundle,
    upload: StoredUpload,
    *,
    observations: ObservationStore,
) -> Misfit | None:
    """Store what was seen if it can be what it says; else return why not."""
    times = [observation.captured_ms for observation in bundle.observations]
    if misfit := find_misfit(attempt, times, upload.arrived_ms):
        return misfit
    standing = observations.add(bundle, until=attempt.evidence_until)
    replaced = standing.digest not in (None, bundle.digest)
    return Misfit.REPLACED if replaced else None


def observe_upload(
    key: FrameKey, upload: StoredUpload, *, detector: FrameDetector
) -> ObservationBundle:
    """Look at every frame; what breaks the contract is one observation that says why."""
    pictures: Sequence[bytes] = (upload.body,)
    try:
        if upload.content_type not in ACCEPTED_CONTENT_TYPES:
            raise FrameUploadError("content_type")
        frames = split_bundle(upload.body)
        times = [key.captured_ms + o for o in parse_offsets(upload.offsets, len(frames))]
    except FrameUploadError as error:
        seen: tuple[Observation, ...] = (
            Observation(key.captured_ms, faces=None, reason=error.reason),
        )
    else:
        seen = detector.detect(frames, times)
        pictures = frames
    return ObservationBundle(
        key.attempt_id, key.bundle, seen, detector.models, upload_digest(pictures)
    )


def judge_window(
    attempt: Attempt,
    policy: Policy,
    *,
    around_ms: int,
    frames: FrameStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
    uploads: Mapping[str, StoredUpload],
) -> None:
    """
    Find the episodes around a moment and fold them into the attempt's violations.

    Until the student's baseline stands, what is judged by it waits.  ``uploads`` are those
    at hand, by key.

    Raises:
        ConflictError: Others changed the ledger every time; the queue tries again.
    """
    start = started_ms(attempt)
    settled = settled_baseline(attempt, around_ms, observations=observations)
    from_ms = max(around_ms - WINDOW_MS, start)
    if settled is None:
        policy, baseline = policy.without(BASELINE_KINDS), UNKNOWN
    else:
        baseline, waiting_since_ms = settled
        from_ms = from_ms if waiting_since_ms is None else min(from_ms, waiting_since_ms)

    def decide(ledger: Ledger) -> tuple[Reconciliation, Sequence[ObservationBundle]]:
        read_from_ms = from_ms - LOOK_BACK_MS
        bundles = observations.between(attempt.attempt_id, read_from_ms, around_ms + WINDOW_MS)
        seen = seen_in(bundles)
        episodes = find_working_episodes(
            seen,
            policy,
            attempt.supervision.unwatched,
            baseline=baseline,
            since_ms=_watched_until(attempt, seen, read_from_ms, observations=observations),
            from_ms=from_ms,
        )
        changes = reconcile(
            ledger.violations,
            episodes,
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=policy.name,
            seen_ms=sorted({o.captured_ms for o in seen}),
        )
        return changes, bundles

    standing = change_violations(
        attempt.attempt_id,
        decide,
        violations=violations,
        frames=frames,
        uploads=uploads,
        keep_until=attempt.evidence_until,
    )
    announce(standing, violations=violations, topic=topic)


def _watched_until(
    attempt: Attempt,
    seen: Sequence[Observation],
    read_from_ms: int,
    *,
    observations: ObservationStore,
) -> int | None:
    """Return when the camera was last heard of before what was read, if that matters."""
    start = started_ms(attempt)
    if not seen or seen[0].captured_ms <= start:
        return None
    if read_from_ms <= start:
        return start
    if seen[0].captured_ms - read_from_ms < LOOK_BACK_MS:
        return None  # a silence that long would have begun in what was read
    last = observations.last_before(attempt.attempt_id, read_from_ms)
    return start if last is None else max(start, last.observations[-1].captured_ms)
