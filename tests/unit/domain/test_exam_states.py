"""Where an exam stands, and what may be done with it there: row by row."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest

from chalicelib.domain.errors import ExamStateError
from chalicelib.domain.exam_content import ExamContent
from chalicelib.domain.exam_settings import ExamSettings
from chalicelib.domain.exam_states import ALLOWED, ExamStage, ExamState, ExamStep
from tests.fakes.samples import NOW, exam

BEFORE = NOW - timedelta(seconds=1)
AFTER = NOW + timedelta(hours=2)
"""The sample exam is open for the two hours from NOW on."""
MOMENTS: dict[ExamState, tuple[ExamStage, datetime]] = {
    ExamState.DRAFT: (ExamStage.DRAFT, NOW),
    ExamState.PUBLISHED: (ExamStage.PUBLISHED, BEFORE),
    ExamState.OPEN: (ExamStage.PUBLISHED, NOW),
    ExamState.CLOSED: (ExamStage.PUBLISHED, AFTER),
    ExamState.ARCHIVED: (ExamStage.ARCHIVED, NOW),
}
STEPS = {
    ExamState.DRAFT: {"publish", "open", "change_code", "delete", "share"},
    ExamState.PUBLISHED: {"withdraw", "open", "change_code", "share"},
    ExamState.OPEN: {"close", "change_code", "share", "erase_student"},
    ExamState.CLOSED: {
        "open",
        "rejudge",
        "correct",
        "archive",
        "share",
        "erase_student",
        "erase",
    },
    ExamState.ARCHIVED: {"restore", "erase_student", "erase"},
}
AT_ANY_TIME = {
    "title",
    "subject",
    "room_name",
    "ends_at",
    "review_rules",
    "settings.instructions",
    "settings.late_join_minutes",
    "settings.attempts_allowed",
    "settings.pass_mark",
    "settings.show_score",
    "settings.show_keys",
}
EVERYTHING = {
    "questions",
    *(one.name for one in fields(ExamContent) if one.name != "settings"),
    *(f"settings.{one.name}" for one in fields(ExamSettings)),
}
CHANGES = {
    ExamState.DRAFT: EVERYTHING,
    ExamState.PUBLISHED: EVERYTHING,
    ExamState.OPEN: AT_ANY_TIME,
    ExamState.CLOSED: AT_ANY_TIME,
    ExamState.ARCHIVED: set(),
}


@pytest.mark.parametrize(
    ("stage", "now", "state"),
    [
        (ExamStage.DRAFT, BEFORE, ExamState.DRAFT),
        (ExamStage.DRAFT, AFTER, ExamState.DRAFT),
        (ExamStage.PUBLISHED, BEFORE, ExamState.PUBLISHED),
        (ExamStage.PUBLISHED, NOW, ExamState.OPEN),
        (ExamStage.PUBLISHED, AFTER - timedelta(microseconds=1), ExamState.OPEN),
        (ExamStage.PUBLISHED, AFTER, ExamState.CLOSED),
        (ExamStage.CLOSED, NOW, ExamState.CLOSED),
        (ExamStage.CLOSED, AFTER, ExamState.CLOSED),
        (ExamStage.ARCHIVED, NOW, ExamState.ARCHIVED),
    ],
)
def test_the_clock_moves_a_published_exam_and_no_other(
    stage: ExamStage, now: datetime, state: ExamState
) -> None:
    assert exam(stage=stage).state(now) is state


@pytest.mark.parametrize("state", ExamState)
def test_the_table_has_a_row_for_every_state(state: ExamState) -> None:
    assert ALLOWED[state].steps == STEPS[state]
    assert ALLOWED[state].changes == CHANGES[state]


@pytest.mark.parametrize("state", ExamState)
@pytest.mark.parametrize("step", ExamStep)
def test_a_step_passes_where_the_table_has_it_and_is_named_elsewhere(
    state: ExamState, step: ExamStep
) -> None:
    stage, now = MOMENTS[state]
    if step in STEPS[state]:
        exam(stage=stage).require(step, now)
        return
    with pytest.raises(ExamStateError) as caught:
        exam(stage=stage).require(step, now)
    assert caught.value.details == {"state": state.value, "step": step.value}


@pytest.mark.parametrize(
    ("state", "received", "admitted"),
    [
        (ExamState.DRAFT, False, False),
        (ExamState.PUBLISHED, True, False),
        (ExamState.OPEN, True, True),
        (ExamState.CLOSED, False, False),
        (ExamState.ARCHIVED, False, False),
    ],
)
def test_students_wait_when_it_is_published_and_start_when_it_is_open(
    state: ExamState, *, received: bool, admitted: bool
) -> None:
    stage, now = MOMENTS[state]
    one = exam(stage=stage)
    assert (one.receives(now), one.admits(now), one.holds_code(now)) == (
        received,
        admitted,
        received,
    )
