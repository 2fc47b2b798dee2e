"""Every route once: its response is what its schema says, at the calls that are written down."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from chalicelib.api.endpoints import Endpoint
from chalicelib.api.openapi import endpoints
from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import ApiClient
from tests.integration.core.aws_calls import AwsCalls
from tests.integration.core.conftest import SignedIn
from tests.integration.core.scenes import Scene

DOCUMENT = Path(__file__).parents[3] / "docs" / "access-patterns.md"
ROW = re.compile(r"\| `(?P<route>[A-Z]+ /[^`]*)` \| (?P<count>\d+) \| (?P<calls>[^|]*) \|")
HOT = {"save_answer", "record_heartbeat"}


@pytest.fixture(scope="module")
def scene(api: ApiClient, world: Collaborators, lecturer: SignedIn) -> Scene:
    scene = Scene(api, world, lecturer)
    # What a process asks for once: the key of the tokens, Cognito's keys.
    scene.opened().join()
    return scene


def documented() -> dict[str, tuple[int, Counter[str]]]:
    """Read the table: how many calls a route makes, and which."""
    rows = {}
    for row in ROW.finditer(DOCUMENT.read_text("utf-8")):
        calls: Counter[str] = Counter()
        for times, call in re.findall(r"(?:(\d+) times )?`([\w-]+:\w+)`", row["calls"]):
            calls[call] += int(times or 1)
        rows[row["route"]] = int(row["count"]), calls
    return rows


def test_the_document_names_every_route_and_no_other() -> None:
    assert set(documented()) == {f"{e.method} {e.path}" for e in endpoints()}


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_a_route_answers_as_its_schema_says_and_calls_aws_as_often_as_written(
    endpoint: Endpoint, scene: Scene, aws_calls: AwsCalls
) -> None:
    send = scene.prepare(endpoint.name)
    with aws_calls.counted() as sent:
        answer = send()
    assert answer.status == endpoint.status
    if endpoint.response is None:
        assert answer.body is None
    else:
        decoded = msgspec.convert(answer.body, endpoint.response)
        assert json.loads(msgspec.json.encode(decoded)) == answer.body
    written = documented()[f"{endpoint.method} {endpoint.path}"]
    assert written == (len(sent), Counter(sent)), f"sent {Counter(sent)}"


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_a_hot_route_makes_at_most_two_calls(endpoint: Endpoint) -> None:
    count, _ = documented()[f"{endpoint.method} {endpoint.path}"]
    assert endpoint.name not in HOT or count <= 2
