"""Builds what is deployed: ``python -m deployment --architecture x86_64`` (``make package``)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from deployment.archives import digest, unzipped_size
from deployment.building import build
from deployment.contents import ARCHITECTURES, FUNCTIONS, LAYERS
from deployment.interpreters import PYTHON_VERSION, CompilationError, find_interpreter
from deployment.sizes import Size, function_sizes, function_table, package_table
from deployment.wheels import WheelError


def package_all(architecture: str, interpreter: str | None) -> list[str]:
    """
    Build every package for one architecture and print their sizes.

    Returns:
        What Lambda would refuse.

    Raises:
        WheelError, CompilationError, FileNotFoundError: As ``build``.
    """
    print(f"==> Building the packages for {architecture}, Python {PYTHON_VERSION}", flush=True)
    zips = {p.name: build(p, architecture, interpreter) for p in (*LAYERS, *FUNCTIONS)}
    sizes = {name: Size(path.stat().st_size, unzipped_size(path)) for name, path in zips.items()}
    functions = function_sizes(FUNCTIONS, sizes)
    print(package_table(sizes, {name: digest(path) for name, path in zips.items()}))
    print(f"\n{function_table(functions)}\n")
    return [problem for size in functions for problem in size.problems]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m deployment", description=__doc__)
    parser.add_argument(
        "--architecture", choices=ARCHITECTURES, action="append", help="default: all of them"
    )
    parser.add_argument(
        "--interpreter", help=f"a Python {PYTHON_VERSION} to compile with; default: look for one"
    )
    options = parser.parse_args(arguments)
    interpreter = find_interpreter(options.interpreter)
    if options.interpreter and interpreter is None:
        parser.error(f"{options.interpreter} is no Python {PYTHON_VERSION}")
    try:
        problems = [
            f"{architecture}: {problem}"
            for architecture in options.architecture or ARCHITECTURES
            for problem in package_all(architecture, interpreter)
        ]
    except (WheelError, CompilationError, FileNotFoundError) as error:
        problems = [str(error)]
    if interpreter is None:
        print(f"no Python {PYTHON_VERSION} here: without .pyc files, cold starts will be slower")
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
