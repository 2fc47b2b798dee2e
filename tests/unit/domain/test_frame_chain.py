from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.frame_chain import (
    SETTLED_AFTER,
    Finding,
    compare,
    digests_of,
    is_settled,
    make_seal,
    upload_digest,
)
from chalicelib.domain.observations import Observation, ObservationBundle
from chalicelib.domain.violations import Evidence
from tests.fakes.samples import NOW, NOW_MS, attempt


def bundle(number: int, *pictures: bytes) -> ObservationBundle:
    begin = NOW_MS + 8_000 * number
    return ObservationBundle(
        "attempt-1",
        f"{begin:013d}-{number:06d}",
        tuple(Observation(begin + 1_000 * i, faces=1) for i in range(len(pictures))),
        "m-1",
        upload_digest(pictures),
        seen_ms=begin + 10_000,
    )


BUNDLES = [bundle(n, b"%d first" % n, b"%d second" % n) for n in range(4)]
LATER = NOW_MS + 3_600_000
SEAL = make_seal(BUNDLES, LATER)


@given(st.permutations(BUNDLES))
def test_the_order_in_which_uploads_came_does_not_matter(order: list[ObservationBundle]) -> None:
    assert make_seal(order, LATER) == SEAL


@pytest.mark.parametrize(
    "changed",
    [
        BUNDLES[:-1],
        [*BUNDLES[:-1], replace(BUNDLES[-1], digest=upload_digest([b"3 second", b"3 first"]))],
        [replace(BUNDLES[0], digest=upload_digest([b"other", b"0 second"])), *BUNDLES[1:]],
        [
            replace(BUNDLES[0], digest=BUNDLES[1].digest),
            replace(BUNDLES[1], digest=BUNDLES[0].digest),
            *BUNDLES[2:],
        ],
        [*BUNDLES, replace(bundle(7, b"slipped in"), seen_ms=NOW_MS)],
    ],
    ids=["removed", "order within an upload", "another picture", "swapped", "added"],
)
def test_whatever_was_changed_the_seal_holds_no_longer(changed: list[ObservationBundle]) -> None:
    assert compare(BUNDLES, SEAL, is_final=True).holds
    assert not compare(changed, SEAL, is_final=True).holds


def test_what_was_looked_at_after_the_sealing_is_told_apart() -> None:
    late = replace(bundle(9, b"replayed"), seen_ms=LATER + 1)
    proof = compare([*BUNDLES, late], SEAL, is_final=True)
    assert (proof.holds, proof.later) == (True, 1)


def test_a_kept_picture_is_compared_with_the_one_that_was_looked_at() -> None:
    proof = compare(BUNDLES, SEAL, is_final=True)
    second_ms = BUNDLES[2].observations[1].captured_ms
    kept = Evidence(second_ms, "key", digests_of([b"2 first", b"2 second"]))
    assert proof.finding(kept, b"2 second") is Finding.UNCHANGED
    assert proof.finding(kept, b"2 first") is Finding.CHANGED
    assert proof.finding(replace(kept, captured_ms=second_ms + 1), b"2 second") is Finding.UNKNOWN


def test_a_picture_that_was_changed_with_its_digest_still_shows() -> None:
    proof = compare(BUNDLES, SEAL, is_final=True)
    second_ms = BUNDLES[2].observations[1].captured_ms
    forged = Evidence(second_ms, "key", digests_of([b"2 first", b"forged"]))
    assert proof.finding(forged, b"forged") is Finding.CHANGED


def test_uploads_from_before_hashes_were_kept_prove_nothing_and_break_nothing() -> None:
    old = replace(BUNDLES[0], digest=None, seen_ms=None)
    proof = compare([old], make_seal([old], LATER), is_final=True)
    assert proof.holds
    kept = Evidence(old.observations[0].captured_ms, "key")
    assert proof.finding(kept, b"0 first") is Finding.UNKNOWN


@pytest.mark.parametrize(
    ("state", "after", "settled"),
    [
        (AttemptState.WRITING, SETTLED_AFTER, False),
        (AttemptState.SUBMITTED, SETTLED_AFTER - timedelta(seconds=1), False),
        (AttemptState.SUBMITTED, SETTLED_AFTER, True),
    ],
)
def test_pictures_may_come_until_half_an_hour_after_the_hand_in(
    state: AttemptState, after: timedelta, *, settled: bool
) -> None:
    submitted_at = NOW if state is AttemptState.SUBMITTED else None
    assert is_settled(attempt(state=state, submitted_at=submitted_at), NOW + after) is settled
