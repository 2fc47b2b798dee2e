"""What analysing, sweeping and re-judging share: change an attempt's violations, and tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import MINUTE_MS, MINUTES, Baseline, find_baseline
from chalicelib.domain.errors import AttemptNotStartedError, ConflictError, StaleVersionError
from chalicelib.domain.frame_chain import digests_of, upload_digest
from chalicelib.domain.frame_uploads import (
    MAX_OFFSET_MS,
    FrameUploadError,
    evidence_key,
    split_bundle,
)
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.violations import Evidence, Reconciliation, Violation
from chalicelib.services.ports import (
    FrameStore,
    Ledger,
    ObservationStore,
    StoredUpload,
    ViolationStore,
    ViolationTopic,
)

MAX_TRIES: Final = 8
MAX_CHANGES: Final = 90
"""A DynamoDB transaction holds 100 records; the ledger's is one of them."""

_NO_UPLOADS: Final[Mapping[str, StoredUpload]] = MappingProxyType({})

Decide = Callable[[Ledger], tuple[Reconciliation, Sequence[ObservationBundle]]]


def change_violations(
    attempt_id: str,
    decide: Decide,
    *,
    violations: ViolationStore,
    frames: FrameStore | None,
    uploads: Mapping[str, StoredUpload] = _NO_UPLOADS,
    keep_until: datetime | None = None,
) -> tuple[Violation, ...]:
    """
    Make a change to an attempt's violations that others may be changing too.

    Two workers may judge one attempt at the same time: the ledger takes one change at a
    time, and who comes second decides again, now with what the first one saw.

    Args:
        attempt_id: Whose violations they are.
        decide: Returns what must change of a ledger, and the bundles whose pictures may
            be kept as evidence.
        violations: Where they are.
        frames: Where the pictures are; None: none are kept.
        uploads: Those at hand, by key; they are not read again.
        keep_until: Until when kept pictures stay; None: for the usual time.

    Returns:
        The violations after the change.

    Raises:
        ConflictError: Others changed the ledger every time; try again later.
    """
    for _ in range(MAX_TRIES):
        ledger = violations.read(attempt_id)
        changes, bundles = decide(ledger)
        if not changes:
            return ledger.violations
        if frames is not None:
            changes = _keep_evidence(
                changes, bundles, frames=frames, uploads=uploads, until=keep_until
            )
        try:
            for number, part in enumerate(_parts(changes)):
                violations.apply(attempt_id, part, version=ledger.version + number)
        except StaleVersionError:
            continue
        standing = changes.applied_to(ledger.violations)
        if frames is not None:
            _discard_dropped(ledger.violations, standing, frames=frames)
        return standing
    raise ConflictError(attempt_id=attempt_id)


def announce(
    standing: Iterable[Violation], *, violations: ViolationStore, topic: ViolationTopic
) -> None:
    """Tell of what was not told yet, also by a worker that died before it could."""
    for violation in standing:
        if violation.stands and not violation.announced:
            topic.publish(violation)
            violations.mark_announced(violation)


def seen_in(bundles: Iterable[ObservationBundle]) -> list[Observation]:
    """Return the observations of some bundles."""
    return [observation for bundle in bundles for observation in bundle.observations]


def started_ms(attempt: Attempt) -> int:
    """
    Return when an attempt's clock began to run, in milliseconds since the epoch.

    Raises:
        AttemptNotStartedError: It has not; nothing is judged before.
    """
    if attempt.started_at is None:
        raise AttemptNotStartedError(attempt_id=attempt.attempt_id)
    return round(attempt.started_at.timestamp() * 1_000)


