"""What is kept of a student is handed over, shown to them, and whoever looks is noted."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import httpx
import pytest

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.cards import JPEG
from tests.integration.core.conftest import SignedIn
from tests.integration.core.kept_exam import KeptExam, Student
from tests.integration.core.room import Room


@pytest.fixture(scope="module")
def kept(api: ApiClient, world: Collaborators, lecturer: SignedIn) -> KeptExam:
    return KeptExam.made(api, world, lecturer)


def handed_over(kept: KeptExam, student: Student) -> zipfile.ZipFile:
    answer = kept.room.call("POST", f"/attempts/{student.attempt.attempt_id}/data")
    assert answer.status == 201, answer
    body = httpx.get(answer.body["url"], trust_env=False).raise_for_status().content
    return zipfile.ZipFile(io.BytesIO(body))


def test_a_students_data_is_whole_and_holds_nobody_elses(kept: KeptExam) -> None:
    student, other = kept.students
    archive = handed_over(kept, student)
    data: dict[str, Any] = json.loads(archive.read("data.json"))
    [attempt] = data["attempts"]
    assert attempt["attempt"]["student"] == {"name": student.name, "number": student.number}
    assert len(attempt["attempt"]["answers"]) == 1
    assert {one["kind"] for one in attempt["events"]} == {"page_left", "spot_check"}
    assert len(attempt["violations"]) == len(attempt["observations"]) == 1
    assert data["listed"]["number"] == student.number
    assert {act["kind"] for act in data["acts"]} == {"message", "mark"}
    text = json.dumps(data)
    assert other.attempt.attempt_id not in text
    assert other.number not in text
    assert "pin_seal" not in text


def test_the_face_and_the_card_at_the_start_are_handed_over_and_what_it_all_is(
    kept: KeptExam,
) -> None:
    student = kept.students[0]
    archive = handed_over(kept, student)
    pictures = [name for name in archive.namelist() if name.startswith("pictures/")]
    # The violation's picture was discarded before; what is there is the newest version.
    assert [archive.read(name) for name in pictures] == [JPEG, *[b"another version of it"] * 2]
    assert {"README.txt", "DOC-TRUOC.txt"} <= set(archive.namelist())


def test_whoever_looks_is_noted_once_an_hour(kept: KeptExam, lecturer: SignedIn) -> None:
    path = f"/attempts/{kept.students[1].attempt.attempt_id}"
    for _ in range(3):
        kept.room.call("GET", path)
    handed_over(kept, kept.students[1])
    seen = kept.room.call("GET", f"{path}/accesses").body["items"]
    # The hour may turn meanwhile; the report was made with the exam.
    assert {one["kind"] for one in seen} == {"review", "report", "data"}
    assert len(seen) <= 4
    assert {one["lecturer"]["email"] for one in seen} == {lecturer.email}


@pytest.mark.parametrize("path", ["/violations", "/frames?attempts={0}"])
def test_whoever_opens_the_room_is_noted_for_those_who_were_in_it(
    path: str, lecturer: SignedIn, room: Room
) -> None:
    student = room.join()
    looks = f"/attempts/{student.attempt_id}/accesses"
    assert room.call("GET", looks).body["items"] == []
    assert student.call("GET", "/stored-data").body["looks"] == []
    for _ in range(2):
        assert room.call("GET", path.format(student.attempt_id)).status == 200
    seen = room.call("GET", looks).body["items"]
    assert {(one["kind"], one["lecturer"]["email"]) for one in seen} == {("room", lecturer.email)}
    assert len(seen) <= 2, "once, or twice where the hour turned"
    told = student.call("GET", "/stored-data").body["looks"]
    assert {one["kind"] for one in told} == {"room"}


def test_another_lecturer_gets_neither_data_nor_accesses(
    kept: KeptExam, api: ApiClient, other_lecturer: SignedIn
) -> None:
    path = f"/exams/{kept.room.exam_id}/attempts/{kept.students[0].attempt.attempt_id}"
    token = other_lecturer.id_token
    assert api.call("POST", f"{path}/data", token=token).code == "exam_not_found"
    assert api.call("GET", f"{path}/accesses", token=token).code == "exam_not_found"


def test_a_student_learns_what_is_stored_and_until_when(kept: KeptExam, lecturer: SignedIn) -> None:
    student = kept.students[0]
    stored = student.attempt.call("GET", "/stored-data").body
    assert (stored["student_name"], stored["student_number"]) == (student.name, student.number)
    assert stored["consent_version"] == kept.room.notice
    assert stored["agreed_at"] < stored["frames_until"] < stored["evidence_until"]
    assert {one["kind"] for one in stored["looks"]} >= {"report"}
    assert lecturer.email not in json.dumps(stored)


def own_copy(student: Student) -> dict[str, Any]:
    answer = student.attempt.call("POST", "/data")
    assert answer.status == 201, answer
    body = httpx.get(answer.body["url"], trust_env=False).raise_for_status().content
    data: dict[str, Any] = json.loads(zipfile.ZipFile(io.BytesIO(body)).read("data.json"))
    return data


def test_a_students_own_copy_names_neither_lecturers_nor_other_students(
    kept: KeptExam, lecturer: SignedIn
) -> None:
    student, other = kept.students
    data = own_copy(student)
    assert data["attempt"]["student"] == {"name": student.name, "number": student.number}
    assert [one["kind"] for one in data["events"]] == ["page_left"]
    assert {act["kind"] for act in data["acts"]} == {"message", "mark"}
    assert len(data["observations"]) == 1
    text = json.dumps(data, ensure_ascii=False)
    told = (lecturer.email, lecturer.lecturer.lecturer_id, other.attempt.attempt_id, other.number)
    assert [word for word in told if word in text] == []


def test_a_students_own_copy_holds_what_was_confirmed_and_nothing_open(kept: KeptExam) -> None:
    student = kept.students[1]
    version = {"if-match": f'"{kept.room.call("GET").body["version"]}"'}
    rules = {"review_rules": {"students_see": True}}
    assert kept.room.call("PUT", "/policy", rules, headers=version).status == 200
    assert own_copy(student)["findings"] == []
    path = f"/attempts/{student.attempt.attempt_id}"
    [found] = kept.room.call("GET", path).body["violations"]
    confirm = {"act": "confirm", "note": "Xem lúc 9 giờ."}
    kept.room.call("POST", f"{path}/violations/{found['violation_id']}/review", confirm)
    data = own_copy(student)
    assert [one["kind"] for one in data["findings"]] == [found["kind"]]
    assert "Xem lúc 9 giờ." not in json.dumps(data, ensure_ascii=False)


def test_while_the_exam_lasts_no_copy_is_handed_out(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.opened(api, lecturer.id_token)
    student = room.join()
    assert student.call("POST", "/data").code == "data_not_ready"
    student.call("POST", "/submit")
    assert student.call("POST", "/data").code == "data_not_ready"
    assert student.call("GET", "/stored-data").body["is_ready"] is False
    room.call("POST", "/close")
    assert student.call("POST", "/data").status == 201
    assert student.call("GET", "/stored-data").body["is_ready"] is True


def test_a_score_that_is_not_shown_is_in_no_copy(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.opened(api, lecturer.id_token, settings={"show_score": "never"})
    student = room.join()
    student.call("POST", "/submit")
    room.call("POST", "/close")
    answer = student.call("POST", "/data")
    body = httpx.get(answer.body["url"], trust_env=False).content
    data = json.loads(zipfile.ZipFile(io.BytesIO(body)).read("data.json"))
    assert data["attempt"]["score"] is None
