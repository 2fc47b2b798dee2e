"""What goes into each package that is deployed: a zip a function, and the layers under them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ARCHITECTURES: Final = ("x86_64", "arm64")
"""Lambda's names."""

OUTPUT: Final = ROOT / "build" / "packages"
"""Holds a folder for each architecture; the Terraform variable ``packages_folder`` names it."""

_NEVER: Final = ("__pycache__", ".built")


@dataclass(frozen=True, slots=True)
class Package:
    """One zip."""

    name: str
    sources: tuple[tuple[str, str], ...]
    """Pairs of a file or folder of the project and its path in the zip."""
    excluded: tuple[str, ...] = ()
    """Folders of the project, below ``sources``, that are left out."""
    requirements: str | None = None
    """A requirements file of the project, whose wheels go in, pruned."""
    requirements_path: str = "."
    """Where in the zip they go."""
    layers: tuple[str, ...] = ()
    """For a function: the layers under it."""

    def files(self, root: Path = ROOT) -> dict[str, Path]:
        """
        Return our own files by their path in the zip.

        Raises:
            FileNotFoundError: A source is not there, or holds nothing.
        """
        left_out = [root / folder for folder in self.excluded]
        found: dict[str, Path] = {}
        for source, target in self.sources:
            start = root / source
            paths = [start] if start.is_file() else sorted(start.rglob("*"))
            files = {
                (Path(target) / path.relative_to(start)).as_posix(): path
                for path in paths
                if path.is_file()
                and not set(_NEVER) & set(path.parts)
                and not any(path.is_relative_to(folder) for folder in left_out)
            }
            if not files:
                raise FileNotFoundError(f"{self.name}: nothing to pack in {start}")
            found |= files
        return found


def _function(name: str, *layers: str) -> Package:
    """Return a function's package: its folder, and of ours what is not the HTTP API."""
    folder = f"functions/{name}"
    return Package(
        name,
        sources=(
            ("chalicelib", "chalicelib"),
            ("functions/__init__.py", "functions/__init__.py"),
            (folder, folder),
        ),
        excluded=("chalicelib/api", "chalicelib/importing", "chalicelib/reporting"),
        layers=layers,
    )


FUNCTIONS: Final = (
    Package(
        "api",
        sources=(("app.py", "app.py"), ("chalicelib", "chalicelib")),
        requirements="deployment/api-requirements.txt",
        layers=("data",),
    ),
    _function("detect_frames", "data", "vision", "models"),
    _function("send_alerts", "data"),
    _function("live_socket", "data"),
    _function("sweep_attempts", "data"),
    _function("erase_data", "data"),
)

# Lambda mounts a layer at /opt and looks for modules in /opt/python.
LAYERS: Final = (
    Package("data", (), requirements="layers/data/requirements.txt", requirements_path="python"),
    Package(
        "vision", (), requirements="layers/vision/requirements.txt", requirements_path="python"
    ),
    Package("models", sources=(("layers/models/build", "models"),)),
)


def function(name: str) -> Package:
    """Return a function's package; raises KeyError when there is none of the name."""
    return {package.name: package for package in FUNCTIONS}[name]


def zip_path(package: Package, architecture: str, output: Path = OUTPUT) -> Path:
    """Return where a package's zip lies; Terraform looks there."""
    folder = output / architecture
    return (folder / "layers" if package in LAYERS else folder) / f"{package.name}.zip"
