"""The manifest describes the very file that it stands beside."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from training.labels import CLASSES
from training.manifest import write_manifest

SHIPPED = Path(__file__).resolve().parents[3] / "layers/models/objects"


def test_it_names_each_class_with_its_threshold(tmp_path: Path) -> None:
    (tmp_path / "one.onnx").write_bytes(b"network")
    write_manifest(
        tmp_path / "manifest.json",
        tmp_path / "one.onnx",
        dict.fromkeys(CLASSES, 0.5),
        dict.fromkeys(CLASSES, True),
    )
    content = json.loads((tmp_path / "manifest.json").read_text())
    assert [one["kind"] for one in content["classes"]] == list(CLASSES)
    assert content["onnx_sha256"] == hashlib.sha256(b"network").hexdigest()


@pytest.mark.parametrize("name", ["objects.onnx"])
def test_the_shipped_network_is_the_one_described(name: str) -> None:
    content = json.loads((SHIPPED / "manifest.json").read_text())
    assert content["onnx_sha256"] == hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest()


def test_the_shipped_network_is_small_enough() -> None:
    assert (SHIPPED / "objects.onnx").stat().st_size <= 4 * 2**20
