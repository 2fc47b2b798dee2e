"""From an upload to violations: look, store what was seen, judge, tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.episodes import find_episodes
from chalicelib.domain.errors import ConflictError, StaleVersionError
from chalicelib.domain.frame_uploads import (
    ACCEPTED_CONTENT_TYPES,
    FrameKey,
    FrameUploadError,
    evidence_key,
    parse_offsets,
    split_bundle,
)
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.policies import PRESETS, Policy
from chalicelib.domain.violations import (
    Evidence,
    Reconciliation,
    Violation,
    reconcile,
)
from chalicelib.services.ports import (
    AttemptStore,
    ExamStore,
    FrameDetector,
    FrameStore,
    ObservationStore,
    StoredUpload,
    ViolationStore,
    ViolationTopic,
)

WINDOW_MS: Final = 120_000
"""How far around a bundle observations are judged again; longer than any rule's
minimum and the longest an upload is kept back by a lost network for one episode."""
MAX_TRIES: Final = 8


def analyse_upload(
    key: str,
    *,
    frames: FrameStore,
    detector: FrameDetector,
    attempts: AttemptStore,
    exams: ExamStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> None:
    """
    Analyse one upload and bring the attempt's violations up to date.

    Doing it again for the same upload changes nothing.  An upload that expired
    before it was read leaves no trace.

    Raises:
        FrameUploadError: The key is outside the contract.
        AttemptNotFoundError: The key names no attempt.
    """
    frame_key = FrameKey.parse(key)
    attempt = attempts.get(frame_key.attempt_id)
    upload = frames.read(key)
    if upload is None:
        return
    observations.add(observe_upload(frame_key, upload, detector=detector))
    policy = PRESETS[exams.get(attempt.exam_id).content.policy]
    judge_window(
        attempt,
        policy,
        around_ms=frame_key.captured_ms,
        frames=frames,
        observations=observations,
        violations=violations,
        topic=topic,
    )


def observe_upload(
    key: FrameKey, upload: StoredUpload, *, detector: FrameDetector
) -> ObservationBundle:
    """Look at every frame; what breaks the contract is one observation that says why."""
    try:
        if upload.content_type not in ACCEPTED_CONTENT_TYPES:
            raise FrameUploadError("content_type")
        pictures = split_bundle(upload.body)
        times = [key.captured_ms + o for o in parse_offsets(upload.offsets, len(pictures))]
    except FrameUploadError as error:
        seen: tuple[Observation, ...] = (
            Observation(key.captured_ms, faces=None, reason=error.reason),
        )
    else:
        seen = detector.detect(pictures, times)
    return ObservationBundle(key.attempt_id, key.bundle, seen, detector.models)


def judge_window(
    attempt: Attempt,
    policy: Policy,
    *,
    around_ms: int,
    frames: FrameStore,
    observations: ObservationStore,
    violations: ViolationStore,
    topic: ViolationTopic,
) -> None:
    """
    Find the episodes around a moment and fold them into the attempt's violations.

    Two workers may judge one attempt at the same time: the ledger takes one change at a
    time, and who comes second reads again, now with what the first one saw.

    Raises:
        ConflictError: Others changed the ledger every time; the queue tries again.
    """
    for _ in range(MAX_TRIES):
        ledger = violations.read(attempt.attempt_id)
        bundles = observations.between(
            attempt.attempt_id, around_ms - WINDOW_MS, around_ms + WINDOW_MS
        )
        changes = reconcile(
            ledger.violations,
            find_episodes((o for b in bundles for o in b.observations), policy),
            attempt_id=attempt.attempt_id,
            exam_id=attempt.exam_id,
            policy=policy.name,
        )
        if changes:
            changes = _keep_evidence(changes, bundles, frames=frames)
            try:
                violations.apply(attempt.attempt_id, changes, version=ledger.version)
            except StaleVersionError:
                continue
        _announce(changes.applied_to(ledger.violations), violations=violations, topic=topic)
        return
    raise ConflictError(attempt_id=attempt.attempt_id)


def _keep_evidence(
    changes: Reconciliation, bundles: Iterable[ObservationBundle], *, frames: FrameStore
) -> Reconciliation:
    """Store the pictures that the changed violations want, and note them there."""
    places = {
        observation.captured_ms: (bundle, index)
        for bundle in bundles
        for index, observation in enumerate(bundle.observations)
    }
    uploads: dict[str, tuple[bytes, ...]] = {}
    saved = []
    for violation in changes.save:
        kept = list(violation.evidence)
        for moment in changes.evidence_wanted[violation.violation_id]:
            bundle, index = places[moment]
            if bundle.bundle not in uploads:
                uploads[bundle.bundle] = _pictures(bundle, frames=frames)
            if index < len(uploads[bundle.bundle]):
                key = evidence_key(bundle.attempt_id, moment)
                frames.keep(key, uploads[bundle.bundle][index])
                kept.append(Evidence(moment, key))
        kept.sort(key=lambda evidence: evidence.captured_ms)
        saved.append(replace(violation, evidence=tuple(kept)))
    return replace(changes, save=tuple(saved))


def _pictures(bundle: ObservationBundle, *, frames: FrameStore) -> tuple[bytes, ...]:
    """Return an upload's pictures again; none when it expired or was never readable."""
    upload = frames.read(bundle.key)
    if upload is None:
        return ()
    try:
        return split_bundle(upload.body)
    except FrameUploadError:
        return ()


def _announce(
    standing: Iterable[Violation], *, violations: ViolationStore, topic: ViolationTopic
) -> None:
    """Tell of what was not told yet, also by a worker that died before it could."""
    for violation in standing:
        if not violation.announced:
            topic.publish(violation)
            violations.mark_announced(violation)
