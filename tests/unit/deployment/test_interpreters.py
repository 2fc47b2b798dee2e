from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deployment.contents import ROOT
from deployment.interpreters import (
    PYTHON_VERSION,
    CompilationError,
    compile_sources,
    find_interpreter,
)


def test_terraform_deploys_to_the_python_that_packages_are_built_for() -> None:
    text = (ROOT / "infra" / "terraform" / "locals.tf").read_text(encoding="utf-8")
    assert f'runtime = "python{PYTHON_VERSION}"' in text


def test_an_interpreter_of_another_version_is_not_taken() -> None:
    here = "{}.{}".format(*sys.version_info[:2])
    assert find_interpreter(sys.executable) == (sys.executable if here == PYTHON_VERSION else None)


def test_a_missing_interpreter_is_not_taken() -> None:
    assert find_interpreter("/nowhere/python") is None


def test_a_version_of_pyenv_is_found_without_being_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "versions" / f"{PYTHON_VERSION}.7" / "bin" / "python"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text(f'#!/bin/sh\necho {PYTHON_VERSION} "$0"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert find_interpreter() == str(stand_in)


def test_a_version_managers_shim_is_seen_through(tmp_path: Path) -> None:
    shim = tmp_path / "python"
    shim.write_text(f"#!/bin/sh\necho {PYTHON_VERSION} /real/python\n", encoding="utf-8")
    shim.chmod(0o755)
    assert find_interpreter(str(shim)) == "/real/python"


def test_modules_are_compiled_without_checks_against_their_source(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1\n", encoding="utf-8")
    compile_sources(sys.executable, tmp_path, "/var/task")
    (compiled,) = tmp_path.glob("__pycache__/*.pyc")
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # hash-based, check_source off (PEP 552)


def test_compiling_twice_makes_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "module.py").write_text("x = {'a', 'b', 'c'} & {'d', 'e'}\n", encoding="utf-8")
        compile_sources(sys.executable, folder, "/var/task")
        (compiled,) = folder.glob("__pycache__/*.pyc")
        made.append(compiled.read_bytes())
    assert made[0] == made[1]


def test_a_module_that_does_not_compile_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = = 1\n", encoding="utf-8")
    with pytest.raises(CompilationError, match="compiling failed"):
        compile_sources(sys.executable, tmp_path, "/var/task")
