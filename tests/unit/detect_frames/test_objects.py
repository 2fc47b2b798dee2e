from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from functions.detect_frames.objects import (
    ObjectNetwork,
    OnnxObjectDetector,
    decode_objects,
    grid,
    load_object_detector,
    object_pixels,
)

NETWORK = ObjectNetwork(
    kinds=("phone", "book"),
    thresholds=np.asarray([0.5, 0.6], np.float32),
    strides=(8, 16),
    input_side=32,
    padding=114,
    most_overlap=0.5,
    version="objects-7",
)
SIZE = (32, 32)
CELLS = 16 + 4


def nothing() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return np.zeros((CELLS, 2), np.float32), np.ones((CELLS, 4), np.float32)


def test_cells_come_stride_by_stride_and_row_by_row() -> None:
    middles, strides = grid(16, 32, (8, 16))
    assert middles[:5].tolist() == [[4, 4], [12, 4], [20, 4], [28, 4], [4, 12]]
    assert middles[8:].tolist() == [[8, 8], [24, 8]]
    assert strides.tolist() == [8] * 8 + [16] * 2


def test_a_box_reaches_from_its_cell_in_strides() -> None:
    scores, distances = nothing()
    scores[5, 0] = 0.9  # the middle of cell 5 of the fine grid lies at (12, 12)
    distances[5] = (1, 0.5, 1, 1.5)
    (seen,) = decode_objects(
        scores, distances, network=NETWORK, size=SIZE, picture_size=(32.0, 32.0)
    )
    assert (seen.kind, round(seen.score, 3)) == ("phone", 0.9)
    assert (seen.box.left, seen.box.top) == pytest.approx((4 / 32, 8 / 32))
    assert (seen.box.width, seen.box.height) == pytest.approx((16 / 32, 16 / 32))


def test_each_kind_has_its_own_threshold() -> None:
    scores, distances = nothing()
    scores[0] = (0.55, 0.55)
    seen = decode_objects(scores, distances, network=NETWORK, size=SIZE, picture_size=(32.0, 32.0))
    assert [thing.kind for thing in seen] == ["phone"]


def test_of_two_boxes_on_one_thing_the_surer_stays_and_another_kind_is_not_suppressed() -> None:
    scores, distances = nothing()
    distances[:] = 2
    scores[5], scores[6] = (0.7, 0.9), (0.8, 0.0)
    distances[6] = (3, 2, 1, 2)  # the same box from the neighbouring cell
    seen = decode_objects(scores, distances, network=NETWORK, size=SIZE, picture_size=(32.0, 32.0))
    assert [(thing.kind, round(thing.score, 1)) for thing in seen] == [
        ("book", 0.9),
        ("phone", 0.8),
    ]


def test_a_box_ends_at_the_pictures_edge_not_in_the_padding() -> None:
    scores, distances = nothing()
    scores[0, 0] = 0.9
    distances[0] = 9
    (seen,) = decode_objects(
        scores, distances, network=NETWORK, size=SIZE, picture_size=(24.0, 32.0)
    )
    assert (seen.box.left, seen.box.top, seen.box.width, seen.box.height) == (0, 0, 1, 1)


def test_an_empty_picture_holds_nothing() -> None:
    assert decode_objects(*nothing(), network=NETWORK, size=SIZE, picture_size=(32.0, 32.0)) == ()


@pytest.mark.parametrize(("height", "width"), [(480, 640), (640, 480), (1, 640), (200, 200)])
def test_the_networks_picture_is_padded_to_whole_cells(height: int, width: int) -> None:
    picture = np.full((height, width, 3), (10, 20, 30), np.uint8)
    pixels, scale = object_pixels(picture, side=320, multiple=32, padding=114)
    assert pixels.shape[2] % 32 == 0
    assert pixels.shape[3] % 32 == 0
    assert scale == 320 / max(height, width)
    assert pixels[0, :, 0, 0].tolist() == [30, 20, 10]  # RGB
    if height < width:
        assert pixels[0, :, -1, -1].tolist() == [114, 114, 114] or pixels.shape[2] == 240


def test_a_kind_whose_precision_was_not_proven_is_never_reported(tmp_path: Path) -> None:
    classes = [
        {"kind": "phone", "threshold": 0.5, "proven": True},
        {"kind": "book", "threshold": 0.5, "proven": False},
    ]
    manifest = {
        "name": "objects",
        "version": 7,
        "classes": classes,
        "strides": [8, 16],
        "input_side": 32,
        "padding": 114,
        "most_overlap": 0.5,
    }
    (tmp_path / "objects.json").write_text(json.dumps(manifest))
    network = ObjectNetwork.read(tmp_path / "objects.json")
    scores, distances = nothing()
    scores[0] = (0.6, 1.0)
    seen = decode_objects(scores, distances, network=network, size=SIZE, picture_size=(32.0, 32.0))
    assert [thing.kind for thing in seen] == ["phone"]


def test_without_a_network_there_is_no_detector(tmp_path: Path) -> None:
    assert load_object_detector(tmp_path) is None


def test_the_detector_asks_the_network_and_names_its_version() -> None:
    scores, distances = nothing()
    scores[5, 0] = 0.9

    def run(pixels: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        assert pixels.shape == (1, 3, 32, 32)
        return [scores[np.newaxis], distances[np.newaxis]]

    detector = OnnxObjectDetector(run, NETWORK)
    assert detector.version == "objects-7"
    assert [thing.kind for thing in detector.find(np.zeros((32, 32, 3), np.uint8))] == ["phone"]
