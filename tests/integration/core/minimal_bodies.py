"""The smallest body that a schema lets in, so that a test of access need not know each route."""

from __future__ import annotations

from typing import Any, Final

import msgspec

REFERENCE: Final = "#/$defs/{name}"
MOMENT: Final = "2026-11-22T08:00:00Z"


def minimal_body(request: Any) -> object:
    """Return a body of a request's type with what is required alone; None: it has no body."""
    if request is None:
        return None
    (schema,), definitions = msgspec.json.schema_components([request], ref_template=REFERENCE)
    return _sample(schema, definitions)


def _sample(schema: dict[str, Any], definitions: dict[str, Any]) -> object:
    if "$ref" in schema:
        return _sample(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return _sample(schema["anyOf"][0], definitions)
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return {name: _sample(properties[name], definitions) for name in schema.get("required", ())}
    if schema.get("type") == "array":
        return [_sample(schema["items"], definitions)] * schema.get("minItems", 0)
    return _simple_sample(schema)


def _simple_sample(schema: dict[str, Any]) -> object:
    moment = schema.get("format") == "date-time"
    samples = {
        "string": MOMENT if moment else "x" * 8,
        "integer": max(schema.get("minimum", 1), min(schema.get("maximum", 1), 1)),
        "number": schema.get("minimum", 1),
        "boolean": False,
    }
    return schema.get("enum", [samples.get(schema.get("type", ""))])[0]
