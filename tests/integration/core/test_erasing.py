"""What was erased is nowhere any more, and what was not asked for stays."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.domain.erasures import fingerprint_of
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.kept_exam import KeptExam, Student, found_anywhere, look_again
from tests.integration.core.queues import Invoke

Find = Callable[..., list[str]]


@pytest.fixture
def kept(api: ApiClient, world: Collaborators, lecturer: SignedIn) -> KeptExam:
    return KeptExam.made(api, world, lecturer)


@pytest.fixture
def find(environment: dict[str, str]) -> Find:
    return lambda *words: found_anywhere(environment, *words)


@pytest.fixture
def erase(world: Collaborators, invoke: Callable[[str], Invoke]) -> Callable[[], None]:
    def both_looks() -> None:
        assert invoke("erase_data")({})["failed"] == 0
        look_again(world)

    return both_looks


def words_of(student: Student) -> tuple[str, str]:
    return student.attempt.attempt_id, student.number


def places(found: list[str]) -> set[str]:
    """The tables, and the folders of the bucket, that hold something."""
    return {
        words[1].split("/")[0] if (words := one.split())[0].endswith("frames") else words[0]
        for one in found
    }


def test_the_exam_left_something_of_a_student_in_every_place(kept: KeptExam, find: Find) -> None:
    found = places(find(*words_of(kept.students[0])))
    assert {place.rpartition("-")[2] for place in found} == {
        "admissions",
        "alerts",
        "attempts",
        "connections",
        "uploads",  # card-uploads/
        "evidence",
        "exams",
        "frames",
        "observations",
        "reports",
        "violations",
    }


def test_of_an_erased_student_nothing_is_left_anywhere(
    kept: KeptExam, find: Find, erase: Callable[[], None]
) -> None:
    gone, stays = kept.students
    before = len(find(*words_of(stays)))
    assert kept.ask_to_erase(gone).status == 202
    erase()
    assert find(*words_of(gone)) == []
    exams = [one for one in find(gone.name) if kept.room.exam_id in one]
    assert exams == []
    assert len(find(*words_of(stays))) == before


def test_of_an_erased_exam_nothing_is_left_anywhere(
    kept: KeptExam, find: Find, erase: Callable[[], None]
) -> None:
    words = [kept.room.exam_id, *(word for one in kept.students for word in words_of(one))]
    assert kept.ask_to_erase().status == 202
    assert kept.room.call("GET").code == "exam_not_found"
    erase()
    assert find(*words) == []


def test_the_receipt_says_what_and_how_much_and_names_no_student(
    kept: KeptExam, erase: Callable[[], None], api: ApiClient, lecturer: SignedIn
) -> None:
    gone = kept.students[0]
    asked = kept.ask_to_erase(gone).body
    assert (asked["state"], asked["total"], asked["done"]) == ("waiting", 1, 0)
    erase()
    path = f"/erasures/{asked['erasure_id']}"
    receipt = api.call("GET", path, token=lecturer.id_token).body
    assert (receipt["state"], receipt["done"]) == ("done", 1)
    assert receipt["fingerprint"] == fingerprint_of(gone.attempt.attempt_id)
    # Two versions of three pictures, a report, a card and its upload; the marker of the one that
    # was deleted is none.
    assert receipt["erased"]["pictures"] == 11
    assert receipt["erased"]["observations"] == 3
    assert receipt["erased"]["violations"] == 2
    assert all(word not in json.dumps(receipt) for word in words_of(gone))
    assert gone.name not in json.dumps(receipt, ensure_ascii=False)


def test_a_picture_that_was_under_way_is_gone_after_the_second_look(
    kept: KeptExam, world: Collaborators, find: Find, invoke: Callable[[str], Invoke]
) -> None:
    gone = kept.students[0]
    kept.ask_to_erase(gone)
    invoke("erase_data")({})
    late = f"frames/{gone.attempt.attempt_id}/late.mjpg"
    world.frames.keep(late, b"a picture that came late")
    assert any("late.mjpg" in one for one in find(gone.attempt.attempt_id))
    look_again(world)
    assert find(gone.attempt.attempt_id) == []


def test_a_wrong_number_erases_nothing(kept: KeptExam) -> None:
    first, second = kept.students
    path = f"/attempts/{first.attempt.attempt_id}/erasure"
    answer = kept.room.call("POST", path, {"confirmation": second.number})
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.body["details"]["problems"][0]["code"] == "differs"


def test_another_lecturers_receipt_is_not_found(
    kept: KeptExam, api: ApiClient, other_lecturer: SignedIn
) -> None:
    path = f"/erasures/{kept.ask_to_erase(kept.students[0]).body['erasure_id']}"
    assert api.call("GET", path, token=other_lecturer.id_token).code == "erasure_not_found"
