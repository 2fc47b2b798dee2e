"""Gets wheels for Lambda's platform, on any host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from deployment.interpreters import PYTHON_VERSION

# Lambda's name of an architecture, and the one in the tags of wheels.
_MACHINES: Final = {"x86_64": "x86_64", "arm64": "aarch64"}

# Amazon Linux 2023 has glibc 2.34.  pip takes each tag literally: a wheel tagged only for an older
# glibc is found under its own tag alone, so all that occur are named.
_GLIBC_TAGS: Final = (
    "manylinux_2_34",
    "manylinux_2_28",
    "manylinux_2_27",
    "manylinux_2_17",
    "manylinux2014",
)


class WheelError(RuntimeError):
    """Raised when pip could not get the wheels."""


def install_command(requirements: Path, architecture: str, target: Path) -> list[str]:
    """Return the pip command that unpacks the wheels of a requirements file for Lambda."""
    machine = _MACHINES[architecture]
    return [
        *(
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--quiet",
            "--disable-pip-version-check",
        ),
        *("--no-deps", "--only-binary=:all:", "--no-compile", "--implementation=cp"),
        f"--python-version={PYTHON_VERSION}",
        *(f"--platform={tag}_{machine}" for tag in _GLIBC_TAGS),
        f"--target={target}",
        f"--requirement={requirements}",
    ]


def install(requirements: Path, architecture: str, target: Path) -> None:
    """Unpack wheels into a folder; raises WheelError when pip fails."""
    command = install_command(requirements, architecture, target)
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        raise WheelError(f"pip could not get {requirements} (exit status {done.returncode})")
