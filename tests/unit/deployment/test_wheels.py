from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement

from deployment.contents import ROOT
from deployment.interpreters import PYTHON_VERSION
from deployment.wheels import install_command

REQUIREMENTS: Final = (
    "layers/data/requirements.txt",
    "layers/vision/requirements.txt",
    "deployment/api-requirements.txt",
    "deployment/runtime-requirements.txt",
)


# What packed packages name as a dependency, and why it is not packed.
NOT_NEEDED: Final = {
    **dict.fromkeys(
        ("click", "inquirer", "pip", "pyyaml", "setuptools", "wheel"), "chalice deploy"
    ),
    "pycparser": "cffi makes bindings with it",
    **dict.fromkeys(("flatbuffers", "packaging", "protobuf"), "onnxruntime's tools"),
}


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    found = [Requirement(bare) for line in lines if (bare := line.split("#")[0].strip())]
    runtime = {
        "python_version": PYTHON_VERSION,
        "python_full_version": f"{PYTHON_VERSION}.0",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "sys_platform": "linux",
    }
    return {
        r.name.lower(): str(r.specifier)
        for r in found
        if r.marker is None or r.marker.evaluate(runtime)
    }


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_what_is_packed_is_what_is_tested(name: str) -> None:
    tested = pins("constraints.txt")
    packed = pins(name)
    assert packed == {package: tested[package] for package in packed}


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_pin_is_exact(name: str) -> None:
    assert all(pin.startswith("==") for pin in pins(name).values())


def test_everything_that_is_deployed_is_packed_or_the_runtimes() -> None:
    packed = {package for name in REQUIREMENTS for package in pins(name)}
    assert pins("requirements.txt").keys() <= packed


def test_every_dependency_is_packed_or_the_runtimes_or_not_needed() -> None:
    packed = {package for name in REQUIREMENTS for package in pins(name)}
    needed = {
        needed.name.lower().replace("_", "-")
        for package in packed
        for needed in map(Requirement, importlib.metadata.requires(package) or ())
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    }
    assert needed - packed == NOT_NEEDED.keys()


@pytest.mark.parametrize(("architecture", "machine"), [("x86_64", "x86_64"), ("arm64", "aarch64")])
def test_only_wheels_of_lambdas_platform_are_asked_for(architecture: str, machine: str) -> None:
    command = install_command(Path("some.txt"), architecture, Path("target"))
    platforms = [word for word in command if word.startswith("--platform=")]
    assert "--only-binary=:all:" in command
    assert f"--platform=manylinux_2_28_{machine}" in platforms
    assert all(platform.endswith(machine) for platform in platforms)
