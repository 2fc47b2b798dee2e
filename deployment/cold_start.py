"""Unpacks a function with its layers into the folders that Lambda uses, and starts it there."""

from __future__ import annotations

import json
import platform
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deployment.building import build
from deployment.contents import LAYERS, ROOT, Package
from deployment.wheels import install

PROCESS: Final = Path(__file__).with_name("lambda_process.py")
"""The script that stands for Lambda's bootstrap."""
_RUNTIME: Final = ROOT / "deployment" / "runtime-requirements.txt"
_ENDS_WITHIN_S: Final = 120


class HandlerFailedError(RuntimeError):
    """Raised when a packaged handler did not answer; holds what it wrote."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A function as it lies on Lambda: ``task`` is /var/task, ``layers`` /opt."""

    package: Package
    folder: Path

    @property
    def task(self) -> Path:
        """What Lambda mounts at /var/task."""
        return self.folder / "task"

    @property
    def layers(self) -> Path:
        """What Lambda mounts at /opt."""
        return self.folder / "opt"

    @property
    def runtime(self) -> Path:
        """The modules that the runtime brings: /var/runtime."""
        return self.folder / "runtime"

    @property
    def handler(self) -> str:
        """The entry point as Terraform names it."""
        name = self.package.name
        return "app.app" if name == "api" else f"functions.{name}.handler.handler"


@dataclass(frozen=True, slots=True)
class ColdStart:
    """What a new process answered, and what it took in seconds."""

    import_cpu_s: float
    import_s: float
    event_s: tuple[float, ...]
    answers: tuple[Any, ...]
    files: tuple[Path, ...]
    """The files of every module that was imported."""


def this_architecture() -> str:
    """Return Lambda's name for this machine's architecture."""
    return "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"


def unpack(package: Package, interpreter: str, folder: Path, packages: Path) -> Unpacked:
    """
    Build a function with its layers for this machine and unpack them.

    Args:
        package: The function.
        interpreter: A Python of the runtime's version.
        folder: Where to unpack; empty.
        packages: Where to keep the zips; a layer that lies there already is taken as it is.

    Raises:
        WheelError, CompilationError, FileNotFoundError: As ``build``.
    """
    unpacked = Unpacked(package, folder)
    architecture = this_architecture()
    built = {layer: packages / architecture / "layers" / f"{layer}.zip" for layer in package.layers}
    for layer in LAYERS:
        if layer.name in built and not built[layer.name].exists():
            build(layer, architecture, interpreter, packages)
    _unzip(build(package, architecture, interpreter, packages), unpacked.task)
    for layer_zip in built.values():
        _unzip(layer_zip, unpacked.layers)
    install(_RUNTIME, architecture, unpacked.runtime)
    return unpacked


def start(
    unpacked: Unpacked,
    interpreter: str,
    environment: Mapping[str, str],
    events: Sequence[Mapping[str, Any]],
) -> ColdStart:
    """
    Run a function's handler on some events, in a new process that can import nothing else.

    Raises:
        HandlerFailedError: It raised, or did not end within two minutes.
    """
    request = {
        "search_path": [
            str(unpacked.task),
            str(unpacked.layers / "python"),
            str(unpacked.runtime),
        ],
        "handler": unpacked.handler,
        "function_name": unpacked.package.name,
        "events": list(events),
    }
    settings = {**environment, "MODELS_PATH": str(unpacked.layers / "models")}
    try:
        # Isolated, and without site-packages.
        done = subprocess.run(
            [interpreter, "-I", "-S", str(PROCESS)],
            input=json.dumps(request),
            capture_output=True,
            text=True,
            check=True,
            env=settings,
            cwd=unpacked.task,
            timeout=_ENDS_WITHIN_S,
        )
    except subprocess.CalledProcessError as error:
        raise HandlerFailedError(f"{error.stdout}\n{error.stderr}") from error
    except subprocess.TimeoutExpired as error:
        raise HandlerFailedError(f"no end within {_ENDS_WITHIN_S} s") from error
    return _read(done.stdout)


def _read(output: str) -> ColdStart:
    report = json.loads(output.splitlines()[-1])
    return ColdStart(
        report["import_cpu_s"],
        report["import_s"],
        tuple(report["event_s"]),
        tuple(report["answers"]),
        tuple(map(Path, report["files"])),
    )


def _unzip(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
