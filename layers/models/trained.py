"""The network that this project trained itself, put beside the converted ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from layers.models.originals import sha256

FOLDER: Final = Path(__file__).with_name("objects")
COPIES: Final = (("objects.onnx", "objects.onnx"), ("manifest.json", "objects.json"))
"""Name here, and name in the folder of all models."""


class TrainedNetworkError(RuntimeError):
    """Raised when the committed network is not the one that its manifest names."""


def is_copied(output: Path, folder: Path = FOLDER) -> bool:
    """Say whether ``output`` holds the network as it is committed."""
    return all(
        (output / copy).is_file() and (output / copy).read_bytes() == (folder / name).read_bytes()
        for name, copy in COPIES
    )


def copy_network(output: Path, folder: Path = FOLDER) -> None:
    """
    Put the network and its manifest into ``output``.

    Raises:
        TrainedNetworkError: The file's hash is not the manifest's.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if sha256((folder / "objects.onnx").read_bytes()) != manifest["onnx_sha256"]:
        raise TrainedNetworkError(f"{folder}/objects.onnx is not the file its manifest names")
    for name, copy in COPIES:
        shutil.copyfile(folder / name, output / copy)
