"""The converted networks answer as the originals do.

Tolerance: outputs are pixels of the network's own picture, or numbers before a sigmoid.
float32 has 24 bits, so a value near 200 is rounded by 1e-5; about 60 layers, summed in
another order, add up to some 1e-4.  0.002 allows twenty times that and is still a thousandth
of what a wrong padding or a swapped axis would make (pixels).
"""

from __future__ import annotations

import numpy as np
import pytest

from functions.detect_frames.sessions import Network
from layers.models.build import BUILD_FOLDER, CACHE_FOLDER, REFERENCE_FOLDER
from layers.models.manifest import read_manifest
from layers.models.originals import fetch_originals

pytestmark = pytest.mark.accuracy

TOLERANCE = 0.002
NETWORKS = {network.name: network for network in read_manifest().networks}


def answers(name: str, pixels: np.ndarray) -> list[np.ndarray]:
    """Run the converted network on (n, height, width, 3) floats."""
    path = BUILD_FOLDER / NETWORKS[name].onnx_name
    assert path.is_file(), "run `make models` first"
    return Network(path)(np.ascontiguousarray(pixels.transpose(0, 3, 1, 2)))


def scaled(name: str, pixels: np.ndarray) -> np.ndarray:
    values = pixels.astype(np.float32)
    return values / np.float32(127.5) - 1 if name == "faces" else values / np.float32(255)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_converted_network_answers_as_the_stored_reference(name: str) -> None:
    reference = np.load(REFERENCE_FOLDER / f"{name}.npz")
    outputs = answers(name, scaled(name, reference["pixels"]))
    for number, output in enumerate(outputs):
        assert np.abs(output - reference[f"output_{number}"]).max() < TOLERANCE


@pytest.mark.parametrize("name", NETWORKS)
def test_a_converted_network_answers_as_the_original_itself(name: str) -> None:
    pytest.importorskip("ai_edge_litert", reason="TensorFlow Lite's runtime is not installed")
    from layers.models.reference import open_original, run_original  # noqa: PLC0415

    original = fetch_originals(read_manifest(), CACHE_FOLDER)[name]
    pixels = np.load(REFERENCE_FOLDER / f"{name}.npz")["pixels"]
    fresh = np.random.default_rng(99).integers(0, 256, pixels[:1].shape, np.uint8)
    pictures = scaled(name, np.concatenate([pixels, fresh]))
    expected = run_original(open_original(original), pictures)
    for output, wanted in zip(answers(name, pictures), expected, strict=True):
        assert np.abs(output - wanted).max() < TOLERANCE


@pytest.mark.parametrize("name", NETWORKS)
def test_a_batch_answers_as_its_pictures_one_by_one(name: str) -> None:
    pixels = scaled(name, np.load(REFERENCE_FOLDER / f"{name}.npz")["pixels"])
    together = answers(name, pixels)
    for number in range(len(pixels)):
        for output, whole in zip(answers(name, pixels[number : number + 1]), together, strict=True):
            assert np.abs(output[0] - whole[number]).max() < TOLERANCE
