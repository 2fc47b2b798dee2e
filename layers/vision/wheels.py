"""Gets the layer's wheels for Lambda's platform and compiles them, on any host."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PYTHON_VERSION: Final = "3.13"
"""The runtime's; ``infra/terraform/locals.tf`` names the same."""

ARCHITECTURES: Final = {"x86_64": "x86_64", "arm64": "aarch64"}
"""Lambda's names, and those in the tags of wheels."""

# Amazon Linux 2023 has glibc 2.34.  pip takes each tag literally: a wheel tagged only for an older
# glibc is found under its own tag alone, so all that occur are named.
_GLIBC_TAGS: Final = ("manylinux_2_28", "manylinux_2_27", "manylinux_2_17", "manylinux2014")

REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")


class WheelError(RuntimeError):
    """Raised when a step of another program failed; the message says which."""


def install_command(architecture: str, target: Path) -> list[str]:
    """Return the pip command that unpacks the layer's wheels for one of ``ARCHITECTURES``."""
    machine = ARCHITECTURES[architecture]
    platforms = [f"--platform={tag}_{machine}" for tag in _GLIBC_TAGS]
    return [
        *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary=:all:", "--no-compile", "--implementation=cp"),
        f"--python-version={PYTHON_VERSION}",
        *platforms,
        f"--target={target}",
        f"--requirement={REQUIREMENTS}",
    ]


def install(architecture: str, target: Path) -> None:
    """Unpack the layer's wheels into a folder; raises WheelError when pip fails."""
    _run(install_command(architecture, target), "pip could not get the wheels")


def find_interpreter(given: str | None = None) -> str | None:
    """
    Return a Python of the runtime's minor version, or None when this machine has none.

    ``.pyc`` files hold for one minor version only.
    """
    candidates = [given] if given else [sys.executable, f"python{PYTHON_VERSION}"]
    for candidate in candidates:
        path = shutil.which(candidate)
        if path is not None and _version_of(path) == PYTHON_VERSION:
            return path
    return None


def compile_sources(interpreter: str, folder: Path) -> None:
    """
    Write a ``.pyc`` beside every module.

    Lambda cannot write into ``/opt``, so without them each cold start compiles everything
    again.  They are never checked against their source, which does not change either.

    Raises:
        WheelError: A module does not compile.
    """
    where_it_will_lie = "/opt/python"
    command = [
        *(interpreter, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"),
        *("-s", str(folder), "-p", where_it_will_lie, str(folder)),
    ]
    _run(command, "compiling failed")


def _version_of(interpreter: str) -> str | None:
    script = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run(  # noqa: S603 - the caller's own interpreter, without a shell
        [interpreter, "-I", "-c", script], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else None


def _run(command: list[str], problem: str) -> None:
    done = subprocess.run(command, check=False)  # noqa: S603 - fixed words, without a shell
    if done.returncode != 0:
        raise WheelError(f"{problem} (exit status {done.returncode})")
