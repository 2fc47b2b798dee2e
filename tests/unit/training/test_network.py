"""The network keeps its contract with the decoder, also once exported."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training/requirements.txt is not installed")

from training.decoder import grid  # noqa: E402 - only with torch
from training.export import export  # noqa: E402
from training.labels import CLASSES  # noqa: E402
from training.network import ObjectNetwork  # noqa: E402
from training.yardsticks import open_session  # noqa: E402


def test_there_is_one_row_for_each_cell_of_the_grid() -> None:
    logits, distances = ObjectNetwork().eval()(torch.zeros(2, 3, 96, 128))
    cells = len(grid(96, 128)[0])
    assert tuple(logits.shape) == (2, cells, len(CLASSES))
    assert tuple(distances.shape) == (2, cells, 4)


def test_it_has_fewer_than_a_million_parameters() -> None:
    assert sum(one.numel() for one in ObjectNetwork().parameters()) < 1_000_000


def test_the_exported_network_takes_other_sizes_and_batches(tmp_path: Path) -> None:
    export(ObjectNetwork(), tmp_path / "one.onnx")
    pixels = torch.rand(2, 3, 64, 160).numpy()
    scores, distances = open_session(tmp_path / "one.onnx").run(None, {"pixels": pixels})
    cells = len(grid(64, 160)[0])
    assert scores.shape == (2, cells, len(CLASSES))
    assert distances.shape == (2, cells, 4)
