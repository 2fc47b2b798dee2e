"""Names, numbers and titles that were written to deceive, over HTTP and into mails and files."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from chalicelib.bootstrap import Collaborators
from chalicelib.services.ports import Email
from tests.integration.core.room import Room, roster_content

FIRST = {"if-match": '"0"'}
DOUBLES = (
    "11А2-03",
    "11Α2-03",
    "１１Ａ２－０３",
    "11A2\u201103",
    "\u202e11A2-03\u200b",
    " 11a2-03",
)
"""Cyrillic, Greek, wide letters, another dash, what nobody sees, another case."""


@pytest.mark.parametrize("number", DOUBLES)
def test_a_number_that_looks_the_same_opens_no_second_attempt(room: Room, number: str) -> None:
    first = room.join_with("Nguyễn An", "11A2-03")
    decomposed = unicodedata.normalize("NFD", "Nguyễn  An\u200b")
    again = room.join_with(decomposed, number)
    assert (again.status, again.body["attempt_id"]) == (200, first.body["attempt_id"])
    assert room.join_with("Trần Bình", number).code == "student_number_taken"


@pytest.mark.parametrize("number", DOUBLES)
def test_a_number_that_looks_the_same_finds_its_line_on_the_list(room: Room, number: str) -> None:
    room.call("PUT", "/roster", roster_content("11A2-03"), headers=FIRST)
    assert room.join_with("Ai đó", number).body["student_number"] == "11A2-03"


def test_two_lines_of_a_list_that_look_the_same_are_one_too_many(room: Room) -> None:
    answer = room.call("PUT", "/roster", roster_content("11A2", "11А2"), headers=FIRST)
    assert answer.problems == [("entries[1].student_number", "duplicate_number")]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Nguyễn Аn", "mixed_alphabets"), ("\u202e\u200b", "required"), ("A" * 101, "too_long")],
)
def test_a_name_that_deceives_is_refused(room: Room, name: str, code: str) -> None:
    assert room.join_with(name, "S1").problems == [("student_name", code)]


def test_a_name_is_kept_as_it_is_seen(room: Room) -> None:
    entered = room.join_with("\u202eAn\u202c\r\nBcc: a@b.example\x00", "S\x1b1")
    assert entered.body["student_name"] == "An Bcc: a@b.example"
    assert entered.body["student_number"] == "S1"


@pytest.mark.parametrize(
    "number", ["../../etc/passwd", 'a"; filename=b.exe', "a\\b\r\nX: y", "%2e"]
)
def test_a_number_leads_no_file_astray(room: Room, number: str) -> None:
    attempt_id = room.join_with("An", number).body["attempt_id"]
    offered = room.call("POST", f"/attempts/{attempt_id}/report").body
    assert not set('\\/:*?"<>|\r\n') & set(offered["file_name"])
    told = httpx.get(offered["url"], trust_env=False).headers["content-disposition"]
    assert told.startswith("attachment; filename*=UTF-8''")
    assert not set('";\r\n/\\') & set(told.partition("''")[2])
    assert "passwd" not in offered["url"].partition("?")[0]


@pytest.mark.parametrize("where", ["to", "subject", "copies_to"])
def test_no_header_is_smuggled_into_a_mail(world: Collaborators, where: str) -> None:
    smuggled = "a@b.example\r\nBcc: spy@c.example"
    mail = Email("a@b.example", "a", "a", "a")
    changed: dict[str, Any] = {where: (smuggled,) if where == "copies_to" else smuggled}
    with pytest.raises(ValueError, match="linefeed"):
        world.mailer.send(replace(mail, **changed))


def test_names_of_any_length_in_an_address_are_not_found(room: Room) -> None:
    for name in ("a" * 5_000, "%00", "..%2f..%2f", "ă" * 1_500, "\u202e", "#" * 3_000):
        for path in (f"/exams/{quote(name, safe='%')}", f"/rooms/{quote(name, safe='%')}"):
            assert room.api.call("GET", path, token=room.token).status in {400, 404, 429}, path


def test_a_body_that_is_nested_without_end_is_unreadable(room: Room) -> None:
    for deep in ("[" * 200_000, '{"a":' * 200_000, '{"questions":' + "[" * 200_000):
        answer = room.api.call("POST", "/exams", deep.encode(), token=room.token)
        assert answer.status == 400


def test_numbers_that_no_store_holds_are_refused(room: Room) -> None:
    attempt = room.join()
    question = attempt.page["paper"][0]["question_id"]
    for sequence in (10**40, -(10**40), 2**63):
        answer = {"choice_id": None, "sequence": sequence, "answered_ms": 1}
        assert attempt.call("PUT", f"/answers/{question}", answer).status == 400
