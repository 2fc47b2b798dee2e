"""A lecturer's bank of questions over the API and the store."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.room import Room, bank_content, exam_content


class Bank:
    def __init__(self, api: ApiClient, token: str) -> None:
        self._api = api
        self._token = token

    def call(self, method: str, path: str = "", content: object = None, **more: Any) -> Answer:
        return self._api.call(method, f"/bank-questions{path}", content, token=self._token, **more)

    def save(self, *items: dict[str, Any]) -> list[dict[str, Any]]:
        saved = self.call("POST", "", {"items": items})
        assert saved.status == 201, saved
        found: list[dict[str, Any]] = saved.body["items"]
        return found

    def texts(self, query: str) -> list[str]:
        return [item["question"]["text"] for item in self.call("GET", f"?{query}").body["items"]]


@pytest.fixture
def bank(api: ApiClient, lecturer: SignedIn) -> Bank:
    return Bank(api, lecturer.id_token)


@pytest.fixture
def subject() -> str:
    """A subject of this test alone: the lecturer's bank outlives it."""
    return secrets.token_hex(8)


def test_questions_are_found_newest_first_page_by_page(bank: Bank, subject: str) -> None:
    for number in range(45):
        bank.save(bank_content(f"Câu {number}", subject=subject))
    pages = [bank.call("GET", f"?subject={subject}").body]
    while cursor := pages[-1]["next_cursor"]:
        pages.append(bank.call("GET", f"?subject={subject}&cursor={cursor}").body)
    assert [len(page["items"]) for page in pages] == [20, 20, 5]
    seen = [item["question"]["text"] for page in pages for item in page["items"]]
    assert seen == [f"Câu {number}" for number in reversed(range(45))]


def test_questions_saved_together_stay_in_their_order(bank: Bank, subject: str) -> None:
    bank.save(*(bank_content(f"Câu {number}", subject=subject) for number in range(9)))
    assert bank.texts(f"subject={subject}") == [f"Câu {number}" for number in range(9)]


def test_a_saving_that_is_sent_again_saves_nothing_twice(bank: Bank, subject: str) -> None:
    items = {"items": [bank_content(f"Câu {number}", subject=subject) for number in range(3)]}
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    first, again = (bank.call("POST", "", items, headers=headers) for _ in range(2))
    assert (again.status, again.body) == (201, first.body)
    assert bank.texts(f"subject={subject}") == ["Câu 0", "Câu 1", "Câu 2"]


def test_a_saving_under_another_key_or_of_something_else_saves_anew(
    bank: Bank, subject: str
) -> None:
    key, other = secrets.token_hex(8), secrets.token_hex(8)
    for name, text in ((key, "Một"), (other, "Một"), (key, "Hai")):
        items = {"items": [bank_content(text, subject=subject)]}
        assert bank.call("POST", "", items, headers={"Idempotency-Key": name}).status == 201
    assert sorted(bank.texts(f"subject={subject}")) == ["Hai", "Một", "Một"]


def test_of_a_saving_sent_again_what_was_removed_stays_removed(bank: Bank, subject: str) -> None:
    items = {"items": [bank_content(text, subject=subject) for text in ("Một", "Hai")]}
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    saved = bank.call("POST", "", items, headers=headers).body["items"]
    bank.call("DELETE", f"/{saved[0]['question']['question_id']}")
    again = bank.call("POST", "", items, headers=headers)
    assert [item["question"]["text"] for item in again.body["items"]] == ["Hai"]


def test_words_are_found_without_diacritics_and_in_any_order(bank: Bank, subject: str) -> None:
    bank.save(
        bank_content("Tính đạo hàm của hàm số", subject=subject),
        bank_content("Tính tích phân", subject=subject),
    )
    for words in ("đạo hàm", "dao ham", "HÀM đạo", "ham tinh so"):
        assert bank.texts(f"subject={subject}&search={words}") == ["Tính đạo hàm của hàm số"]
    assert bank.texts(f"subject={subject}&search=xác suất") == []


@pytest.mark.parametrize(
    "query", ["chapter=Este", "tag=ôn tập", "level=application", "type=number"]
)
def test_labels_narrow_the_search(bank: Bank, subject: str, query: str) -> None:
    number = {"type": "number", "text": "Tính pH", "points": 1, "number": 7}
    labels = {"chapter": "Este", "tags": ["ôn tập", "khó"], "level": "application"}
    bank.save(
        {"question": number, "subject": subject, **labels}, bank_content("Khác", subject=subject)
    )
    assert bank.texts(f"subject={subject}&{query}") == ["Tính pH"]


def test_a_question_is_changed_by_the_version_that_was_read(bank: Bank, subject: str) -> None:
    [saved] = bank.save(bank_content("Cũ", subject=subject))
    path = f"/{saved['question']['question_id']}"
    read = bank.call("GET", path)
    assert read.headers["etag"] == '"1"'
    content = bank_content("Mới", subject=subject, level="recognition")
    changed = bank.call("PUT", path, content, headers={"if-match": '"1"'})
    assert (changed.status, changed.body["version"]) == (200, 2)
    assert bank.texts(f"subject={subject}&search=moi&level=recognition") == ["Mới"]
    stale = bank.call("PUT", path, content, headers={"if-match": '"1"'})
    assert (stale.status, stale.code) == (409, "stale_version")


def test_a_removed_question_is_gone_and_its_copy_in_an_exam_is_not(
    api: ApiClient, lecturer: SignedIn, bank: Bank, subject: str
) -> None:
    content = exam_content()["questions"][0]
    room = Room.draft(api, lecturer.id_token, questions=[content])
    [saved] = bank.save({"question": content, "subject": subject})
    path = f"/{saved['question']['question_id']}"
    assert bank.call("DELETE", path).status == 204
    gone = bank.call("GET", path)
    assert (gone.status, gone.code) == (404, "bank_question_not_found")
    assert bank.texts(f"subject={subject}") == []
    assert len(room.call("GET").body["questions"]) == 1


def test_faults_are_named_with_their_places_and_nothing_is_saved(bank: Bank, subject: str) -> None:
    faulty = bank_content("", subject=subject, tags=[""])
    refused = bank.call("POST", "", {"items": [bank_content("Tốt", subject=subject), faulty]})
    assert refused.problems == [
        ("items[1].question.text", "required"),
        ("items[1].tags[0]", "required"),
    ]
    assert bank.texts(f"subject={subject}") == []
    assert bank.call("POST", "", {"items": []}).problems == [("items", "required")]
    many = [bank_content("x")] * 51
    assert bank.call("POST", "", {"items": many}).problems == [("items", "too_many")]


@pytest.mark.parametrize("query", ["level=hard", "cursor=!", "cursor=abc"])
def test_a_search_that_means_nothing_is_refused(bank: Bank, query: str) -> None:
    assert bank.call("GET", f"?{query}").status == 400


def test_nobody_sees_another_ones_bank(
    api: ApiClient, other_lecturer: SignedIn, bank: Bank, subject: str
) -> None:
    [saved] = bank.save(bank_content("Của tôi", subject=subject))
    other = Bank(api, other_lecturer.id_token)
    assert other.texts(f"subject={subject}") == []
    assert other.call("GET", f"/{saved['question']['question_id']}").status == 404
    other.call("DELETE", f"/{saved['question']['question_id']}")
    assert bank.texts(f"subject={subject}") == ["Của tôi"]
