"""Who may call what, with real tokens, and how a refusal reads."""

from __future__ import annotations

import secrets

import pytest

from chalicelib.adapters import clients
from chalicelib.api.endpoints import Access, Endpoint
from chalicelib.api.openapi import endpoints
from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import PASSWORD, SignedIn
from tests.integration.core.minimal_bodies import minimal_body
from tests.integration.core.room import Room

GUARDED = [e for e in endpoints() if e.access is not Access.ANYBODY]
OF_ONE_EXAM = [e for e in endpoints() if "{exam_id}" in e.path and e.access is Access.LECTURER]
OF_ONE_ATTEMPT = [e for e in endpoints() if "{attempt_id}" in e.path and e.access is Access.STUDENT]

named = pytest.mark.parametrize


def content_for(endpoint: Endpoint) -> object:
    return minimal_body(endpoint.request)


def tampered(token: str) -> str:
    """Change one letter in the middle of the claims."""
    header, claims, signature = token.split(".")
    place = len(claims) // 2
    other = "A" if claims[place] != "A" else "B"
    return ".".join((header, claims[:place] + other + claims[place + 1 :], signature))


def test_a_lecturer_signs_in_and_is_known(api: ApiClient, lecturer: SignedIn) -> None:
    content = {"email": f" {lecturer.email} ", "password": PASSWORD}
    session = api.call("POST", "/sign-in", content).body
    assert session["lecturer"]["email"] == lecturer.email
    assert api.call("GET", "/me", token=session["id_token"]).body == session["lecturer"]


def test_a_session_is_renewed(api: ApiClient, lecturer: SignedIn) -> None:
    renewed = api.call("POST", "/sign-in/refresh", {"refresh_token": lecturer.refresh_token})
    assert api.call("GET", "/me", token=renewed.body["id_token"]).status == 200


def test_a_refresh_token_of_nobody_is_refused(api: ApiClient) -> None:
    refused = api.call("POST", "/sign-in/refresh", {"refresh_token": "nonsense"})
    assert (refused.status, refused.code) == (401, "not_signed_in")


def test_an_empty_refresh_token_is_a_fault_of_the_request(api: ApiClient) -> None:
    assert api.call("POST", "/sign-in/refresh", {"refresh_token": ""}).status == 400


@named("known", [True, False])
def test_a_wrong_password_and_an_unknown_lecturer_read_the_same(
    api: ApiClient, lecturer: SignedIn, *, known: bool
) -> None:
    email = lecturer.email if known else "nobody@truong-mau.example"
    refused = api.call("POST", "/sign-in", {"email": email, "password": "wrong"})
    assert (refused.status, refused.code) == (401, "wrong_password")


def test_a_temporary_password_must_be_changed_first(api: ApiClient, world: Collaborators) -> None:
    email = f"{secrets.token_hex(4)}@truong-mau.example"
    clients.cognito().admin_create_user(
        UserPoolId=world.config.lecturer_issuer.rpartition("/")[2],
        Username=email,
        TemporaryPassword=PASSWORD,
        MessageAction="SUPPRESS",
    )
    refused = api.call("POST", "/sign-in", {"email": email, "password": PASSWORD})
    assert (refused.status, refused.code) == (403, "new_password_required")


@named("endpoint", GUARDED, ids=lambda endpoint: endpoint.name)
def test_without_a_token_a_guarded_route_refuses(api: ApiClient, endpoint: Endpoint) -> None:
    refused = api.call(endpoint.method, endpoint.path, content_for(endpoint))
    assert (refused.status, refused.code) == (401, "not_signed_in")


@named("endpoint", GUARDED, ids=lambda endpoint: endpoint.name)
def test_a_token_of_the_other_kind_is_refused(
    api: ApiClient, endpoint: Endpoint, lecturer: SignedIn, a_students_token: str
) -> None:
    lecturers = endpoint.access is Access.LECTURER
    token = a_students_token if lecturers else lecturer.id_token
    refused = api.call(endpoint.method, endpoint.path, content_for(endpoint), token=token)
    assert (refused.status, refused.code) == (401, "not_signed_in")


@pytest.fixture(scope="module")
def a_students_token(api: ApiClient, lecturer: SignedIn) -> str:
    return Room.opened(api, lecturer.id_token).join().token


def test_a_tampered_lecturers_token_is_refused(api: ApiClient, lecturer: SignedIn) -> None:
    assert api.call("GET", "/me", token=tampered(lecturer.id_token)).status == 401


def test_a_tampered_students_token_is_refused(room: Room) -> None:
    student = room.join()
    path = f"/attempts/{student.attempt_id}"
    assert room.api.call("GET", path, token=tampered(student.token)).status == 401


