"""Builds the vision layer: ``python -m layers.vision.build --architecture x86_64``.

The result lies in ``build/layers/vision/<architecture>/python``, the folder that Lambda mounts
as ``/opt/python``.
"""
# ruff: noqa: T201 - a command prints

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from layers.vision.pruning import prune
from layers.vision.sizes import UNZIPPED_LIMIT_BYTES, measure, size_table
from layers.vision.wheels import (
    ARCHITECTURES,
    PYTHON_VERSION,
    WheelError,
    compile_sources,
    find_interpreter,
    install,
)

DEFAULT_OUTPUT: Final = Path(__file__).parents[2] / "build" / "layers" / "vision"


def build(architecture: str, output: Path, interpreter: str | None) -> bool:
    """
    Build the layer for one architecture and print its sizes.

    Args:
        architecture: One of ``ARCHITECTURES``.
        output: Folder that gets a folder of the architecture's name; an older one is replaced.
        interpreter: A Python of the runtime's version, or None to leave out the ``.pyc`` files.

    Returns:
        Whether the layer fits Lambda's limit.

    Raises:
        WheelError: The wheels could not be had, or do not compile.
    """
    finished = output / architecture
    output.mkdir(parents=True, exist_ok=True)
    # Built aside and moved into place, so that an interrupted build leaves no half layer.
    with tempfile.TemporaryDirectory(dir=output, prefix=".building-") as scratch:
        packages = Path(scratch) / architecture / "python"
        print(f"getting the wheels for {architecture}, Python {PYTHON_VERSION} ...")
        install(architecture, packages)
        downloaded = measure(packages)
        prune(packages)
        if interpreter is not None:
            compile_sources(interpreter, packages)
        packed = measure(packages)
        shutil.rmtree(finished, ignore_errors=True)
        packages.parent.rename(finished)
    print(size_table(downloaded, packed))
    if interpreter is None:
        print(f"no Python {PYTHON_VERSION} here: without .pyc files, cold starts will be slower")
    print(f"the layer is in {finished}")
    return sum(packed.values()) <= UNZIPPED_LIMIT_BYTES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m layers.vision.build", description=__doc__)
    parser.add_argument("--architecture", choices=sorted(ARCHITECTURES), default="x86_64")
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="folder to build in")
    parser.add_argument(
        "--interpreter", help=f"a Python {PYTHON_VERSION} to compile with; default: look for one"
    )
    options = parser.parse_args(arguments)
    interpreter = find_interpreter(options.interpreter)
    if options.interpreter and interpreter is None:
        parser.error(f"{options.interpreter} is no Python {PYTHON_VERSION}")
    try:
        fits = build(options.architecture, options.output, interpreter)
    except WheelError as error:
        print(error, file=sys.stderr)
        return 1
    if not fits:
        print("too large for Lambda", file=sys.stderr)
    return 0 if fits else 1


if __name__ == "__main__":
    raise SystemExit(main())
