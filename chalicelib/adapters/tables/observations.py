"""What was seen, one record an upload, expiring."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException

from chalicelib.adapters.tables.base import TableMeta, TableModel, condition_failed
from chalicelib.domain.observations import (
    Box,
    MainFace,
    Observation,
    ObservationBundle,
    Scene,
    SeenObject,
)

KEPT_FOR: Final = timedelta(days=90)
"""A term's appeals; the pictures themselves expire earlier, by the bucket's lifecycle."""
MAX_CAPTURED_MS: Final = 10**13 - 1
"""The largest capture time that an upload's key can name."""


class ObservationRecord(TableModel):
    """The observations of one upload as compact JSON: they are always read whole."""

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True)
    observations = UnicodeAttribute()
    models = UnicodeAttribute()
    expires_at = TTLAttribute()


class DynamoObservationStore:
    """Observations in DynamoDB; see ``chalicelib.services.ports.ObservationStore``."""

    def add(self, bundle: ObservationBundle) -> None:
        record = ObservationRecord(
            bundle.attempt_id,
            bundle.bundle,
            observations=_to_text(bundle.observations),
            models=bundle.models,
            expires_at=datetime.now(UTC) + KEPT_FOR,
        )
        try:
            record.save(condition=ObservationRecord.bundle.does_not_exist())
        except PynamoDBException as failure:
            if not condition_failed(failure):
                raise

    def between(self, attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        # Times outside 13 digits would not sort as text.
        first, last = max(from_ms, 0), min(to_ms, MAX_CAPTURED_MS)
        found = ObservationRecord.query(
            attempt_id,
            ObservationRecord.bundle.between(f"{first:013d}", f"{last:013d}~"),
            consistent_read=True,
        )
        return tuple(
            ObservationBundle(r.attempt_id, r.bundle, _from_text(r.observations), r.models)
            for r in found
        )


def _to_text(observations: tuple[Observation, ...]) -> str:
    plain = [
        {name: value for name, value in asdict(o).items() if value not in (None, ())}
        for o in observations
    ]
    return json.dumps(plain, separators=(",", ":"))


def _from_text(text: str) -> tuple[Observation, ...]:
    return tuple(_from_plain(plain) for plain in json.loads(text))


def _from_plain(plain: dict[str, Any]) -> Observation:
    face, scene = plain.get("face"), plain.get("scene")
    return Observation(
        captured_ms=plain["captured_ms"],
        faces=plain.get("faces"),
        face=MainFace(**{**face, "box": Box(**face["box"])}) if face else None,
        objects=tuple(
            SeenObject(o["kind"], o["score"], Box(**o["box"])) for o in plain.get("objects", ())
        ),
        scene=Scene(**scene) if scene else None,
        reason=plain.get("reason"),
        others=tuple(Box(**box) for box in plain.get("others", ())),
    )
