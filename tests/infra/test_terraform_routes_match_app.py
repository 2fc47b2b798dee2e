"""API Gateway lets through exactly the routes that app.py serves."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app import app
from tests.infra.differences import differences
from tests.infra.terraform_configuration import read_configuration

FOLDER: Final = Path(__file__).parents[2] / "infra" / "terraform"


def test_every_route_of_the_app_is_declared_and_no_other() -> None:
    declared = {
        path: sorted(method.upper() for method in methods)
        for path, methods in read_configuration(FOLDER).local("routes").items()
    }
    served = {path: sorted(methods) for path, methods in app.routes.items()}
    assert declared, "nothing was read from Terraform"
    assert not (found := differences(declared, served, "routes")), "\n".join(found)
