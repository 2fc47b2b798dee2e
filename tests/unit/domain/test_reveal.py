"""When a student is shown what."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.exam_settings import Reveal
from chalicelib.domain.exam_states import ExamStage
from tests.fakes.samples import NOW, content, exam

AFTER = content().ends_at + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("when", "during", "after"),
    [
        (Reveal.AT_ONCE, True, True),
        (Reveal.AFTER_END, False, True),
        (Reveal.NEVER, False, False),
    ],
)
def test_what_is_shown_depends_on_the_exams_end(when: Reveal, *, during: bool, after: bool) -> None:
    running = exam(stage=ExamStage.PUBLISHED)
    assert (running.reveals(when, NOW), running.reveals(when, AFTER)) == (during, after)


def test_closing_by_hand_is_an_end() -> None:
    assert exam(stage=ExamStage.CLOSED).reveals(Reveal.AFTER_END, NOW)
