"""Find phones, books, screens and persons: around our own object detector.

``training/`` makes the network; its input and outputs are described in
``layers/models/objects/README.md``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from chalicelib.domain.observations import Box, SeenObject
from functions.detect_frames.pixels import network_input, shrink
from functions.detect_frames.sessions import Network, RunNetwork

MANIFEST_NAME: Final = "objects.json"
NETWORK_NAME: Final = "objects.onnx"
_NEVER: Final = 2.0
"""A threshold that no score reaches: for kinds whose precision was not proven."""
_MOST_OBJECTS: Final = 16
"""No more are kept of one frame: a shelf of books must not fill a record."""


class ObjectDetector(Protocol):
    """Whatever finds things in a picture; the detector works without one."""

    version: str
    """For ``ObservationBundle.models``."""

    def find(self, picture: NDArray[np.uint8]) -> tuple[SeenObject, ...]:
        """Return the things in a picture (height, width, 3) BGR, surest first."""
        ...


@dataclass(frozen=True)
class ObjectNetwork:
    """What must be known of a network to use it; from its manifest."""

    kinds: tuple[str, ...]
    """In the order of the network's scores."""
    thresholds: NDArray[np.float32]
    """(kinds,) the least score of each, chosen on validation pictures; a kind for which they
    were too few is never reported."""
    strides: tuple[int, ...]
    """Pixels between the cells of each grid, finest first."""
    input_side: int
    """Pixels of the long side."""
    padding: int
    most_overlap: float
    """Of two boxes of one kind that overlap more, the better stays."""
    version: str

    @classmethod
    def read(cls, path: Path) -> ObjectNetwork:
        """Read a manifest that ``training.export`` wrote."""
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        classes = content["classes"]
        return cls(
            kinds=tuple(entry["kind"] for entry in classes),
            thresholds=np.asarray(
                [entry["threshold"] if entry["proven"] else _NEVER for entry in classes],
                np.float32,
            ),
            strides=tuple(content["strides"]),
            input_side=content["input_side"],
            padding=content["padding"],
            most_overlap=content["most_overlap"],
            version=f"{content['name']}-{content['version']}",
        )


class OnnxObjectDetector:
    """Our own network; see ``ObjectDetector``."""

    def __init__(self, run: RunNetwork, network: ObjectNetwork) -> None:
        self._run = run
        self._network = network
        self.version = network.version

    def find(self, picture: NDArray[np.uint8]) -> tuple[SeenObject, ...]:
        """Return the things in a picture (height, width, 3) BGR, surest first."""
        pixels, scale = self.pixels_of(picture)
        scores, distances = self._run(pixels)
        height, width = picture.shape[:2]
        return decode_objects(
            scores[0],
            distances[0],
            network=self._network,
            size=(pixels.shape[2], pixels.shape[3]),
            picture_size=(height * scale, width * scale),
        )

    def pixels_of(self, picture: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        """Return what the network is given of a picture; see ``object_pixels``."""
        return object_pixels(
            picture,
            side=self._network.input_side,
            multiple=self._network.strides[-1],
            padding=self._network.padding,
        )


def load_object_detector(models_path: Path) -> OnnxObjectDetector | None:
    """Open the object detector of a folder of models; None where there is none."""
    manifest = models_path / MANIFEST_NAME
    if not manifest.is_file():
        return None
    return OnnxObjectDetector(Network(models_path / NETWORK_NAME), ObjectNetwork.read(manifest))


def object_pixels(
    picture: NDArray[np.uint8], *, side: int, multiple: int, padding: int
) -> tuple[NDArray[np.float32], float]:
    """
    Scale a picture so that its long side fits, and pad it on the right and below.

    Args:
        picture: (height, width, 3) BGR.
        side: Pixels of the long side, a multiple of ``multiple``.
        multiple: Both sides become multiples of it.
        padding: The grey value to pad with.

    Returns:
        (1, 3, height, width) RGB 0..255, and the scale.
    """
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = shrink(picture, size) if scale < 1 else cv2.resize(picture, size)
    padded = cv2.copyMakeBorder(
        small,
        0,
        -size[1] % multiple,
        0,
        -size[0] % multiple,
        cv2.BORDER_CONSTANT,
        value=(padding, padding, padding),
    )
    return network_input(np.asarray(padded, np.uint8)), scale


def decode_objects(
    scores: NDArray[np.float32],
    distances: NDArray[np.float32],
    *,
    network: ObjectNetwork,
    size: tuple[int, int],
    picture_size: tuple[float, float],
) -> tuple[SeenObject, ...]:
    """
    Turn the network's outputs for one picture into things seen.

    Args:
        scores: (cells, kinds) 0..1.
        distances: (cells, 4) from a cell's middle to the left, top, right and bottom edge
            of its box, in strides of its grid.
        network: What is known of the network.
        size: Height and width of its input, pixels.
        picture_size: Height and width of the picture within it, before padding, pixels.

    Returns:
        At most sixteen, surest first.
    """
    cells, kinds = np.nonzero(scores >= network.thresholds)
    if not len(cells):
        return ()
    found = scores[cells, kinds]
    middles, strides = grid(*size, network.strides)
    reach = distances[cells] * strides[cells, np.newaxis]
    corners = np.concatenate([middles[cells] - reach[:, :2], middles[cells] + reach[:, 2:]], axis=1)
    height, width = picture_size
    corners = np.clip(corners / [width, height, width, height], 0, 1)
    boxes = np.concatenate([corners[:, :2], corners[:, 2:] - corners[:, :2]], axis=1)
    kept = np.ravel(
        cv2.dnn.NMSBoxesBatched(
            boxes.tolist(), found.tolist(), kinds.tolist(), 0.0, network.most_overlap
        )
    ).astype(np.intp)
    best = kept[np.argsort(-found[kept], kind="stable")][:_MOST_OBJECTS]
    return tuple(
        SeenObject(network.kinds[kinds[row]], float(found[row]), Box(*map(float, boxes[row])))
        for row in best
    )


@cache
def grid(
    height: int, width: int, strides: tuple[int, ...]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """
    Return the middles (cells, 2) as x, y and the strides (cells,) of all cells.

    The order is the network's: by stride, then row by row.
    """
    middles, sizes = [], []
    for stride in strides:
        rows, columns = height // stride, width // stride
        y, x = np.divmod(np.arange(rows * columns), columns)
        middles.append((np.stack([x, y], axis=1) + 0.5) * stride)
        sizes.append(np.full(rows * columns, stride))
    return np.concatenate(middles).astype(np.float32), np.concatenate(sizes).astype(np.float32)
