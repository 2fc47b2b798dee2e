"""The OpenAPI 3.1 document, generated from the endpoints and their schemas.

``python -m chalicelib.api.openapi > docs/openapi.json`` writes it (``make openapi``), and
``routes.json`` beside this file.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any, Final

import msgspec

from chalicelib.api import (
    accounts,
    acts,
    alerts,
    answer_sheets,
    attempts,
    bank,
    cards,
    corrections,
    erasures,
    exam_steps,
    exams,
    identities,
    judging,
    pictures,
    questions,
    reports,
    results,
    reviewing,
    room_cameras,
    rosters,
    schemas,
    sign_in,
    spot_checks,
    student_data,
    wall,
)
from chalicelib.api.endpoints import Access, Endpoint
from chalicelib.api.routing import ROUTES

RESOURCES: Final = (
    sign_in.resource,
    accounts.resource,
    alerts.resource,
    exams.resource,
    wall.resource,
    acts.resource,
    exam_steps.resource,
    judging.resource,
    questions.resource,
    pictures.resource,
    bank.resource,
    results.resource,
    corrections.resource,
    answer_sheets.resource,
    reviewing.resource,
    reports.resource,
    rosters.resource,
    attempts.resource,
    room_cameras.resource,
    identities.resource,
    cards.resource,
    spot_checks.resource,
    erasures.resource,
    student_data.resource,
)
REFERENCE: Final = "#/components/schemas/{name}"
SECURITY: Final = {
    Access.LECTURER: "lecturer",
    Access.STUDENT: "student",
    Access.CAMERA: "camera",
}
_PARAMETER = re.compile(r"{(\w+)}")


def endpoints() -> tuple[Endpoint, ...]:
    """Return every endpoint of the API."""
    return tuple(endpoint for resource in RESOURCES for endpoint in resource.endpoints)


def routes() -> dict[str, str]:
    """Return the module of each route, as ``chalicelib.api.routing`` reads it."""
    return {
        f"{one.method} {one.path}": one.handler.__module__.rpartition(".")[2] for one in endpoints()
    }


def document() -> dict[str, Any]:
    """Return the OpenAPI document as plain data."""
    types = [schemas.ErrorBody, schemas.Problem]
    types += [t for e in endpoints() for t in (e.request, e.response) if t is not None]
    described, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    references = dict(zip(types, described, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints():
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(
            endpoint, references
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Giám Thị", "version": "1"},
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
                for name in SECURITY.values()
            },
        },
    }


def _operation(endpoint: Endpoint, references: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PARAMETER.findall(endpoint.path)
        ]
        + [
            {
                "name": one.name,
                "in": one.place,
                "required": one.required,
                "description": one.description,
                "schema": {"type": "string"},
            }
            for one in endpoint.parameters
        ],
        "responses": {
            str(endpoint.status.value): _response("Done", references.get(endpoint.response)),
            "default": _response("Not done", references[schemas.ErrorBody]),
        },
    }
    if endpoint.request is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": references[endpoint.request]}},
        }
    if endpoint.access in SECURITY:
        operation["security"] = [{SECURITY[endpoint.access]: []}]
    return operation


def _response(description: str, schema: dict[str, Any] | None) -> dict[str, Any]:
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    return {"description": description, **content}


if __name__ == "__main__":
    ROUTES.write_text(json.dumps(routes(), indent=2) + "\n", encoding="utf-8")
    json.dump(document(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
