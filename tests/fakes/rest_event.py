"""A request as API Gateway hands it to the function."""

from __future__ import annotations

import json
from typing import Any


def rest_event(
    method: str,
    route: str,
    content: object = None,
    *,
    token: str | None = None,
    **parameters: str,
) -> dict[str, Any]:
    """
    Return what API Gateway's proxy integration passes.

    Args:
        method: ``GET`` and so on.
        route: With its parameters' names in braces, as ``/rooms/{room_code}``.
        content: What is sent as JSON; None: nothing.
        token: A lecturer's or a student's.
        parameters: The route's, by name.
    """
    headers = {"content-type": "application/json", "accept": "application/json"}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    return {
        "resource": route,
        "path": route.format(**parameters),
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": route,
            "requestId": "00000000-0000-4000-8000-000000000000",
            "stage": "api",
            "identity": {"sourceIp": "192.0.2.1"},
        },
        "body": json.dumps(content) if content is not None else None,
        "isBase64Encoded": False,
    }