def test_a_cognito_access_token_is_no_id_token(
    api: ApiClient, world: Collaborators, lecturer: SignedIn
) -> None:
    session = clients.cognito().initiate_auth(
        ClientId=world.config.lecturer_client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": lecturer.email, "PASSWORD": PASSWORD},
    )
    access_token = session["AuthenticationResult"]["AccessToken"]
    assert api.call("GET", "/me", token=access_token).status == 401


@named("header", ["Basic YTpi", "bearer", "Bearer ", "token", ""])
def test_an_authorization_that_bears_nothing_is_refused(api: ApiClient, header: str) -> None:
    refused = api.call("GET", "/me", headers={"authorization": header})
    assert (refused.status, refused.code) == (401, "not_signed_in")


@named("endpoint", OF_ONE_EXAM, ids=lambda endpoint: endpoint.name)
def test_another_lecturers_exam_is_not_found(
    api: ApiClient, endpoint: Endpoint, room: Room, other_lecturer: SignedIn
) -> None:
    refused = api.call(
        endpoint.method,
        endpoint.path.replace("{exam_id}", room.exam_id),
        content_for(endpoint),
        token=other_lecturer.id_token,
        headers={"if-match": '"1"'},
    )
    assert (refused.status, refused.code) == (404, "exam_not_found")


@named("endpoint", OF_ONE_ATTEMPT, ids=lambda endpoint: endpoint.name)
def test_another_students_attempt_is_not_found(
    api: ApiClient, endpoint: Endpoint, room: Room
) -> None:
    mine, theirs = room.join(), room.join("Trần Thị Bình")
    path = endpoint.path.replace("{attempt_id}", theirs.attempt_id)
    refused = api.call(
        endpoint.method,
        path.replace("{question_id}", "q1"),
        content_for(endpoint),
        token=mine.token,
    )
    assert (refused.status, refused.code) == (404, "attempt_not_found")
    assert theirs.call("GET", "").body["state"] == "writing"


def test_another_lecturers_exams_are_not_in_the_list(
    api: ApiClient, room: Room, other_lecturer: SignedIn
) -> None:
    listed = api.call("GET", "/exams", token=other_lecturer.id_token).body["items"]
    assert room.exam_id not in {exam["exam_id"] for exam in listed}


KEYS = ("correct", "accepted", "tolerance", "explanation")


def holds_key(shown: object) -> bool:
    return any(f"'{name}" in str(shown) for name in KEYS)


def test_a_student_who_writes_never_sees_a_key(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.opened(api, lecturer.id_token, settings={"show_keys": "at_once"})
    student = room.join()
    answered = student.answer(0, 1).body
    for shown in (student.page, student.call("GET", "").body, answered):
        assert not holds_key(shown)
    assert student.call("GET", "/answer-sheet").body["items"] == []


@named(
    ("when", "handed_in", "ended"),
    [("at_once", True, True), ("after_end", False, True), ("never", False, False)],
)
def test_a_student_sees_keys_when_the_exam_says_and_on_the_sheet_alone(
    api: ApiClient, lecturer: SignedIn, when: str, *, handed_in: bool, ended: bool
) -> None:
    room = Room.opened(api, lecturer.id_token, settings={"show_keys": when})
    student = room.join()
    student.answer(0, 1)
    assert not holds_key(student.call("POST", "/submit").body)
    assert holds_key(student.call("GET", "/answer-sheet").body) is handed_in
    room.call("POST", "/close")
    sheet = student.call("GET", "/answer-sheet").body
    assert (sheet["shown"], holds_key(sheet)) == (ended, ended)
    assert not holds_key(student.call("GET", "").body)


def test_keys_wait_for_the_last_who_writes(api: ApiClient, lecturer: SignedIn) -> None:
    room = Room.opened(api, lecturer.id_token, settings={"show_keys": "after_end"})
    first, last = room.join(), room.join("Trần Thị Bình")
    first.call("POST", "/submit")
    room.call("POST", "/close")
    assert not holds_key(first.call("GET", "/answer-sheet").body)
    last.call("POST", "/submit")
    assert holds_key(first.call("GET", "/answer-sheet").body)


def test_a_refusal_speaks_vietnamese_unless_asked_otherwise(api: ApiClient) -> None:
    refused = api.call("GET", "/me", headers={"accept-language": "fr"})
    assert refused.body["message"].startswith("Phiên đăng nhập")


def test_no_answer_is_kept_by_a_cache_on_the_way(
    api: ApiClient,
) -> None:
    assert api.call("GET", "/me").headers["cache-control"] == "no-store"
