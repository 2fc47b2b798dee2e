"""A student who has written for a while, with pictures at the moments of the spot checks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from chalicelib.adapters import keys
from chalicelib.adapters.tables.attempt_records import AttemptRecord
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import FrameKey, identity_key
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.spot_checks import SETTLED_MS, spot_moments
from tests.fakes.samples import looking
from tests.integration.core.room import now_ms

WRITING_FOR: Final = timedelta(minutes=20, milliseconds=SETTLED_MS)
"""Long enough for two moments, and for no third."""
JPEG: Final = b"\xff\xd8\xff\xe0a face\xff\xd9"


def due_for_spot_checks(world: Collaborators, attempt_id: str) -> tuple[int, ...]:
    """Let an attempt have begun a while ago and been seen at its moments; return these."""
    began = datetime.now(UTC) - WRITING_FOR
    AttemptRecord(attempt_id, keys.ATTEMPT).update(
        actions=[AttemptRecord.started_at.set(began), AttemptRecord.joined_at.set(began)]
    )
    first_ms = round(began.timestamp() * 1_000)
    world.observations.fix_identity(attempt_id, first_ms)
    world.frames.keep(identity_key(attempt_id, first_ms), JPEG)
    moments = spot_moments(world.attempts.get(attempt_id), now_ms(), seal=world.tokens.seal)
    for moment_ms in moments:
        key = FrameKey(attempt_id, moment_ms, 0)
        bundle = ObservationBundle(attempt_id, key.bundle, (looking(moment_ms),), "m-1")
        world.observations.add(bundle)
        world.frames.keep(str(key), JPEG)
    return moments
