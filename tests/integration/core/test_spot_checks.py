"""Spot checks from the drawn moment to the report, over the HTTP API."""

from __future__ import annotations

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room
from tests.integration.core.spot_checks import due_for_spot_checks


def test_what_a_lecturer_says_stays_with_the_attempt_and_who_looked_is_noted(
    api: ApiClient, world: Collaborators, lecturer: SignedIn
) -> None:
    room = Room.opened(api, lecturer.id_token)
    student = room.join()
    moments = due_for_spot_checks(world, student.attempt_id)
    path = f"/attempts/{student.attempt_id}"

    found = room.call("GET", "/next-spot-check").body["check"]
    assert found["attempt_id"] == student.attempt_id
    assert [one["moment_ms"] for one in found["items"]] == [moments[-1]]

    decided = room.call(
        "POST", f"{path}/spot-checks", {"moment_ms": moments[-1], "verdict": "different"}
    )
    assert [one["verdict"] for one in decided.body["items"][-1]["verdicts"]] == ["different"]
    assert room.call("GET", "/next-spot-check").body["check"] is None

    review = room.call("GET", path).body
    assert [one["kind"] for one in review["violations"]] == ["different_person"]
    assert review["violations"][0]["evidence"]
    assert [one["kind"] for one in review["events"]] == ["spot_check"]
    looks = [one["kind"] for one in room.call("GET", f"{path}/accesses").body["items"]]
    assert sorted(looks) == ["identity", "review"]
    told = student.call("GET", "/stored-data").body
    assert sorted(one["kind"] for one in told["looks"]) == ["identity", "review"]


def test_a_word_that_is_none_and_a_moment_that_is_none_are_refused(
    api: ApiClient, world: Collaborators, lecturer: SignedIn
) -> None:
    room = Room.opened(api, lecturer.id_token)
    student = room.join()
    moments = due_for_spot_checks(world, student.attempt_id)
    path = f"/attempts/{student.attempt_id}/spot-checks"
    wrong = {"moment_ms": moments[0] + 1, "verdict": "same"}
    assert room.call("POST", path, wrong).status == 400
    assert room.call("POST", path, {"moment_ms": moments[0], "verdict": "guilty"}).status == 400


def test_the_student_learns_neither_when_nor_what_was_said(
    api: ApiClient, world: Collaborators, lecturer: SignedIn
) -> None:
    room = Room.opened(api, lecturer.id_token)
    student = room.join()
    moment_ms = due_for_spot_checks(world, student.attempt_id)[0]
    page = student.call("GET", "").body
    room.call(
        "POST",
        f"/attempts/{student.attempt_id}/spot-checks",
        {"moment_ms": moment_ms, "verdict": "same"},
    )
    after = student.call("GET", "").body
    assert str(moment_ms) not in str(page) + str(after)
    assert "spot" not in str(after)


def test_judging_anew_keeps_what_a_person_said(
    api: ApiClient, world: Collaborators, lecturer: SignedIn
) -> None:
    room = Room.opened(api, lecturer.id_token)
    student = room.join()
    moment_ms = due_for_spot_checks(world, student.attempt_id)[0]
    path = f"/attempts/{student.attempt_id}"
    room.call("POST", f"{path}/spot-checks", {"moment_ms": moment_ms, "verdict": "different"})
    student.call("POST", "/submit")
    room.call("POST", "/close")
    room.call("POST", "/rejudge", {"policy": "relaxed"})
    kinds = [one["kind"] for one in room.call("GET", path).body["violations"]]
    assert "different_person" in kinds
