"""A student sees the score when the exam says so, and the API keeps it until then."""

from __future__ import annotations

import pytest

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room


@pytest.mark.parametrize(
    ("when", "at_once", "after_end"),
    [("at_once", True, True), ("after_end", False, True), ("never", False, False)],
)
def test_the_score_is_shown_when_the_exam_says(
    api: ApiClient, lecturer: SignedIn, when: str, *, at_once: bool, after_end: bool
) -> None:
    room = Room.opened(api, lecturer.id_token, settings={"show_score": when, "pass_mark": 0})
    student = room.join()
    student.answer(0, 1)
    handed_in = student.call("POST", "/submit").body
    assert handed_in["score_shown"] == when
    assert (handed_in["score"] is not None) is at_once
    assert (handed_in["passed"] is not None) is at_once
    room.call("POST", "/close")
    later = student.call("GET", "").body
    assert (later["score"] is not None) is after_end
