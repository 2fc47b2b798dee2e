"""Policies over HTTP: settings of an exam, previews, judging anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.observations import ObservationBundle
from tests.fakes.samples import stretch
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Attempt, Room, exam_content, now_ms

SETTINGS: dict[str, Any] = {
    "looking_away": {"threshold": 35.0, "severity": "medium"},
    "phone": {"enabled": False},
    "no_face": {"minimum_s": 8.0},
}
Absent = Callable[[Attempt, int], None]


@pytest.fixture
def be_absent(world: Collaborators) -> Absent:
    """Return a function that lets nobody be seen for some seconds."""

    def store(student: Attempt, seconds: int) -> None:
        start = now_ms() + 1_000
        name = FrameKey(student.attempt_id, start, 0).bundle
        seen = tuple(stretch(0, start_ms=start, seconds=seconds))
        world.observations.add(ObservationBundle(student.attempt_id, name, seen, "m-1"))

    return store


def test_an_exam_keeps_its_policy_settings(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.draft(api, lecturer.id_token, policy_settings=SETTINGS)
    assert room.exam["policy_settings"] == SETTINGS
    assert room.call("GET").body["policy_settings"] == SETTINGS
    room.call("PUT", "", exam_content(), headers={"if-match": '"1"'})
    assert room.call("GET").body["policy_settings"] == SETTINGS
    room.call("PUT", "", exam_content(policy_settings={}), headers={"if-match": '"2"'})
    assert room.call("GET").body["policy_settings"] == {}


def test_the_policy_alone_is_written_and_the_rest_stays(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.draft(api, lecturer.id_token, policy_settings=SETTINGS)
    rules = {"second_reviewer": True, "students_see": True, "students_explain": False}
    changed = room.call(
        "PUT",
        "/policy",
        {"policy": "strict", "review_rules": rules},
        headers={"if-match": '"1"'},
    )
    assert changed.body["policy"] == "strict"
    assert changed.body["policy_settings"] == SETTINGS
    room.call("PUT", "", exam_content(), headers={"if-match": '"2"'})
    assert room.call("GET").body["review_rules"] == rules


def test_every_wrong_setting_is_named(api: ApiClient, lecturer: SignedIn) -> None:
    wrong = {"evidence_tampered": {}, "no_face": {"minimum_s": 99, "threshold": 1}}
    refused = api.call(
        "POST", "/exams", exam_content(policy_settings=wrong), token=lecturer.id_token
    )
    assert (refused.status, refused.code) == (400, "invalid")
    assert {(p["path"], p["code"]) for p in refused.body["details"]["problems"]} == {
        ("policy_settings.evidence_tampered", "unknown"),
        ("policy_settings.no_face.minimum_s", "out_of_range"),
        ("policy_settings.no_face.threshold", "not_adjustable"),
    }


def test_a_kind_that_does_not_exist_is_malformed(api: ApiClient, lecturer: SignedIn) -> None:
    content = exam_content(policy_settings={"sneezing": {}})
    refused = api.call("POST", "/exams", content, token=lecturer.id_token)
    assert (refused.status, refused.code) == (400, "invalid")


def test_a_preview_says_whom_a_policy_would_flag(room: Room, be_absent: Absent) -> None:
    be_absent(room.join("An"), 4)
    be_absent(room.join("Bình"), 9)
    room.join("Chi")
    strict = room.call("POST", "/policy-preview", {"policy": "strict"})
    assert strict.body == {
        "students": 2,
        "flagged": 2,
        "by_kind": {"no_face": 2},
        "next_cursor": None,
    }
    milder = room.call("POST", "/policy-preview", {"policy": "strict", "policy_settings": SETTINGS})
    assert milder.body["flagged"] == 1
    assert room.call("GET", "/violations").body["items"] == []


def test_a_closed_exam_is_judged_anew(room: Room, be_absent: Absent) -> None:
    be_absent(room.join("An"), 4)
    room.join("Bình")
    refused = room.call("POST", "/rejudge", {"policy": "strict"})
    assert (refused.status, refused.code) == (409, "exam_state")
    room.call("POST", "/close")
    done = room.call("POST", "/rejudge", {"policy": "strict"})
    assert done.body == {
        "students": 1,
        "cameras": 0,
        "unseen": 1,
        "standing": 1,
        "superseded": 0,
        "next_cursor": None,
    }
    [found] = room.call("GET", "/violations").body["items"]
    assert (found["kind"], found["policy"]) == ("no_face", "strict")
    assert room.call("GET").body["policy"] == "strict"
    milder = room.call("POST", "/rejudge", {"policy": "relaxed"})
    assert (milder.body["standing"], milder.body["superseded"]) == (0, 1)
    assert room.call("GET", "/violations").body["items"] == []


def test_a_part_goes_on_after_its_cursor(room: Room, be_absent: Absent) -> None:
    students = sorted((room.join("An"), room.join("Bình")), key=lambda s: s.attempt_id)
    for student in students:
        be_absent(student, 9)
    answer = room.call(
        "POST",
        f"/policy-preview?cursor={students[0].attempt_id}",
        {"policy": "standard"},
    )
    assert (answer.body["students"], answer.body["next_cursor"]) == (1, None)
