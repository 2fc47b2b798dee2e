"""
A deploy in the middle of an exam: a page that was loaded before it goes on with the new API.

What the page sends and what it reads of the answers is written down as it was in November 2026,
on purpose: a field that comes to be needed, or one that goes, fails here.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.integration.core.api_client import Answer
from tests.integration.core.room import Attempt, Room, now_ms

READS_ATTEMPT: Final = frozenset(
    [
        "attempt_id",
        "exam_id",
        "title",
        "room_name",
        "student_name",
        "student_number",
        "state",
        "started_at",
        "deadline",
        "server_time_ms",
        "paper",
        "answers",
        "upload",
        "score",
        "max_score",
        "receipt",
    ]
)
READS_HEARTBEAT: Final = frozenset({"state", "deadline", "server_time_ms", "upload"})
READS_POLICY: Final = frozenset(
    {"url", "fields", "key_prefix", "content_type", "max_bytes", "max_frames", "expires_at"}
)
READS_ROOM: Final = frozenset(
    [
        "exam_id",
        "title",
        "subject",
        "room_name",
        "room_code",
        "starts_at",
        "ends_at",
        "duration_minutes",
        "time_zone",
        "instructions",
        "question_count",
        "consent_version",
        "server_time_ms",
    ]
)


@pytest.fixture
def student(room: Room) -> Attempt:
    return room.join()


def read(answer: Answer, fields: frozenset[str]) -> dict[str, Any]:
    """Return what an old page reads of an answer; all of it must be there."""
    assert answer.status in {200, 201}, answer
    assert fields <= answer.body.keys()
    return {name: answer.body[name] for name in fields}


def test_the_door_is_entered_as_before(room: Room) -> None:
    shown = read(room.api.call("GET", f"/rooms/{room.code}"), READS_ROOM)
    body = {
        "student_name": "Nguyễn Văn An",
        "student_number": "SBD-CU-01",
        "consent_version": shown["consent_version"],
    }
    joined = room.api.call("POST", f"/rooms/{room.code}/attempts", body)
    read(joined, READS_ATTEMPT | {"attempt_token"})


def test_an_exam_is_written_to_its_end_as_before(student: Attempt) -> None:
    page = read(student.call("GET", ""), READS_ATTEMPT)
    asked = page["paper"][0]
    choice = asked["choices"][1]["choice_id"]
    path = f"/answers/{asked['question_id']}"
    kept = student.call("PUT", path, {"choice_id": choice, "sequence": 1, "answered_ms": now_ms()})
    assert (kept.status, kept.body["sequence"], kept.body["choice_id"]) == (200, 1, choice)
    beat = read(student.call("POST", "/heartbeat", {"camera": "on"}), READS_HEARTBEAT)
    assert beat["state"] == page["state"]
    assert beat["upload"].keys() >= READS_POLICY
    ended = read(student.call("POST", "/submit"), READS_ATTEMPT)
    assert ended["answers"][asked["question_id"]]["choice_id"] == choice
    assert ended["receipt"]


def test_a_lecturers_page_goes_on_by_asking_again_where_it_hears_nothing_live(room: Room) -> None:
    # It sends no access token: without one nobody can say whether its session still lives.
    assert room.call("POST", "/live-ticket", {}).status == 400
    read(room.call("GET", "/attempts"), frozenset({"items", "server_time_ms"}))
    read(room.call("GET", "/violations"), frozenset({"items"}))


def test_a_page_that_is_newer_than_the_api_is_understood(student: Attempt) -> None:
    asked = student.page["paper"][0]
    content = {"sequence": 1, "answered_ms": now_ms(), "choice_id": None, "of_tomorrow": [1]}
    assert student.call("PUT", f"/answers/{asked['question_id']}", content).status == 200
    beat = {"camera": "on", "of_tomorrow": {"more": True}}
    assert student.call("POST", "/heartbeat", beat).status == 200
