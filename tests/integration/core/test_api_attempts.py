"""What the API says to a student beyond the smooth way."""

from __future__ import annotations

import pytest

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, now_ms


def test_who_joins_again_gets_the_same_attempt_and_200(room: Room) -> None:
    first = room.join_with("An", "SBD001")
    again = room.join_with("an", "sbd001")
    assert (first.status, again.status) == (201, 200)
    assert first.body["attempt_id"] == again.body["attempt_id"]


def test_another_name_under_the_number_is_refused(room: Room) -> None:
    room.join_with("An", "SBD001")
    refused = room.join_with("Bình", "SBD001")
    assert (refused.status, refused.code) == (409, "student_number_taken")


def test_without_consent_nobody_joins(room: Room) -> None:
    refused = room.join_with("An", "SBD001", consent="none")
    assert (refused.status, refused.code) == (409, "consent_missing")


def test_only_where_the_exam_says_so_a_student_may_be_heard(
    api: ApiClient, lecturer: SignedIn, room: Room
) -> None:
    heard = Room.opened(api, lecturer.id_token, settings={"student_sound": True})
    for one, sound in ((heard, True), (room, False)):
        shown = api.call("GET", f"/rooms/{one.code}").body
        joined = one.join_with("An", "SBD001", consent=shown["consent_version"]).body
        assert (shown["sound"], joined["sound"]) == (sound, sound)


def test_a_nameless_student_is_told_both_faults(room: Room) -> None:
    refused = room.join_with(" ", "")
    assert refused.problems == [("student_name", "required"), ("student_number", "required")]


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{spaced}"])
def test_a_room_is_found_as_people_type_its_code(api: ApiClient, room: Room, typed: str) -> None:
    spaced = f"{room.code[:3]}%20{room.code[3:]}"
    path = typed.format(code=room.code, lower=room.code.lower(), spaced=spaced)
    assert api.call("GET", f"/rooms/{path}").body["exam_id"] == room.exam_id


def test_an_unknown_room_is_not_found_and_named_as_typed(api: ApiClient) -> None:
    refused = api.call("GET", "/rooms/%7Bx%7D%22")
    assert (refused.status, refused.code) == (404, "room_not_found")
    assert '{x}"' in refused.body["message"]


def test_a_reloaded_page_shows_the_newest_answers(room: Room) -> None:
    student = room.join()
    for choice, sequence in ((0, 1), (1, 3), (0, 2)):
        student.answer(0, choice, sequence)
    asked = student.page["paper"][0]
    kept = {"choice_id": asked["choices"][1]["choice_id"], "sequence": 3}
    answers = student.call("GET", "").body["answers"]
    assert set(answers) == {asked["question_id"]}
    assert answers[asked["question_id"]].items() >= kept.items()


def test_a_question_of_another_paper_is_not_found(room: Room) -> None:
    content = {"choice_id": None, "sequence": 0, "answered_ms": now_ms()}
    refused = room.join().call("PUT", "/answers/q9", content)
    assert (refused.status, refused.code) == (404, "question_not_found")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sequence": -1}, ("sequence", "out_of_range")),
        ({"sequence": 10**40}, ("sequence", "out_of_range")),
        ({"choice_id": "c" * 65}, ("choice_id", "too_long")),
        ({"answered_ms": -1}, ("answered_ms", "out_of_range")),
        ({"answered_ms": 10**13}, ("answered_ms", "out_of_range")),
    ],
)
def test_each_fault_of_an_answer_is_named(
    room: Room, changes: dict[str, object], problem: tuple[str, str]
) -> None:
    student = room.join()
    content = {"choice_id": None, "sequence": 0, "answered_ms": now_ms(), **changes}
    question_id = student.page["paper"][0]["question_id"]
    refused = student.call("PUT", f"/answers/{question_id}", content)
    assert (refused.status, refused.problems) == (400, [problem])


def test_handing_in_scores_once_and_takes_no_more_answers(room: Room) -> None:
    student = room.join()
    student.answer(1, 1)
    first = student.call("POST", "/submit").body
    again = student.call("POST", "/submit").body
    assert (first["score"], first["max_score"], first["state"]) == (2, 3, "submitted")
    assert first["receipt"] == again["receipt"]
    refused = student.answer(0, 1)
    assert (refused.status, refused.code) == (409, "attempt_over")


def test_the_heartbeat_says_that_an_attempt_is_over(room: Room) -> None:
    student = room.join()
    student.call("POST", "/submit")
    assert student.call("POST", "/heartbeat", {"camera": "on"}).body["state"] == "submitted"


def test_an_unknown_camera_state_is_malformed(room: Room) -> None:
    refused = room.join().call("POST", "/heartbeat", {"camera": "broken"})
    assert refused.problems == [("camera", "malformed")]


def test_who_writes_goes_on_after_the_room_closed(room: Room) -> None:
    student = room.join()
    room.call("POST", "/close")
    assert student.answer(0, 1).status == 200
    assert room.join_with("Bình", "SBD002").code == "room_not_found"


def test_joining_again_under_one_key_gives_the_same_attempt_and_token(room: Room) -> None:
    first, again = (room.join_with("An", "SBD001", key="k1") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert again.body["attempt_token"] == first.body["attempt_token"]
    other = room.join_with("An", "SBD001", key="k2")
    assert (other.status, other.body["device"]) == (200, 2)


def test_a_key_that_is_too_long_is_refused(room: Room) -> None:
    refused = room.join_with("An", "SBD001", key="k" * 201)
    assert refused.problems == [("Idempotency-Key", "too_long")]


def test_the_heartbeat_shows_what_the_first_device_sent_late(room: Room) -> None:
    student, chosen_ms = room.join(), now_ms()
    name, number = student.page["student_name"], student.page["student_number"]
    second = room.join_with(name, number).body
    asked = student.page["paper"][0]
    late = {"choice_id": asked["choices"][0]["choice_id"], "answered_ms": chosen_ms}
    path = f"/attempts/{student.attempt_id}"
    student.call("PUT", f"/answers/{asked['question_id']}", {**late, "sequence": 1})
    beat = room.api.call(
        "POST", f"{path}/heartbeat", {"camera": "on"}, token=second["attempt_token"]
    ).body
    assert [one["choice_id"] for one in beat["earlier_answers"].values()] == [late["choice_id"]]
