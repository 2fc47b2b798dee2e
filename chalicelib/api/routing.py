"""Chalice's routes, each of which loads its module when the first request for it comes.

An instance starts with what every route needs and not with what any of them does, which was a
quarter of its start.  ``routes.json`` says which module serves which route; ``make openapi``
writes it.
"""

from __future__ import annotations

import json
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Final

from chalice import Blueprint

from chalicelib.api.endpoints import Endpoint, view_of

ROUTES: Final = Path(__file__).with_name("routes.json")


def register_routes(blueprint: Blueprint) -> None:
    """Make every endpoint of the API a view of the blueprint."""
    for route, module in json.loads(ROUTES.read_text("utf-8")).items():
        method, path = route.split(" ")
        declare = blueprint.route(
            path,
            methods=[method],
            name=route,
            # Whatever the sender calls it, a body is bytes until it is decoded here.
            content_types=["application/json", "text/plain", "application/octet-stream"],
        )
        declare(view_of(partial(find_endpoint, module, method, path), blueprint, name=route))


@cache
def find_endpoint(module: str, method: str, path: str) -> Endpoint:
    """Load a module of ``chalicelib.api`` and return what it declares for a route."""
    endpoints: list[Endpoint] = import_module(f"chalicelib.api.{module}").resource.endpoints
    return next(one for one in endpoints if (one.method, one.path) == (method, path))
