"""Uploads that cannot be what they say are not judged; a hint is left, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.frame_chain import Finding, compare, make_seal, upload_digest
from chalicelib.domain.frame_uploads import split_bundle
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.upload_fit import Misfit
from tests.fakes.samples import ATTEMPT_ID, NOW, NOW_MS, attempt
from tests.unit.services.test_analysing import Invigilation

HOUR_S = 3_600


@pytest.fixture
def room() -> Invigilation:
    return Invigilation()


def kinds(room: Invigilation) -> list[Kind]:
    return [violation.kind for violation in room.found]


@pytest.mark.parametrize(
    ("after_s", "arrived_s", "why"),
    [
        (-HOUR_S, 0, Misfit.BEFORE_JOINING),
        (HOUR_S, HOUR_S, Misfit.AFTER_THE_END),
        (HOUR_S // 2, 0, Misfit.AHEAD_OF_ARRIVAL),
        (0, HOUR_S // 2, Misfit.LONG_BEFORE_ARRIVAL),
    ],
)
def test_what_is_claimed_of_another_time_is_a_hint_and_not_judged(
    room: Invigilation, after_s: int, arrived_s: int, why: Misfit
) -> None:
    assert room.analyse(room.upload(*[2] * 8, after_s=after_s, arrived_s=arrived_s)) is why
    assert room.spans == [(Kind.EVIDENCE_TAMPERED, arrived_s, arrived_s)]
    assert (room.reasons, room.frames.evidence) == ([], {})


def test_a_hint_is_of_low_severity_and_told_once_however_often_its_upload_is_redelivered(
    room: Invigilation,
) -> None:
    key = room.upload(1, after_s=0, arrived_s=HOUR_S // 2)
    for _ in range(3):
        room.analyse(key)
    assert [v.severity for v in room.topic.published] == [Severity.LOW]


def test_a_wrong_clock_all_along_is_one_hint(room: Invigilation) -> None:
    for start in range(0, 60, 5):
        room.analyse(room.upload(*[1] * 5, after_s=start, arrived_s=start + HOUR_S // 2))
    assert kinds(room) == [Kind.EVIDENCE_TAMPERED]
    assert len(room.topic.published) == 1


def test_pictures_that_waited_for_the_network_are_judged(room: Invigilation) -> None:
    room.analyse(room.upload(*[2] * 8, arrived_s=300))
    assert kinds(room) == [Kind.SEVERAL_PEOPLE]


def test_other_bytes_under_a_key_that_was_looked_at_are_a_hint(room: Invigilation) -> None:
    room.analyse(room.upload(1, 1, 1))
    assert room.analyse(room.upload(2, 2, 2, arrived_s=20)) is Misfit.REPLACED
    assert room.spans == [(Kind.EVIDENCE_TAMPERED, 20, 20)]


def test_other_bytes_change_neither_what_was_seen_nor_the_pictures_kept(
    room: Invigilation,
) -> None:
    room.analyse(room.upload(0, 0, 0))
    room.analyse(room.upload(1, 1, 1))
    room.analyse(room.upload(0, 0, 0, after_s=3))
    [absence] = [v for v in room.found if v.kind is Kind.NO_FACE]
    assert (absence.ended_ms - absence.started_ms) == 5_000
    kept = {room.frames.evidence[e.key] for e in absence.evidence}
    assert kept == {b"\xff\xd8\xff\x00\xff\xd9"}


def test_the_same_bytes_again_are_nothing(room: Invigilation) -> None:
    room.analyse(room.upload(1, 1, 1))
    assert room.analyse(room.upload(1, 1, 1, arrived_s=40)) is None
    assert room.found == ()


def test_the_digest_of_an_upload_is_kept_with_what_was_seen(room: Invigilation) -> None:
    key = room.upload(1, 1)
    room.analyse(key)
    [bundle] = room.observations.between(ATTEMPT_ID, 0, 10**13)
    assert bundle.digest == upload_digest(split_bundle(room.frames.uploads[key].body))


def test_what_is_kept_as_evidence_leads_to_the_digest_of_its_upload(room: Invigilation) -> None:
    room.analyse(room.upload(*[2] * 8))
    bundles = room.observations.between(ATTEMPT_ID, 0, 10**13)
    proof = compare(bundles, make_seal(bundles, NOW_MS), is_final=True)
    kept = [evidence for violation in room.found for evidence in violation.evidence]
    assert kept
    for evidence in kept:
        picture = room.frames.evidence[evidence.key]
        assert proof.finding(evidence, picture) is Finding.UNCHANGED
        assert proof.finding(evidence, picture + b"x") is Finding.CHANGED


def test_after_the_hand_in_nothing_more_is_judged(room: Invigilation) -> None:
    room.attempts._attempts[ATTEMPT_ID] = attempt(  # noqa: SLF001 - as an earlier call left it
        state=AttemptState.SUBMITTED, submitted_at=NOW + timedelta(minutes=5)
    )
    assert room.analyse(room.upload(*[2] * 8, after_s=600)) is Misfit.AFTER_THE_END
    assert kinds(room) == [Kind.EVIDENCE_TAMPERED]


def test_of_a_student_exempt_of_the_kind_no_hint_is_left(room: Invigilation) -> None:
    room.attempts.exempt(ATTEMPT_ID, {Kind.EVIDENCE_TAMPERED})
    room.analyse(room.upload(*[2] * 8, arrived_s=HOUR_S // 2))
    assert room.found == ()
