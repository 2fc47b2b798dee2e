"""Finds a Python of the runtime's version, and compiles modules with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

PYTHON_VERSION: Final = "3.13"
"""The runtime's; ``infra/terraform/locals.tf`` names the same."""


class CompilationError(RuntimeError):
    """Raised when a module does not compile."""


def find_interpreter(given: str | None = None) -> str | None:
    """
    Return a Python of the runtime's minor version, or None when this machine has none.

    Looked for, unless one is given: the running one, ``python3.13`` on the path, pyenv's versions,
    whether switched on or not.  ``.pyc`` files hold for one minor version only.
    """
    for candidate in [given] if given else _candidates(os.environ):
        path = shutil.which(candidate)
        version, executable = _ask(path) if path is not None else (None, None)
        if version == PYTHON_VERSION:
            return executable
    return None


def compile_sources(interpreter: str, folder: Path, mounted_at: str) -> None:
    """
    Write a ``.pyc`` beside every module under a folder.

    Lambda cannot write where packages lie, so without them each cold start compiles everything
    again.  They are never checked against their source, which does not change either.

    Args:
        interpreter: A Python of the runtime's version.
        folder: What to compile.
        mounted_at: Where the folder will lie on Lambda: what stack traces say.

    Raises:
        CompilationError: A module does not compile.
    """
    command = [
        *(interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"),
        *("-s", str(folder), "-p", mounted_at, str(folder)),
    ]
    # The order of a set of constants follows the hashes of its strings, which differ between runs.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, check=False, env=environment)
    if done.returncode != 0:
        raise CompilationError(f"compiling failed (exit status {done.returncode})")


def _candidates(environment: Mapping[str, str]) -> Iterator[str]:
    yield sys.executable
    yield f"python{PYTHON_VERSION}"
    pyenv = Path(environment.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{PYTHON_VERSION}.*/bin/python")))


def _ask(interpreter: str) -> tuple[str | None, str | None]:
    """
    Return an interpreter's minor version and its own path; nothing when it does not run.

    Its own path, because a version manager's shim works only in an environment that names it.
    """
    script = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    done = subprocess.run(
        [interpreter, "-I", "-c", script], capture_output=True, text=True, check=False
    )
    version, _, executable = done.stdout.strip().partition(" ")
    return (version, executable) if done.returncode == 0 else (None, None)
