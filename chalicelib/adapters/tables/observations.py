"""What was seen, one record an upload, expiring."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import BinaryAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    conditional_write,
)
from chalicelib.domain.baseline import Baseline, Range
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.frame_chain import Seal
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS
from chalicelib.domain.observations import (
    Box,
    MainFace,
    Observation,
    ObservationBundle,
    Scene,
    SeenObject,
)
from chalicelib.domain.retention import USUAL_EVIDENCE_DAYS
from chalicelib.services.ports import Page

BUNDLE_NAME: Final = re.compile(r"[0-9]{13}-[0-9]{6}")
SIDE_BY_SIDE: Final = 8
"""How many attempts are read at once, within what the client's pool holds."""
KEPT_FOR: Final = timedelta(days=USUAL_EVIDENCE_DAYS)


class ObservationRecord(TableModel):
    """
    The observations of one upload, packed: they are always read whole.

    So packed, nine frames take less than one kilobyte: a write is billed by the kilobyte.
    """

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True)
    observations = BinaryAttribute(legacy_encoding=False)
    models = UnicodeAttribute()
    digest = BinaryAttribute(legacy_encoding=False, null=True)
    seen_ms = NumberAttribute(null=True)
    expires_at = TTLAttribute()


class BaselineRecord(TableModel):
    """How one student works quietly; its name sorts behind every upload's."""

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True, default=keys.BASELINE)
    baseline = UnicodeAttribute()
    expires_at = TTLAttribute()


class IdentityRecord(TableModel):
    """Which picture shows the face at the start; sorts behind every upload's, too."""

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True, default=keys.IDENTITY)
    captured_ms = NumberAttribute()
    expires_at = TTLAttribute()


class SealRecord(TableModel):
    """What the chain of all pictures was when it was closed; behind every upload's name, too."""

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True, default=keys.SEAL)
    head = UnicodeAttribute()
    uploads = NumberAttribute()
    frames = NumberAttribute()
    sealed_ms = NumberAttribute()
    expires_at = TTLAttribute()


