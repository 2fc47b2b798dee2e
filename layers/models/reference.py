"""What the original networks answer on fixed pictures: the yardstick for the converted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_FACE: Final = (slice(0, 200), slice(120, 320))
_EYE: Final = (slice(80, 130), slice(175, 225))
"""Rows and columns of the face and of an eye in ``skimage.data.astronaut()``."""
_NOISE_SEED: Final = 20_261_122


def write_references(originals: Mapping[str, bytes], folder: Path) -> None:
    """
    Run each original network on a real face (or eye) and on noise, and store it all.

    Each ``{name}.npz`` holds ``pixels`` (2, height, width, 3) uint8 RGB, and the outputs as
    ``output_0``, ``output_1``, in the network's order, float32, the first axis the pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in originals.items():
        interpreter = open_original(content)
        size = interpreter.get_input_details()[0]["shape"][1]
        pixels = _pictures(name, size)
        outputs = run_original(interpreter, scaled(name, pixels))
        first, second = outputs
        np.savez_compressed(folder / f"{name}.npz", pixels=pixels, output_0=first, output_1=second)


def open_original(content: bytes) -> Interpreter:
    """Return TensorFlow Lite's own interpreter with a network loaded, on one thread."""
    interpreter = Interpreter(model_content=content, num_threads=1)
    interpreter.allocate_tensors()
    return interpreter


def run_original(
    interpreter: Interpreter, pictures: NDArray[np.float32]
) -> list[NDArray[np.float32]]:
    """
    Run pictures (n, height, width, 3) one by one.

    Returns:
        One array an output, the first axis the pictures.
    """
    answers = []
    for picture in pictures:
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture[np.newaxis])
        interpreter.invoke()
        details: list[dict[str, Any]] = interpreter.get_output_details()
        answers.append([interpreter.get_tensor(detail["index"]) for detail in details])
    return [np.concatenate(output) for output in zip(*answers, strict=True)]


def scaled(name: str, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Bring 0..255 to the range of a network: -1..1 for ``faces``, 0..1 for the others."""
    values = pixels.astype(np.float32)
    return values / np.float32(127.5) - 1 if name == "faces" else values / np.float32(255)


def _pictures(name: str, size: int) -> NDArray[np.uint8]:
    # Imported here: only the person who makes the references needs the photograph.
    from skimage import data  # noqa: PLC0415

    photograph = np.asarray(data.astronaut(), np.uint8)
    region = photograph[_EYE if name == "iris" else _FACE]
    real = cv2.resize(region, (size, size), interpolation=cv2.INTER_AREA)
    # In blocks of 4 pixels: fine noise would make the files larger than the networks deserve.
    coarse = np.random.default_rng(_NOISE_SEED).integers(
        0, 256, (size // 4, size // 4, 3), np.uint8
    )
    noise = coarse.repeat(4, axis=0).repeat(4, axis=1)
    return np.stack([np.asarray(real, np.uint8), noise])
