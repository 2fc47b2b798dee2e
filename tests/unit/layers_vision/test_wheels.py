from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement

from layers.vision.wheels import (
    PYTHON_VERSION,
    REQUIREMENTS,
    WheelError,
    compile_sources,
    find_interpreter,
    install_command,
)

ROOT: Final = Path(__file__).parents[3]


def pins(path: Path) -> dict[str, str]:
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if line]
    runtime = {"python_version": PYTHON_VERSION}
    return {
        r.name: str(r.specifier) for r in found if r.marker is None or r.marker.evaluate(runtime)
    }


def test_the_layer_pins_what_the_root_requirements_pin() -> None:
    root = pins(ROOT / "requirements.txt")
    layer = pins(REQUIREMENTS)
    assert layer == {name: root[name] for name in layer}


def test_every_pin_is_exact() -> None:
    assert all(pin.startswith("==") for pin in pins(REQUIREMENTS).values())


def test_terraform_deploys_to_the_python_that_the_layer_is_built_for() -> None:
    text = (ROOT / "infra" / "terraform" / "locals.tf").read_text(encoding="utf-8")
    assert f'runtime = "python{PYTHON_VERSION}"' in text


@pytest.mark.parametrize(("architecture", "machine"), [("x86_64", "x86_64"), ("arm64", "aarch64")])
def test_only_wheels_of_lambdas_platform_are_asked_for(architecture: str, machine: str) -> None:
    command = install_command(architecture, Path("target"))
    platforms = [word for word in command if word.startswith("--platform=")]
    assert "--only-binary=:all:" in command
    assert f"--platform=manylinux_2_28_{machine}" in platforms
    assert all(platform.endswith(machine) for platform in platforms)


def test_an_interpreter_of_another_version_is_not_taken() -> None:
    here = "{}.{}".format(*sys.version_info[:2])
    assert find_interpreter(sys.executable) == (sys.executable if here == PYTHON_VERSION else None)


def test_a_missing_interpreter_is_not_taken() -> None:
    assert find_interpreter("/nowhere/python") is None


def test_modules_are_compiled_without_checks_against_their_source(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1\n", encoding="utf-8")
    compile_sources(sys.executable, tmp_path)
    (compiled,) = tmp_path.glob("__pycache__/*.pyc")
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # hash-based, check_source off (PEP 552)


def test_a_module_that_does_not_compile_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = = 1\n", encoding="utf-8")
    with pytest.raises(WheelError, match="compiling failed"):
        compile_sources(sys.executable, tmp_path)
