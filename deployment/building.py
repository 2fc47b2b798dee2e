"""Builds the packages: gathers, prunes, compiles and zips."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from deployment.archives import files_under, write_zip
from deployment.contents import LAYERS, OUTPUT, ROOT, Package, zip_path
from deployment.interpreters import compile_sources
from deployment.pruning import prune
from deployment.wheels import install

_FUNCTION_FOLDER: Final = "/var/task"
_LAYER_FOLDER: Final = "/opt"


def build(
    package: Package, architecture: str, interpreter: str | None, output: Path = OUTPUT
) -> Path:
    """
    Build one package and return its zip.

    Args:
        package: What goes in.
        architecture: One of ``ARCHITECTURES``.
        interpreter: A Python of the runtime's version, or None to leave out the ``.pyc`` files.
        output: Where the zips of every architecture lie.

    Raises:
        WheelError: The wheels could not be had.
        CompilationError: A module does not compile.
        FileNotFoundError: There is nothing to pack where something should be.
    """
    target = zip_path(package, architecture, output)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _gather(package, architecture, folder)
        if interpreter is not None:
            mounted_at = _LAYER_FOLDER if package in LAYERS else _FUNCTION_FOLDER
            compile_sources(interpreter, folder, mounted_at)
        write_zip(target, files_under(folder))
    return target


def _gather(package: Package, architecture: str, folder: Path) -> None:
    if package.requirements is not None:
        wheels = folder / package.requirements_path
        install(ROOT / package.requirements, architecture, wheels)
        prune(wheels)
    for name, path in package.files().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
