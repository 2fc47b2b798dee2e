"""Whether an attempt's pictures are those that were looked at."""

from __future__ import annotations

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.frame_chain import Proof, compare, is_settled, make_seal
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS
from chalicelib.services.ports import Clock, ObservationStore


def prove_pictures(attempt: Attempt, *, observations: ObservationStore, clock: Clock) -> Proof:
    """
    Compare what was looked at with the attempt's seal; seal it, if that is due.

    The first who asks once nothing more can come seals it; the seal never changes again.
    """
    bundles = observations.between(attempt.attempt_id, 0, MAX_CAPTURED_MS)
    standing = observations.seal(attempt.attempt_id)
    now = clock.now()
    is_final = standing is not None or is_settled(attempt, now)
    if standing is None:
        standing = make_seal(bundles, round(now.timestamp() * 1_000))
        if is_final:
            standing = observations.fix_seal(
                attempt.attempt_id, standing, until=attempt.evidence_until
            )
    return compare(bundles, standing, is_final=is_final)
