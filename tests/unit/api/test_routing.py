"""What an instance of the API loads when it starts, and when a request comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.api.openapi import endpoints, routes
from chalicelib.api.routing import find_endpoint

ROOT = Path(__file__).parents[3]
LOADED = """
import sys
import app
print(*sorted(name for name in sys.modules if name.startswith("chalicelib.api.")))
"""


def test_a_start_loads_what_serves_no_route() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    loaded = {name.rpartition(".")[2] for name in done.stdout.split()}
    assert "endpoints" in loaded
    assert not loaded & set(routes().values())


@pytest.mark.parametrize("route", routes())
def test_the_module_of_a_route_declares_it(route: str) -> None:
    method, path = route.split(" ")
    endpoint = find_endpoint(routes()[route], method, path)
    assert endpoint in endpoints()
