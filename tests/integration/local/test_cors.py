"""CORS by the bucket's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def preflight(environment: dict[str, str]) -> Callable[..., httpx.Response]:
    url = f"{environment['AWS_ENDPOINT_URL']}/{environment['FRAMES_BUCKET']}"

    def ask(origin: str, method: str) -> httpx.Response:
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type",
        }
        return httpx.options(url, headers=headers, trust_env=False)

    return ask


def test_the_site_may_post(preflight: Callable[..., httpx.Response]) -> None:
    answer = preflight("http://127.0.0.1:8000", "POST")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "http://127.0.0.1:8000"
    assert answer.headers["access-control-allow-headers"] == "content-type"


@pytest.mark.parametrize(
    ("origin", "method"),
    [("http://127.0.0.1:8000", "DELETE"), ("https://elsewhere.example", "POST")],
)
def test_what_no_rule_allows_is_refused(
    preflight: Callable[..., httpx.Response], origin: str, method: str
) -> None:
    answer = preflight(origin, method)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
