from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.frame_chain import SETTLED_AFTER, Proof, upload_digest
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.services.proving import prove_pictures
from tests.fakes.invigilation import FakeObservationStore
from tests.fakes.samples import NOW, NOW_MS, attempt
from tests.fakes.time_and_names import FakeClock

ENDED: Attempt = attempt(state=AttemptState.SUBMITTED, submitted_at=NOW)


def see(observations: FakeObservationStore, captured_ms: int, *, seen_ms: int) -> None:
    observations.add(
        ObservationBundle(
            ENDED.attempt_id,
            FrameKey(ENDED.attempt_id, captured_ms, 0).bundle,
            (Observation(captured_ms, faces=1),),
            "m-1",
            upload_digest([b"picture"]),
            seen_ms=seen_ms,
        )
    )


def prove(observations: FakeObservationStore, *, after: timedelta) -> Proof:
    return prove_pictures(ENDED, observations=observations, clock=FakeClock(NOW + after))


def test_while_pictures_may_come_nothing_is_sealed() -> None:
    observations = FakeObservationStore()
    see(observations, NOW_MS - 5_000, seen_ms=NOW_MS)
    early = prove(observations, after=timedelta(minutes=1))
    see(observations, NOW_MS - 1_000, seen_ms=NOW_MS + 90_000)
    later = prove(observations, after=timedelta(minutes=2))
    assert (early.is_final, later.is_final) == (False, False)
    assert (early.seal.uploads, later.seal.uploads) == (1, 2)
    assert observations.seal(ENDED.attempt_id) is None


def test_whoever_asks_first_when_nothing_can_come_seals_it_for_good() -> None:
    observations = FakeObservationStore()
    see(observations, NOW_MS - 5_000, seen_ms=NOW_MS)
    first = prove(observations, after=SETTLED_AFTER)
    second = prove(observations, after=SETTLED_AFTER + timedelta(days=3))
    assert first.is_final
    assert (second.seal, second.holds) == (first.seal, True)


def test_what_is_slipped_in_or_replayed_afterwards_shows() -> None:
    observations = FakeObservationStore()
    see(observations, NOW_MS - 5_000, seen_ms=NOW_MS)
    sealed = prove(observations, after=SETTLED_AFTER).seal
    see(observations, NOW_MS - 3_000, seen_ms=sealed.sealed_ms + 1)
    replayed = prove(observations, after=timedelta(days=1))
    assert (replayed.holds, replayed.later) == (True, 1)
    see(observations, NOW_MS - 2_000, seen_ms=sealed.sealed_ms - 1)
    assert not prove(observations, after=timedelta(days=1)).holds


def test_a_seal_is_kept_as_long_as_the_evidence() -> None:
    observations = FakeObservationStore()
    until = NOW + timedelta(days=40)
    prove_pictures(
        replace(ENDED, evidence_until=until),
        observations=observations,
        clock=FakeClock(NOW + SETTLED_AFTER),
    )
    assert observations.until == [until]
