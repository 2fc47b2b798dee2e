"""Observations, violations, frames, a detector and a topic, in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.domain.baseline import Baseline
from chalicelib.domain.cards import card_upload_key
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.frame_chain import Seal
from chalicelib.domain.frame_uploads import CONTENT_TYPE, MAX_BYTES, MAX_FRAMES, upload_prefix
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.retention import USUAL_FRAME_DAYS
from chalicelib.domain.violations import Reconciliation, Violation
from chalicelib.services.ports import Ledger, Page, PictureUpload, StoredUpload, UploadPolicy


class FakeObservationStore:
    def __init__(self) -> None:
        self._bundles: dict[tuple[str, str], ObservationBundle] = {}
        self._baselines: dict[str, Baseline] = {}
        self._seals: dict[str, Seal] = {}
        self._identities: dict[str, int] = {}
        self.until: list[datetime | None] = []
        self.before_last: Callable[[], object] = lambda: None

    def add(self, bundle: ObservationBundle, *, until: datetime | None = None) -> ObservationBundle:
        self.until.append(until)
        return self._bundles.setdefault((bundle.attempt_id, bundle.bundle), bundle)

    def between(self, attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        return tuple(
            bundle
            for (owner, name), bundle in sorted(self._bundles.items())
            if owner == attempt_id and from_ms <= int(name.split("-")[0]) <= to_ms
        )

    def page(self, attempt_id: str, *, cursor: str | None, limit: int) -> Page[ObservationBundle]:
        later = [b for b in self.between(attempt_id, 0, 10**13) if b.bundle > (cursor or "")]
        some = tuple(later[:limit])
        return Page(some, some[-1].bundle if len(some) == limit else None)

    def first_since(self, attempt_id: str, from_ms: int) -> ObservationBundle | None:
        return next(iter(self.between(attempt_id, from_ms, 10**13)), None)

    def last_before(self, attempt_id: str, to_ms: int) -> ObservationBundle | None:
        self.before_last()
        return next(reversed(self.between(attempt_id, 0, to_ms - 1)), None)

    def newest_of(self, attempt_ids: Sequence[str]) -> tuple[ObservationBundle, ...]:
        found = (self.last_before(attempt_id, 10**13) for attempt_id in attempt_ids)
        return tuple(bundle for bundle in found if bundle is not None)

    def baseline(self, attempt_id: str) -> Baseline | None:
        return self._baselines.get(attempt_id)

    def fix_baseline(
        self, attempt_id: str, baseline: Baseline, *, until: datetime | None = None
    ) -> Baseline:
        self.until.append(until)
        return self._baselines.setdefault(attempt_id, baseline)

    def identity(self, attempt_id: str) -> int | None:
        return self._identities.get(attempt_id)

    def fix_identity(
        self, attempt_id: str, captured_ms: int, *, until: datetime | None = None
    ) -> int:
        self.until.append(until)
        return self._identities.setdefault(attempt_id, captured_ms)

    def seal(self, attempt_id: str) -> Seal | None:
        return self._seals.get(attempt_id)

    def fix_seal(self, attempt_id: str, seal: Seal, *, until: datetime | None = None) -> Seal:
        self.until.append(until)
        return self._seals.setdefault(attempt_id, seal)


class FakeViolationStore:
    """``before_apply`` runs once before changes are stored: another worker slips in."""

    def __init__(self) -> None:
        self._violations: dict[tuple[str, str], Violation] = {}
        self._versions: dict[str, int] = {}
        self.before_apply: list[Callable[[], object]] = []

    def read(self, attempt_id: str) -> Ledger:
        found = tuple(
            v for (owner, _), v in sorted(self._violations.items()) if owner == attempt_id
        )
        return Ledger(found, self._versions.get(attempt_id, 0))

    def apply(self, attempt_id: str, changes: Reconciliation, *, version: int) -> None:
        if self.before_apply:
            self.before_apply.pop(0)()
        if self._versions.get(attempt_id, 0) != version:
            raise StaleVersionError
        for violation in changes.save:
            self._violations[attempt_id, violation.violation_id] = violation
        for removed in changes.remove:
            self._violations.pop((attempt_id, removed), None)
        self._versions[attempt_id] = version + 1

    def mark_announced(self, violation: Violation) -> None:
        key = violation.attempt_id, violation.violation_id
        if key in self._violations:
            self._violations[key] = replace(self._violations[key], announced=True)

    def current(self, known: Iterable[Violation]) -> tuple[Violation, ...]:
        names = dict.fromkeys((v.attempt_id, v.violation_id) for v in known)
        return tuple(self._violations[name] for name in names if name in self._violations)

    def list_of_exam(self, exam_id: str, *, limit: int) -> tuple[Violation, ...]:
        found = [v for v in self._violations.values() if v.exam_id == exam_id and v.stands]
        return tuple(sorted(found, key=lambda v: -v.started_ms)[:limit])

    def put(self, *violations: Violation) -> None:
        """Store violations as an earlier analysis would have."""
        for violation in violations:
            version = self.read(violation.attempt_id).version
            changes = Reconciliation(save=(violation,))
            self.apply(violation.attempt_id, changes, version=version)


class FakeFrameStore:
    def __init__(self) -> None:
        self.uploads: dict[str, StoredUpload] = {}
        self.evidence: dict[str, bytes] = {}
        self.reads: list[str] = []
        self.until: dict[str, datetime | None] = {}

    def read(self, key: str) -> StoredUpload | None:
        self.reads.append(key)
        return self.uploads.get(key)

    def keep(self, key: str, picture: bytes, *, until: datetime | None = None) -> None:
        self.evidence[key] = picture
        self.until[key] = until

    def discard(self, key: str) -> None:
        self.evidence.pop(key, None)

    def sign_upload(
        self, attempt_id: str, *, now: datetime, frame_days: int = USUAL_FRAME_DAYS
    ) -> UploadPolicy:
        return UploadPolicy(
            url="https://bucket.example",
            fields={"policy": "signed", "frame-days": str(frame_days)},
            key_prefix=upload_prefix(attempt_id),
            content_type=CONTENT_TYPE,
            max_bytes=MAX_BYTES,
            max_frames=MAX_FRAMES,
            expires_at=now + timedelta(minutes=15),
        )

    def sign_card_upload(self, attempt_id: str, upload_id: str, *, now: datetime) -> PictureUpload:
        fields = {"key": card_upload_key(attempt_id, upload_id)}
        expires_at = now + timedelta(minutes=15)
        return PictureUpload(upload_id, "https://bucket.example", fields, MAX_BYTES, expires_at)

    def sign_read(self, key: str) -> str:
        return f"https://bucket.example/{key}?signed"


class FakeDetector:
    """Sees in a picture as many faces as it was told to."""

    models = "fake-1"

    def __init__(self, faces: Mapping[bytes, int]) -> None:
        self._faces = faces

    def detect(
        self, frames: Sequence[bytes], captured_ms: Sequence[int]
    ) -> tuple[Observation, ...]:
        return tuple(
            Observation(moment, self._faces[frame])
            for frame, moment in zip(frames, captured_ms, strict=True)
        )


class TopicUnreachableError(RuntimeError):
    """Raised when the fake topic is told to fail."""


class FakeTopic:
    def __init__(self) -> None:
        self.published: list[Violation] = []
        self.failures = 0
        """How many of the next messages do not get through."""

    def publish(self, violation: Violation) -> None:
        if self.failures:
            self.failures -= 1
            raise TopicUnreachableError
        self.published.append(violation)

    def read(self, message: str) -> Violation:
        name = json.loads(message)
        return next(v for v in self.published if v.violation_id == name)
