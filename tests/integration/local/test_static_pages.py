"""Which file answers which path."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from local.gateway.static_pages import BUILD_COMMAND, StaticPages
from local.gateway.testing import running_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("student")
    (folder / "lecturer.html").write_text("lecturer")
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "assets" / "index-3f2a.js").write_text("code")
    return folder


@contextlib.contextmanager
def serving(dist: Path) -> Iterator[httpx.Client]:
    application = Starlette(routes=[Mount("/", StaticPages(dist))])
    with (
        running_gateway(lambda _address: application) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def site(dist: Path) -> Iterator[httpx.Client]:
    with serving(dist) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/", "student"),
        ("/room/HOA234", "student"),
        ("/lecturer", "lecturer"),
        ("/lecturer/", "lecturer"),
        ("/lecturer/exams/e1/room", "lecturer"),
        ("/lecturers", "student"),
        ("/icon.svg", "<svg/>"),
        ("/assets/index-3f2a.js", "code"),
    ],
)
def test_a_path_finds_its_page(site: httpx.Client, path: str, content: str) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.text) == (200, content)


@pytest.mark.parametrize("path", ["/assets/gone.js", "/favicon.ico", "/%2e%2e/secret.txt"])
def test_a_missing_file_is_missing_not_a_page(site: httpx.Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_hashed_files_are_kept_forever_and_pages_are_asked_for_again(site: httpx.Client) -> None:
    assert "immutable" in site.get("/assets/index-3f2a.js").headers["cache-control"]
    assert site.get("/room/HOA234").headers["cache-control"] == "no-cache"


def test_an_unchanged_page_is_not_sent_again(site: httpx.Client) -> None:
    tag = site.get("/").headers["etag"]
    assert site.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_before_the_build_the_page_says_how_to_build(tmp_path: Path) -> None:
    with serving(tmp_path / "dist") as site:
        answer = site.get("/")
    assert answer.status_code == 503
    assert BUILD_COMMAND.replace("&&", "&amp;&amp;") in answer.text


def test_a_build_is_found_without_a_restart(tmp_path: Path) -> None:
    with serving(tmp_path) as site:
        assert site.get("/").status_code == 503
        (tmp_path / "index.html").write_text("student")
        assert site.get("/").text == "student"
