"""What a lecturer set reads back as it was stored."""

from __future__ import annotations

import pytest

from chalicelib.adapters.tables.exam_settings import (
    exam_settings_from_text,
    exam_settings_to_text,
)
from chalicelib.domain.exam_settings import USUAL, ExamSettings, Reveal

EVERYTHING = ExamSettings(
    instructions="Được dùng máy tính cầm tay.",
    late_join_minutes=15,
    attempts_allowed=3,
    pass_mark=5.0,
    show_score=Reveal.AFTER_END,
    show_keys=Reveal.AT_ONCE,
    grace_seconds=300,
    shuffle_questions=True,
    shuffle_choices=True,
    student_sound=True,
    guardian_consent=True,
    student_card=True,
    draws={"Phần I": 10},
)


@pytest.mark.parametrize("settings", [USUAL, EVERYTHING])
def test_settings_read_back_as_they_were_stored(settings: ExamSettings) -> None:
    assert exam_settings_from_text(exam_settings_to_text(settings)) == settings


def test_an_exam_keeps_the_defaults_that_it_was_made_with() -> None:
    assert '"grace_seconds":60' in exam_settings_to_text(USUAL)
