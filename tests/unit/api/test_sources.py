"""Where a request came from: believed only from who is known."""

from __future__ import annotations

import pytest

from chalicelib.api.sources import source_of

KEY = "edge-key"
EDGE = "198.51.100.9"


def source(address: str = EDGE, **headers: str) -> str:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return source_of({"identity": {"sourceIp": address}}, named, KEY)


def test_behind_the_content_network_it_is_the_viewer() -> None:
    assert source(x_edge_key=KEY, x_forwarded_for=f"203.0.113.7, {EDGE}") == "203.0.113.7"


def test_what_the_viewer_wrote_before_is_not_believed() -> None:
    passed = f"192.0.2.1, 192.0.2.2, 203.0.113.7, {EDGE}"
    assert source(x_edge_key=KEY, x_forwarded_for=passed) == "203.0.113.7"


@pytest.mark.parametrize("key", ["", "another", "edge-key-"])
def test_who_comes_around_the_network_is_known_by_their_own_address(key: str) -> None:
    assert source(x_edge_key=key, x_forwarded_for=f"203.0.113.7, {EDGE}") == EDGE


@pytest.mark.parametrize("passed", ["", EDGE, "nonsense, 1", ", "])
def test_without_a_viewers_address_it_is_the_callers(passed: str) -> None:
    assert source(x_edge_key=KEY, x_forwarded_for=passed) == EDGE


def test_an_ipv6_subscriber_is_one_source() -> None:
    assert source("2001:db8:1:2:3::4") == source("2001:db8:1:2::ffff") == "2001:db8:1:2::/64"


def test_an_ipv4_address_in_ipv6_clothes_is_itself() -> None:
    assert source("::ffff:203.0.113.7") == "203.0.113.7"


@pytest.mark.parametrize("context", [{}, {"identity": {"sourceIp": ""}}])
def test_a_request_without_an_address_still_has_a_source(context: dict[str, object]) -> None:
    assert source_of(context, {}, KEY) == "unknown"
