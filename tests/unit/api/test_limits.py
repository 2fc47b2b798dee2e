"""Nothing that a request holds is without end: every text, list and whole number has a maximum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.api.openapi import document

DOCUMENT = document()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
BOUNDED = ("maxLength", "enum", "const")


def unbounded(schema: dict[str, Any], place: str, seen: set[str]) -> Iterator[str]:
    """Yield the places where a value may be as large as the sender likes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in seen:
            seen.add(name)
            yield from unbounded(SCHEMAS[name], name, seen)
        return
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from unbounded(choice, place, seen)
    match schema.get("type"):
        case "string" if not _has_an_end(schema):
            yield place
        case "integer" if not {"minimum", "maximum"} <= set(schema):
            yield place
        case "array":
            if "maxItems" not in schema:
                yield place
            yield from unbounded(schema["items"], f"{place}[]", seen)
        case "object":
            yield from _of_object(schema, place, seen)


def _has_an_end(text: dict[str, Any]) -> bool:
    pattern = text.get("pattern", "*")
    return (
        text.get("format") == "date-time"
        or bool(set(BOUNDED) & set(text))
        or (pattern.endswith("$") and not set("*+") & set(pattern))
    )


def _of_object(schema: dict[str, Any], place: str, seen: set[str]) -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        yield from unbounded(inner, f"{place}.{name}", seen)
    if inner := schema.get("additionalProperties"):
        if "maxProperties" not in schema:
            yield place
        yield from unbounded(inner, f"{place}{{}}", seen)


REQUESTS = {
    operation["operationId"]: operation["requestBody"]["content"]["application/json"]["schema"]
    for methods in DOCUMENT["paths"].values()
    for operation in methods.values()
    if "requestBody" in operation
}


@pytest.mark.parametrize("name", REQUESTS)
def test_every_value_of_a_request_has_a_maximum(name: str) -> None:
    assert list(unbounded(REQUESTS[name], name, set())) == []


def test_no_request_names_an_address_to_fetch() -> None:
    """Nothing here asks for what a user names: no field of a request is an address of the web."""
    named = {
        field
        for name in REQUESTS
        for schema in _all(REQUESTS[name], set())
        for field in schema.get("properties", {})
    }
    assert len(named) > 60
    suspicious = ("url", "uri", "href", "link", "host", "endpoint", "source", "rtsp", "callback")
    assert {field for field in named if any(word in field for word in suspicious)} == set()


def _all(schema: dict[str, Any], seen: set[str]) -> Iterator[dict[str, Any]]:
    yield schema
    name = schema.get("$ref", "").rpartition("/")[2]
    if name and name not in seen:
        seen.add(name)
        yield from _all(SCHEMAS[name], seen)
    for value in schema.values():
        within = value.values() if isinstance(value, dict) else value
        for inner in within if isinstance(value, dict | list) else ():
            if isinstance(inner, dict):
                yield from _all(inner, seen)


@pytest.mark.parametrize("schema", [{"type": "string"}, {"type": "integer", "minimum": 0}])
def test_what_has_no_maximum_is_found(schema: dict[str, Any]) -> None:
    whole = {"type": "array", "items": {"type": "object", "properties": {"a": schema}}}
    assert list(unbounded(whole, "x", set())) == ["x", "x[].a"]