def settled_baseline(
    attempt: Attempt, now_ms: int, *, observations: ObservationStore
) -> tuple[Baseline, int | None] | None:
    """
    Return the student's baseline once it stands; until then nothing.

    It is stored when what it follows from is complete, so that every later window judges
    by the same one, whatever else arrives.

    Args:
        attempt: Whose it is.
        now_ms: The latest capture time that is known of.
        observations: What was seen.

    Returns:
        The baseline, and, when this call made it stand, since when nothing was judged
        by it yet.
    """
    stored = observations.baseline(attempt.attempt_id)
    if stored is not None:
        return stored, None
    start = started_ms(attempt)
    first = observations.first_since(attempt.attempt_id, start)
    if first is None:
        return None
    begin = first.observations[0].captured_ms
    beginning = (
        *_calibrating(attempt, observations=observations),
        *observations.between(attempt.attempt_id, start, begin + MINUTES * MINUTE_MS),
    )
    found = find_baseline(seen_in(beginning), started_ms=start, calibration=attempt.calibration)
    if now_ms < found.settled_ms:
        return None
    baseline = observations.fix_baseline(
        attempt.attempt_id, found.baseline, until=attempt.evidence_until
    )
    return baseline, start


def _calibrating(
    attempt: Attempt, *, observations: ObservationStore
) -> tuple[ObservationBundle, ...]:
    """Return what was seen while the student followed the dot; nothing if it was skipped."""
    if not attempt.calibration:
        return ()
    first = min(step.from_ms for step in attempt.calibration)
    last = max(step.to_ms for step in attempt.calibration)
    # A bundle is named by its first frame, which may have come before the dot.
    return observations.between(attempt.attempt_id, first - MAX_OFFSET_MS, last)


def _parts(changes: Reconciliation) -> Iterable[Reconciliation]:
    """Cut a change into ones that a transaction holds; each leaves a ledger that is true."""
    saves = iter(changes.save)
    removed = changes.remove
    while part := tuple(islice(saves, MAX_CHANGES - len(removed))):
        yield Reconciliation(save=part, remove=removed)
        removed = ()
    if removed:
        yield Reconciliation(remove=removed)


def _keep_evidence(
    changes: Reconciliation,
    bundles: Iterable[ObservationBundle],
    *,
    frames: FrameStore,
    uploads: Mapping[str, StoredUpload],
    until: datetime | None,
) -> Reconciliation:
    """Store the pictures that the changed violations want, and note them there."""
    places = {
        observation.captured_ms: (bundle, index)
        for bundle in bundles
        for index, observation in enumerate(bundle.observations)
    }
    pictures: dict[str, tuple[bytes, ...]] = {}
    saved = []
    for violation in changes.save:
        has = {evidence.captured_ms: evidence for evidence in violation.evidence}
        kept = []
        for moment in changes.evidence_wanted[violation.violation_id]:
            if moment in has:
                kept.append(has[moment])
            elif moment in places:
                bundle, index = places[moment]
                if bundle.key not in pictures:
                    upload = uploads.get(bundle.key) or frames.read(bundle.key)
                    pictures[bundle.key] = _pictures_in(upload, bundle.digest)
                if index < len(pictures[bundle.key]):
                    key = evidence_key(bundle.attempt_id, moment)
                    frames.keep(key, pictures[bundle.key][index], until=until)
                    kept.append(Evidence(moment, key, digests_of(pictures[bundle.key])))
        saved.append(replace(violation, evidence=tuple(kept)))
    return replace(changes, save=tuple(saved))


def _discard_dropped(
    before: Iterable[Violation], after: Iterable[Violation], *, frames: FrameStore
) -> None:
    """Remove the pictures that no violation refers to any more: nobody would ever find them."""
    for key in sorted(_keys(before) - _keys(after)):
        frames.discard(key)


def _keys(violations: Iterable[Violation]) -> set[str]:
    return {evidence.key for violation in violations for evidence in violation.evidence}


def _pictures_in(upload: StoredUpload | None, digest: bytes | None) -> tuple[bytes, ...]:
    """Return an upload's pictures; none when it expired, was replaced or never readable."""
    if upload is None:
        return ()
    try:
        pictures = split_bundle(upload.body)
    except FrameUploadError:
        return ()
    return pictures if digest in (None, upload_digest(pictures)) else ()
