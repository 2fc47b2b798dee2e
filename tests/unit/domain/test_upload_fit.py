"""Whose times cannot be right, and how hints of it fold."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.attempts import Attempt, AttemptState
from chalicelib.domain.kinds import Kind
from chalicelib.domain.supervision import Supervision
from chalicelib.domain.upload_fit import (
    CLOCK_ALLOWANCE,
    FOLD_MS,
    LONGEST_WAIT,
    Misfit,
    find_misfit,
    hint_at,
)
from chalicelib.domain.violations import reconcile
from tests.fakes.samples import ATTEMPT_ID, NOW, NOW_MS, attempt, violation

DEADLINE = attempt().deadline
GRACE = timedelta(seconds=attempt().grace_seconds)
JUST = timedelta(milliseconds=1)


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


def misfit(
    of: Attempt, captured: datetime, *, arrived: datetime | None = None, lasts_ms: int = 0
) -> Misfit | None:
    first = ms(captured)
    return find_misfit(of, (first, first + lasts_ms), ms(arrived or captured))


def submitted(at: datetime, **changes: Any) -> Attempt:
    return attempt(state=AttemptState.SUBMITTED, submitted_at=at, **changes)


@pytest.mark.parametrize(
    ("captured", "why"),
    [
        (NOW - CLOCK_ALLOWANCE - JUST, Misfit.BEFORE_JOINING),
        (NOW - CLOCK_ALLOWANCE, None),
        (DEADLINE + GRACE + CLOCK_ALLOWANCE, None),
        (DEADLINE + GRACE + CLOCK_ALLOWANCE + JUST, Misfit.AFTER_THE_END),
    ],
)
def test_pictures_are_taken_between_joining_and_the_deadline(
    captured: datetime, why: Misfit | None
) -> None:
    assert misfit(attempt(), captured) is why


@pytest.mark.parametrize(
    ("late", "why"),
    [
        (-CLOCK_ALLOWANCE - JUST, Misfit.AHEAD_OF_ARRIVAL),
        (-CLOCK_ALLOWANCE, None),
        (LONGEST_WAIT, None),
        (LONGEST_WAIT + JUST, Misfit.LONG_BEFORE_ARRIVAL),
    ],
)
def test_pictures_arrive_neither_before_they_are_taken_nor_long_after(
    late: timedelta, why: Misfit | None
) -> None:
    captured = NOW + timedelta(minutes=10)
    assert misfit(attempt(), captured, arrived=captured + late) is why


def test_the_last_picture_of_an_upload_counts_too() -> None:
    captured = NOW + CLOCK_ALLOWANCE
    assert misfit(attempt(), captured, arrived=NOW, lasts_ms=1) is Misfit.AHEAD_OF_ARRIVAL


def test_nothing_is_taken_long_after_the_hand_in() -> None:
    handed_in = submitted(NOW + timedelta(minutes=5))
    late = NOW + timedelta(minutes=5) + GRACE + CLOCK_ALLOWANCE + JUST
    assert misfit(handed_in, late) is Misfit.AFTER_THE_END


def test_a_page_that_has_not_heard_that_a_lecturer_ended_it_goes_on_in_good_faith() -> None:
    ended = submitted(NOW + timedelta(minutes=5), supervision=Supervision(ended_for="ốm"))
    assert misfit(ended, DEADLINE) is None


def test_while_the_clock_stands_no_end_is_known() -> None:
    paused = attempt(supervision=Supervision(paused_at=NOW))
    assert misfit(paused, DEADLINE + timedelta(hours=1)) is None


def test_a_hint_stands_at_the_arrival() -> None:
    hint = hint_at(NOW_MS, ())
    assert (hint.kind, hint.started_ms, hint.ended_ms) == (Kind.EVIDENCE_TAMPERED, NOW_MS, NOW_MS)


@pytest.mark.parametrize("apart", [-FOLD_MS, 0, FOLD_MS])
def test_hints_nearby_are_one(apart: int) -> None:
    first = violation(Kind.EVIDENCE_TAMPERED, NOW_MS, ended_ms=NOW_MS)
    changes = reconcile(
        [first],
        [hint_at(NOW_MS + apart, [first])],
        attempt_id=ATTEMPT_ID,
        exam_id="exam-1",
        policy="standard",
    )
    [stands] = changes.applied_to([first])
    assert (stands.started_ms, stands.ended_ms) == (
        min(NOW_MS, NOW_MS + apart),
        max(NOW_MS, NOW_MS + apart),
    )


def test_a_hint_long_after_another_is_one_of_its_own() -> None:
    first = violation(Kind.EVIDENCE_TAMPERED, NOW_MS, ended_ms=NOW_MS)
    later = NOW_MS + FOLD_MS + 1
    assert hint_at(later, [first]).started_ms == later


def test_hints_do_not_reach_to_other_kinds_nor_to_what_was_superseded() -> None:
    gone = replace(violation(Kind.EVIDENCE_TAMPERED, NOW_MS), superseded_by="strict")
    others = [violation(Kind.NO_FACE, NOW_MS), gone]
    later = NOW_MS + 60_000
    assert hint_at(later, others).started_ms == later
