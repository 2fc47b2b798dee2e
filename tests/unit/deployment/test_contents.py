from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from deployment.contents import FUNCTIONS, LAYERS, Package, function, zip_path
from local.resources import FUNCTIONS as DECLARED

TERRAFORM: Final = Path(__file__).parents[3] / "infra" / "terraform"


def folders(package: Package) -> set[str]:
    return {path.rpartition("/")[0] for path in package.files()}


def test_every_declared_function_is_packed() -> None:
    assert {p.name for p in FUNCTIONS} == {f.name for f in DECLARED} | {"api"}


@pytest.mark.parametrize("package", FUNCTIONS[1:], ids=lambda package: package.name)
def test_a_function_has_its_own_folder_and_what_is_shared(package: Package) -> None:
    own = f"functions/{package.name}"
    files = package.files().keys()
    assert {f"{own}/handler.py", "functions/__init__.py", "chalicelib/bootstrap.py"} <= files
    of_functions = {f for f in files if f.startswith("functions/")} - {"functions/__init__.py"}
    assert all(f.startswith(f"{own}/") for f in of_functions)


@pytest.mark.parametrize("package", FUNCTIONS[1:], ids=lambda package: package.name)
def test_a_function_has_nothing_of_the_http_api(package: Package) -> None:
    assert not [f for f in package.files() if f == "app.py" or f.startswith("chalicelib/api")]


def test_the_api_has_no_function() -> None:
    files = function("api").files()
    assert "chalicelib/api/endpoints.py" in files
    assert not [f for f in files if f.startswith("functions")]


def test_caches_are_not_packed() -> None:
    assert not [f for p in FUNCTIONS for f in p.files() if "__pycache__" in f]


def test_a_package_of_nothing_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match="nothing to pack"):
        Package("nothing", sources=(("empty", "empty"),)).files(tmp_path)


@pytest.mark.parametrize("package", FUNCTIONS, ids=lambda package: package.name)
def test_terraform_puts_the_same_layers_under_a_function(package: Package) -> None:
    text = (TERRAFORM / f"function_{package.name}.tf").read_text(encoding="utf-8")
    arguments = re.search(r"layer_arns\s+= (.*)", text)
    assert arguments is not None
    named = re.findall(r'"(\w+)"', arguments[1])
    assert tuple(named) == package.layers


def test_terraform_looks_for_the_zips_where_they_are_built() -> None:
    text = (TERRAFORM / "locals.tf").read_text(encoding="utf-8")
    assert '"${var.packages_folder}/${var.architecture}/${name}.zip"' in text
    assert '"${var.packages_folder}/${var.architecture}/layers/${name}.zip"' in text
    folder = Path("packages")
    assert zip_path(FUNCTIONS[0], "arm64", folder) == folder / "arm64" / "api.zip"
    assert zip_path(LAYERS[0], "arm64", folder) == folder / "arm64" / "layers" / "data.zip"


def test_terraform_names_every_package() -> None:
    text = (TERRAFORM / "locals.tf").read_text(encoding="utf-8")
    lists = [re.findall(r'"(\w+)"', names) for names in re.findall(r"for name in \[(.*)\]", text)]
    assert lists == [[p.name for p in FUNCTIONS], [p.name for p in LAYERS]]
