"""The document, the endpoints and the application say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import app
from chalicelib.api.endpoints import Access, Endpoint
from chalicelib.api.openapi import document, endpoints, routes
from chalicelib.api.routing import ROUTES

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
HTTP_METHODS = {"get", "post", "put", "delete", "patch"}


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method.upper(), path): operation
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
        if method in HTTP_METHODS
    }


def references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*(references(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(references(inner) for inner in value))
    return set()


def test_the_committed_document_is_the_generated_one() -> None:
    assert json.loads(COMMITTED.read_text("utf-8")) == document(), "run `make openapi`"


def test_the_committed_routes_are_those_that_are_declared() -> None:
    assert json.loads(ROUTES.read_text("utf-8")) == routes(), "run `make openapi`"


def test_the_document_covers_the_applications_routes_and_no_others() -> None:
    served = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert set(operations()) == served


def test_every_reference_points_to_a_schema() -> None:
    written = document()
    schemas = written["components"]["schemas"]
    assert references(written) <= {f"#/components/schemas/{name}" for name in schemas}


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_every_endpoint_says_in_a_sentence_what_it_does(endpoint: Endpoint) -> None:
    assert endpoint.summary.endswith(".")
    assert operations()[endpoint.method, endpoint.path]["summary"] == endpoint.summary


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for operation in operations().values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_the_document_says_which_token_a_route_asks_for(endpoint: Endpoint) -> None:
    asked = operations()[endpoint.method, endpoint.path].get("security", [])
    expected: dict[Access, list[dict[str, list[str]]]] = {
        Access.ANYBODY: [],
        Access.LECTURER: [{"lecturer": []}],
        Access.STUDENT: [{"student": []}],
        Access.CAMERA: [{"camera": []}],
    }
    assert asked == expected[endpoint.access]


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_a_students_route_names_the_attempt_that_its_token_must_speak_for(
    endpoint: Endpoint,
) -> None:
    assert endpoint.access is not Access.STUDENT or "{attempt_id}" in endpoint.path


def test_what_a_student_sees_of_a_question_holds_no_key() -> None:
    every = document()["components"]["schemas"]
    seen = {
        field
        for name, schema in every.items()
        if name.startswith("Paper")
        for field in schema["properties"]
    }
    assert "question_id" in seen
    assert not seen & {"correct", "correct_choice_id", "correct_choice_ids"}
    assert not seen & {"number", "tolerance", "accepted", "explanation"}
