"""The moments of spot checks are drawn by chance, fixed for the server, unknown to the student."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.attempt_events import AttemptEvent, Detail, EventKind, EventSource, event_at
from chalicelib.domain.kinds import Kind
from chalicelib.domain.spot_checks import (
    NEAR_MS,
    PERIOD_MS,
    SETTLED_MS,
    Seal,
    Verdict,
    choose_picture,
    compared_ms,
    find_doubts,
    spot_moments,
    verdicts_on,
)
from tests.fakes.samples import NOW, NOW_MS, attempt, looking, seen

HOUR_MS = 60 * 60_000
WRITING = attempt(started_at=NOW, deadline=NOW + timedelta(hours=1))


def seal_under(key: str) -> Seal:
    return lambda text: hmac.new(key.encode(), text.encode(), "sha256").hexdigest()


SEAL = seal_under("the server's")
ALL = spot_moments(WRITING, NOW_MS + 2 * HOUR_MS, seal=SEAL)


def said(verdict: Verdict, moment_ms: int, *, at_ms: int) -> AttemptEvent:
    details: dict[str, Detail] = {
        "verdict": verdict.value,
        "moment_ms": moment_ms,
        "captured_ms": moment_ms,
        "by": "Cô Lan",
    }
    return event_at(at_ms, EventKind.SPOT_CHECK, EventSource.LECTURER, details)


def test_every_ten_minutes_of_writing_have_one_moment() -> None:
    assert [(moment - NOW_MS) // PERIOD_MS for moment in ALL] == list(range(6))


@given(st.integers(0, 2 * HOUR_MS))
def test_a_moment_is_known_once_it_has_passed_and_stays_what_it_was(after_ms: int) -> None:
    now_ms = NOW_MS + after_ms
    known = spot_moments(WRITING, now_ms, seal=SEAL)
    assert known == tuple(moment for moment in ALL if moment <= now_ms - SETTLED_MS)


def test_without_the_servers_key_other_moments_come_out() -> None:
    assert spot_moments(WRITING, NOW_MS + HOUR_MS, seal=seal_under("another")) != ALL
    other = replace(WRITING, attempt_id="f" * 32)
    assert spot_moments(other, NOW_MS + HOUR_MS, seal=SEAL) != ALL


def test_moments_lie_anywhere_in_their_ten_minutes() -> None:
    attempts = [replace(WRITING, attempt_id=f"{n:032x}") for n in range(200)]
    firsts = sorted(spot_moments(a, NOW_MS + HOUR_MS, seal=SEAL)[0] - NOW_MS for a in attempts)
    assert firsts[0] < PERIOD_MS * 0.05
    assert firsts[-1] > PERIOD_MS * 0.95
    assert max(later - earlier for earlier, later in pairwise(firsts)) < PERIOD_MS * 0.1


def test_none_is_due_before_the_start_after_the_hand_in_or_of_who_is_exempt() -> None:
    later_ms = NOW_MS + HOUR_MS
    assert spot_moments(replace(WRITING, started_at=None), later_ms, seal=SEAL) == ()
    exempt = replace(WRITING, exempt=frozenset({Kind.DIFFERENT_PERSON}))
    assert spot_moments(exempt, later_ms, seal=SEAL) == ()
    handed_in = replace(WRITING, submitted_at=NOW + timedelta(minutes=20))
    assert spot_moments(handed_in, later_ms, seal=SEAL) == ALL[:2]


def test_the_first_picture_of_one_face_stands_for_a_moment_else_any_else_none() -> None:
    nobody, face = seen(NOW_MS + 1_000, 0), looking(NOW_MS + 5_000)
    before, late = looking(NOW_MS - 1), looking(NOW_MS + NEAR_MS + 1)
    assert choose_picture([late, face, nobody, before], NOW_MS) == face
    assert choose_picture([late, nobody, before], NOW_MS) == nobody
    assert choose_picture([late, before], NOW_MS) is None


def test_every_word_is_kept_and_the_last_one_stands() -> None:
    moment, later = ALL[0], ALL[1]
    first = said(Verdict.DIFFERENT, moment, at_ms=NOW_MS + 1)
    then = said(Verdict.SAME, moment, at_ms=NOW_MS + 2)
    other = said(Verdict.DIFFERENT, later, at_ms=NOW_MS + 3)
    events = [then, other, first, event_at(NOW_MS, EventKind.COPIED, EventSource.PAGE)]
    assert verdicts_on(moment, events) == (first, then)
    assert compared_ms(events) == (moment, later)
    assert [doubt.started_ms for doubt in find_doubts(events)] == [later]
    assert find_doubts([*events, *events]) == find_doubts(reversed(events))


def test_what_nobody_can_tell_is_no_doubt() -> None:
    assert find_doubts([said(Verdict.UNCLEAR, ALL[0], at_ms=NOW_MS)]) == ()
