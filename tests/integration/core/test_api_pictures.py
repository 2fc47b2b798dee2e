"""Pictures of questions from the lecturer's upload to the student's screen."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.pictures import PICTURE
from tests.integration.core.api_client import ApiClient
from tests.integration.core.conftest import SignedIn
from tests.integration.core.pictures import upload_picture
from tests.integration.core.room import Room


@pytest.fixture
def token(lecturer: SignedIn) -> str:
    return lecturer.id_token


def test_a_kept_picture_is_seen_by_lecturer_and_student(
    api: ApiClient, token: str, room: Room
) -> None:
    content = {"upload_id": upload_picture(api, token)}
    kept = api.call("POST", "/pictures", content, token=token).body
    assert (kept["picture_id"], kept["width"], kept["height"]) == (PICTURE.picture_id, 4, 3)

    path = f"/pictures?ids={kept['picture_id']}"
    for located in (api.call("GET", path, token=token), room.join().call("GET", path)):
        address = located.body["addresses"][kept["picture_id"]]
        seen = httpx.get(address, trust_env=False)
        assert seen.content == PICTURE.data
        assert seen.headers["content-type"] == "image/png"
        assert "immutable" in seen.headers["cache-control"]


def test_what_is_no_picture_is_refused_whatever_it_was_called(api: ApiClient, token: str) -> None:
    content = {"upload_id": upload_picture(api, token, b"<html><script>")}
    refused = api.call("POST", "/pictures", content, token=token)
    assert (refused.status, refused.problems) == (400, [("picture", "not_a_picture")])


def test_a_picture_that_never_came_is_not_found(api: ApiClient, token: str) -> None:
    missing = api.call("POST", "/pictures", {"upload_id": "c" * 32}, token=token)
    assert (missing.status, missing.code) == (404, "picture_not_found")


@pytest.mark.parametrize("ids", ["evidence/x", "%2e%2e", ",".join(["d" * 32] * 101)])
def test_nothing_but_pictures_is_addressed(api: ApiClient, token: str, ids: str) -> None:
    assert api.call("GET", f"/pictures?ids={ids}", token=token).status == 400


def test_pictures_are_for_those_who_signed_in(api: ApiClient) -> None:
    assert api.call("GET", f"/pictures?ids={PICTURE.picture_id}").status == 401
    assert api.call("POST", "/picture-uploads", {"content_type": "image/png"}).status == 401
