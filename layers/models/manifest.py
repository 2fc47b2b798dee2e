"""What the model files are: where they come from, their licence, hashes and shapes."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

MANIFEST_PATH = Path(__file__).with_name("manifest.json")


@dataclass(frozen=True)
class Wheel:
    """The one package on PyPI that carries the original networks."""

    requirement: str
    platform: str
    """One fixed platform tag: the networks in it are the same on every host."""
    python_version: str
    sha256: str
    licence: str


@dataclass(frozen=True)
class TensorInfo:
    """An input or output; shapes start with the free batch axis."""

    name: str
    shape: tuple[str | int, ...]


@dataclass(frozen=True)
class Network:
    """One network, before and after conversion."""

    name: str
    version: int
    member: str
    """The original's path inside the wheel."""
    member_sha256: str
    onnx_sha256: str
    input: TensorInfo
    outputs: tuple[TensorInfo, ...]

    @property
    def onnx_name(self) -> str:
        """The converted network's file name."""
        return f"{self.name}.onnx"

    @property
    def tflite_name(self) -> str:
        """The original network's file name."""
        return Path(self.member).name


@dataclass(frozen=True)
class Manifest:
    """Everything that ``manifest.json`` says."""

    wheel: Wheel
    networks: tuple[Network, ...]

    def as_json(self) -> str:
        """Return the text of its file, the same for the same manifest."""
        return f"{json.dumps(dataclasses.asdict(self), indent=2, ensure_ascii=False)}\n"

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.as_json(), encoding="utf-8")


def read_manifest(path: Path = MANIFEST_PATH) -> Manifest:
    """
    Read a manifest.

    Raises:
        OSError: There is no such file.
        ValueError, KeyError, TypeError: It is not a manifest.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    return Manifest(
        wheel=Wheel(**content["wheel"]),
        networks=tuple(
            Network(
                **network
                | {
                    "input": _read_tensor(network["input"]),
                    "outputs": tuple(_read_tensor(output) for output in network["outputs"]),
                }
            )
            for network in content["networks"]
        ),
    )


def _read_tensor(content: dict[str, object]) -> TensorInfo:
    name, shape = content["name"], content["shape"]
    if not isinstance(name, str) or not isinstance(shape, list):
        raise TypeError(f"not a tensor: {content}")
    return TensorInfo(name, tuple(shape))
