"""The networks as callables: one ONNX Runtime session each, created once a process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import onnxruntime

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_INPUT = "pixels"


class ModelsMissingError(RuntimeError):
    """Raised when the model files were not built."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no model files in {folder}: build them with `make models`")


class RunNetwork(Protocol):
    """A network as a function."""

    def __call__(self, pixels: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """
        Return the outputs, in the order that the manifest names them.

        Args:
            pixels: (batch, 3, height, width), RGB; the range is the network's own.
        """
        ...


@dataclass(frozen=True)
class Networks:
    """The three face networks."""

    faces: RunNetwork
    landmarks: RunNetwork
    iris: RunNetwork
    versions: str
    """Their versions, for example ``faces-1+landmarks-1+iris-1``."""


class Network:
    """One network, run on one thread: two threads gain little on nets this small."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Errors only: warnings about the host's processor are noise in a log.
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, pixels: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Keep the contract of ``RunNetwork``."""
        return [np.asarray(output) for output in self._session.run(None, {_INPUT: pixels})]


def load_networks(models_path: Path) -> Networks:
    """
    Open the networks in a folder that ``python -m layers.models.build`` wrote.

    Raises:
        ModelsMissingError: The folder holds no manifest, or a file that it names is missing.
    """
    try:
        manifest = json.loads((models_path / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelsMissingError(models_path) from error
    versions = {network["name"]: network["version"] for network in manifest["networks"]}
    paths = {name: models_path / f"{name}.onnx" for name in versions}
    if not all(path.is_file() for path in paths.values()):
        raise ModelsMissingError(models_path)
    return Networks(
        faces=Network(paths["faces"]),
        landmarks=Network(paths["landmarks"]),
        iris=Network(paths["iris"]),
        versions="+".join(f"{name}-{version}" for name, version in versions.items()),
    )
