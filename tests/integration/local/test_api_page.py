"""The page on which the API's document is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from chalice.app import Chalice

from chalicelib.api.openapi import document, endpoints
from local.gateway.application import create_application
from local.gateway.testing import running_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def site() -> Iterator[httpx.Client]:
    application = create_application(
        Chalice("empty"), lambda _event: {}, emulator_url="http://127.0.0.1:9"
    )
    with (
        running_gateway(lambda _address: application) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


def test_the_document_is_served_as_it_is_generated(site: httpx.Client) -> None:
    assert site.get("/openapi.json").json() == document()


def test_the_page_tells_every_route_and_schema(site: httpx.Client) -> None:
    page = site.get("/api-reference").text
    assert all(f"<code>{endpoint.path}</code>" in page for endpoint in endpoints())
    assert all(f'id="{name}"' in page for name in document()["components"]["schemas"])


def test_every_link_of_the_page_leads_to_a_schema_on_it(site: httpx.Client) -> None:
    page = site.get("/api-reference").text
    links = {part.split('"')[0] for part in page.split('href="#')[1:]}
    assert links
    assert all(f'id="{name}"' in page for name in links)
