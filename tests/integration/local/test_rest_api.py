"""Chalice behind the gateway, over real HTTP."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from chalice.app import Chalice, MultiDict, Request, Response
from starlette.applications import Starlette
from starlette.routing import Mount

from local.gateway.rest_api import RestApi
from local.gateway.testing import running_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator

TOGETHER = 8


def sample_app() -> Chalice:
    app = Chalice("sample")
    meeting = threading.Barrier(TOGETHER)

    def current() -> Request:
        assert app.current_request is not None
        return app.current_request

    @app.route("/meet/{name}")
    def meet(name: str) -> dict[str, str]:
        # Goes on only when eight requests are inside at once.
        meeting.wait(timeout=10)
        return {"argument": name, "request": (current().uri_params or {})["name"]}

    @app.route("/echo", methods=["POST"])
    def echo() -> object:
        return {
            "body": current().json_body,
            "token": current().headers["authorization"],
            "repeated": (current().query_params or MultiDict({})).getlist("a"),
        }

    @app.route("/picture")
    def picture() -> Response:
        return Response(b"\xff\xd8\xff", headers={"Content-Type": "image/jpeg"})

    @app.route("/cookies")
    def cookies() -> Response:
        return Response({}, headers={"Set-Cookie": ["a=1", "b=2"]})

    @app.route("/nothing", methods=["DELETE"])
    def nothing() -> Response:
        return Response("", status_code=204)

    @app.route("/broken")
    def broken() -> None:
        raise RuntimeError("the view broke")

    return app


@pytest.fixture(scope="module")
def site() -> Iterator[httpx.Client]:
    application = Starlette(routes=[Mount("/api", RestApi(sample_app(), prefix="/api"))])
    with (
        running_gateway(lambda _address: application) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=20) as client,
    ):
        yield client


def test_requests_run_side_by_side_and_keep_apart(site: httpx.Client) -> None:
    names = [f"n{i}" for i in range(TOGETHER)]
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(lambda name: site.get(f"/api/meet/{name}").json(), names))
    assert answers == [{"argument": name, "request": name} for name in names]


def test_body_headers_and_repeated_parameters_arrive(site: httpx.Client) -> None:
    answer = site.post(
        "/api/echo?a=1&a=2", json={"tên": "Hóa học"}, headers={"Authorization": "Bearer x"}
    )
    assert answer.json() == {
        "body": {"tên": "Hóa học"},
        "token": "Bearer x",
        "repeated": ["1", "2"],
    }


def test_a_binary_body_arrives_as_bytes(site: httpx.Client) -> None:
    answer = site.get("/api/picture", headers={"Accept": "image/jpeg"})
    assert (answer.content, answer.headers["content-type"]) == (b"\xff\xd8\xff", "image/jpeg")


def test_a_header_may_come_twice(site: httpx.Client) -> None:
    assert site.get("/api/cookies").headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_no_content_has_no_body(site: httpx.Client) -> None:
    answer = site.delete("/api/nothing")
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_unknown_path_is_answered_as_api_gateway_does(site: httpx.Client) -> None:
    answer = site.get("/api/no-such-path")
    assert (answer.status_code, answer.json()) == (403, {"message": "Missing Authentication Token"})


def test_a_connection_survives_head(site: httpx.Client) -> None:
    site.head("/api/picture")
    assert site.get("/api/picture").status_code == 200


def test_a_fault_is_told_with_its_trace(
    site: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = site.get("/api/broken")
    assert answer.status_code == 500
    assert "the view broke" not in answer.text
    assert "RuntimeError: the view broke" in caplog.text


def test_a_body_above_api_gateways_limit_is_refused(site: httpx.Client) -> None:
    assert site.post("/api/echo", content=b"x" * (10 * 1024 * 1024 + 1)).status_code == 413