class DynamoObservationStore:
    """Observations in DynamoDB; see ``chalicelib.services.ports.ObservationStore``."""

    def add(self, bundle: ObservationBundle, *, until: datetime | None = None) -> ObservationBundle:
        now = datetime.now(UTC)
        record = ObservationRecord(
            bundle.attempt_id,
            bundle.bundle,
            observations=pack(bundle.observations),
            models=bundle.models,
            digest=bundle.digest,
            seen_ms=round(now.timestamp() * 1_000),
            expires_at=until or now + KEPT_FOR,
        )
        with conditional_write() as written:
            record.save(condition=ObservationRecord.bundle.does_not_exist())
        if not written.held:
            return _to_bundle(
                ObservationRecord.get(bundle.attempt_id, bundle.bundle, consistent_read=True)
            )
        return bundle

    def between(self, attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        within = ObservationRecord.bundle.between(_from(from_ms), _until(to_ms))
        found = ObservationRecord.query(attempt_id, within, consistent_read=True)
        return tuple(_to_bundle(record) for record in found)

    def page(self, attempt_id: str, *, cursor: str | None, limit: int) -> Page[ObservationBundle]:
        # A space sorts before everything that a name holds: from just behind the cursor's.
        after = f"{_checked(cursor)} " if cursor else _from(0)
        found = ObservationRecord.query(
            attempt_id,
            ObservationRecord.bundle.between(after, _until(MAX_CAPTURED_MS)),
            limit=limit,
        )
        bundles = tuple(_to_bundle(record) for record in found)
        return Page(bundles, bundles[-1].bundle if len(bundles) == limit else None)

    def first_since(self, attempt_id: str, from_ms: int) -> ObservationBundle | None:
        within = ObservationRecord.bundle.between(_from(from_ms), _until(MAX_CAPTURED_MS))
        return _next(attempt_id, within, forward=True)

    def last_before(self, attempt_id: str, to_ms: int) -> ObservationBundle | None:
        return _next(attempt_id, ObservationRecord.bundle < _from(to_ms), forward=False)

    def newest_of(self, attempt_ids: Sequence[str]) -> tuple[ObservationBundle, ...]:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            found = pool.map(lambda one: self.last_before(one, MAX_CAPTURED_MS), attempt_ids)
        return tuple(bundle for bundle in found if bundle is not None)

    def baseline(self, attempt_id: str) -> Baseline | None:
        try:
            record = BaselineRecord.get(attempt_id, keys.BASELINE, consistent_read=True)
        except DoesNotExist:
            return None
        return _baseline_from_text(record.baseline)

    def fix_baseline(
        self, attempt_id: str, baseline: Baseline, *, until: datetime | None = None
    ) -> Baseline:
        record = BaselineRecord(
            attempt_id,
            baseline=json.dumps(asdict(baseline), separators=(",", ":")),
            expires_at=until or datetime.now(UTC) + KEPT_FOR,
        )
        with conditional_write() as written:
            record.save(condition=BaselineRecord.baseline.does_not_exist())
        return baseline if written.held else self.baseline(attempt_id) or baseline

    def identity(self, attempt_id: str) -> int | None:
        try:
            record = IdentityRecord.get(attempt_id, keys.IDENTITY, consistent_read=True)
        except DoesNotExist:
            return None
        return int(record.captured_ms)

    def fix_identity(
        self, attempt_id: str, captured_ms: int, *, until: datetime | None = None
    ) -> int:
        record = IdentityRecord(
            attempt_id, captured_ms=captured_ms, expires_at=until or datetime.now(UTC) + KEPT_FOR
        )
        with conditional_write() as written:
            record.save(condition=IdentityRecord.captured_ms.does_not_exist())
        standing = None if written.held else self.identity(attempt_id)
        return captured_ms if standing is None else standing

    def seal(self, attempt_id: str) -> Seal | None:
        try:
            record = SealRecord.get(attempt_id, keys.SEAL, consistent_read=True)
        except DoesNotExist:
            return None
        return Seal(record.head, int(record.uploads), int(record.frames), int(record.sealed_ms))

    def fix_seal(self, attempt_id: str, seal: Seal, *, until: datetime | None = None) -> Seal:
        record = SealRecord(
            attempt_id, expires_at=until or datetime.now(UTC) + KEPT_FOR, **asdict(seal)
        )
        with conditional_write() as written:
            record.save(condition=SealRecord.head.does_not_exist())
        return seal if written.held else self.seal(attempt_id) or seal


def _checked(cursor: str) -> str:
    if not BUNDLE_NAME.fullmatch(cursor):
        raise InvalidError((Problem("cursor", "malformed"),))
    return cursor


def _from(captured_ms: int) -> str:
    # Times outside 13 digits would not sort as text.
    return f"{min(max(captured_ms, 0), MAX_CAPTURED_MS):013d}"


def _until(captured_ms: int) -> str:
    return f"{_from(captured_ms)}~"


def _next(attempt_id: str, within: Condition, *, forward: bool) -> ObservationBundle | None:
    found: Iterable[ObservationRecord] = ObservationRecord.query(
        attempt_id, within, consistent_read=True, scan_index_forward=forward, limit=1
    )
    return next((_to_bundle(record) for record in found), None)


def _to_bundle(record: ObservationRecord) -> ObservationBundle:
    return ObservationBundle(
        record.attempt_id,
        record.bundle,
        unpack(record.observations),
        record.models,
        record.digest,
        None if record.seen_ms is None else int(record.seen_ms),
    )


def _baseline_from_text(text: str) -> Baseline:
    plain = json.loads(text)
    return Baseline(**{name: value and Range(**value) for name, value in plain.items()})


_WORDS: Final = (
    b'{"captured_ms":17,"faces":1,"face":{"box":{"left":0.,"top":0.,"width":0.,"height":0.},'
    b'"score":0.,"yaw":-,"pitch":-,"roll":-,"gaze_x":-0.0,"gaze_y":-0.0,"mouth":0.0},'
    b'"objects":[{"kind":"person","score":0.,"box":{"left":0.,"top":0.,"width":0.,"height":0.}}],'
    b'"scene":{"brightness":0.4,"sharpness":,"frozen":false,"contrast":0.1,"perceptual_hash":"'
)
"""What the compressor knows beforehand (RFC 1950, 2.2).  Never changed: what is stored could not be
read any more."""


def pack(observations: tuple[Observation, ...]) -> bytes:
    """Write observations as compressed JSON, a quarter of its length."""
    plain = [
        {
            name: value
            for name, value in asdict(o).items()
            # Things that were not looked for are not things that were not found.
            if value not in (None, ()) or (name == "objects" and value is None)
        }
        for o in observations
    ]
    text = json.dumps(plain, separators=(",", ":"))
    compressor = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zdict=_WORDS)
    return compressor.compress(text.encode()) + compressor.flush()


def unpack(packed: bytes) -> tuple[Observation, ...]:
    """Read what ``pack`` wrote, also before it knew words beforehand."""
    text = zlib.decompressobj(zdict=_WORDS).decompress(packed)
    return tuple(_from_plain(plain) for plain in json.loads(text))


def _from_plain(plain: dict[str, Any]) -> Observation:
    face, scene = plain.get("face"), plain.get("scene")
    return Observation(
        captured_ms=plain["captured_ms"],
        faces=plain.get("faces"),
        face=MainFace(**{**face, "box": Box(**face["box"])}) if face else None,
        objects=_objects_from_plain(plain.get("objects", ())),
        scene=Scene(**scene) if scene else None,
        reason=plain.get("reason"),
        unlikeness=plain.get("unlikeness"),
        others=tuple(Box(**box) for box in plain.get("others", ())),
    )


def _objects_from_plain(plain: list[dict[str, Any]] | None) -> tuple[SeenObject, ...] | None:
    if plain is None:
        return None
    return tuple(SeenObject(o["kind"], o["score"], Box(**o["box"])) for o in plain)
