"""The network that is shipped sees what its card says, through the reference decoder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray

from training.decoder import INPUT_SIDE, MOST_OVERLAP, PADDING, STRIDES
from training.labels import CLASSES, PERSON
from training.yardsticks import Detect, open_ours

SHIPPED = Path(__file__).resolve().parents[3] / "layers/models/objects"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((SHIPPED / "manifest.json").read_text())
    return content


@pytest.fixture(scope="module")
def detect() -> Detect:
    return open_ours(SHIPPED / "objects.onnx")


def seen(detect: Detect, picture: NDArray[np.uint8], manifest: dict[str, Any]) -> list[int]:
    """Return the classes found at or above the manifest's thresholds."""
    found = detect(picture)
    thresholds = np.asarray([one["threshold"] for one in manifest["classes"]])
    return [int(kind) for kind in found.classes[found.scores >= thresholds[found.classes]]]


def test_a_portrait_shows_one_person_and_nothing_else(
    detect: Detect, manifest: dict[str, Any]
) -> None:
    portrait = np.ascontiguousarray(skimage.data.astronaut()[:, :, ::-1])
    assert seen(detect, portrait, manifest) == [PERSON]


@pytest.mark.parametrize("level", [0, 114, 255])
def test_an_even_picture_shows_nothing(
    detect: Detect, manifest: dict[str, Any], level: int
) -> None:
    assert seen(detect, np.full((480, 640, 3), level, np.uint8), manifest) == []


@pytest.mark.parametrize("name", ["coffee", "cat", "rocket"])
def test_a_picture_without_people_shows_no_person(
    detect: Detect, manifest: dict[str, Any], name: str
) -> None:
    picture = np.ascontiguousarray(getattr(skimage.data, name)()[:, :, ::-1])
    assert PERSON not in seen(detect, picture, manifest)


def test_the_manifest_describes_the_reference_decoder(manifest: dict[str, Any]) -> None:
    assert [one["kind"] for one in manifest["classes"]] == list(CLASSES)
    assert manifest["input_side"] == INPUT_SIDE
    assert manifest["padding"] == PADDING
    assert tuple(manifest["strides"]) == STRIDES
    assert manifest["most_overlap"] == MOST_OVERLAP
