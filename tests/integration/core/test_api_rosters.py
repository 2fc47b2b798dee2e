"""The class list over HTTP."""

from __future__ import annotations

import base64

from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, roster_content

FIRST = {"if-match": '"0"'}


def test_a_list_is_written_with_the_version_that_was_read(room: Room) -> None:
    written = room.call("PUT", "/roster", roster_content("S1", pin="4826"), headers=FIRST)
    assert written.headers["etag"] == '"1"'
    assert written.body == room.call("GET", "/roster").body
    [line] = written.body["entries"]
    assert (line["student_number"], line["has_pin"]) == ("S1", True)
    assert "pin" not in line


def test_a_list_without_a_version_is_refused(room: Room) -> None:
    answer = room.call("PUT", "/roster", roster_content("S1"))
    assert answer.problems == [("If-Match", "required")]


def test_a_list_over_a_newer_one_is_a_conflict(room: Room) -> None:
    room.call("PUT", "/roster", roster_content("S1"), headers=FIRST)
    answer = room.call("PUT", "/roster", roster_content("S2"), headers=FIRST)
    assert (answer.status, answer.code) == (409, "stale_version")


def test_a_faulty_line_is_named_by_its_place(room: Room) -> None:
    answer = room.call("PUT", "/roster", roster_content("S1", "s1 "), headers=FIRST)
    assert answer.problems == [("entries[1].student_number", "duplicate_number")]


def test_drawn_pins_are_shown_this_once(room: Room) -> None:
    room.call("PUT", "/roster", roster_content("S1", "S2"), headers=FIRST)
    drawn = room.call(
        "POST", "/roster/pins", {"student_numbers": None}, headers={"if-match": '"1"'}
    )
    assert [pin["student_number"] for pin in drawn.body["pins"]] == ["S1", "S2"]
    assert all(len(pin["pin"]) == 6 for pin in drawn.body["pins"])
    assert all(line["has_pin"] for line in drawn.body["roster"]["entries"])


def test_another_lecturer_does_not_find_the_list(
    room: Room, api: ApiClient, other_lecturer: SignedIn
) -> None:
    for method, path in (("GET", "roster"), ("GET", "refused-entries")):
        address = f"/exams/{room.exam_id}/{path}"
        assert api.call(method, address, token=other_lecturer.id_token).code == "exam_not_found"


def test_a_file_is_shown_before_anything_is_saved(
    api: ApiClient, lecturer: SignedIn, room: Room
) -> None:
    data = "SBD,Họ tên,Thêm giờ\nS1,Ánh,10%\n,Bình".encode()
    content = {"content_base64": base64.b64encode(data).decode()}
    preview = api.call("POST", "/roster-imports", content, token=lecturer.id_token).body
    [line] = preview["entries"]
    assert (line["student_name"], line["extra_percent"], line["pin"]) == ("Ánh", 10, None)
    assert [(p["line"], p["code"]) for p in preview["problems"]] == [(3, "no_student_number")]
    assert room.call("GET", "/roster").body == {"entries": [], "version": 0}


def test_the_template_is_a_workbook(api: ApiClient, lecturer: SignedIn) -> None:
    answer = api.call("GET", "/roster-template", token=lecturer.id_token).body
    assert answer["file_name"] == "danh-sach-lop.xlsx"
    assert base64.b64decode(answer["content_base64"]).startswith(b"PK")
