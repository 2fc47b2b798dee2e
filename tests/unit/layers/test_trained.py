"""The network that we trained ourselves goes where the others are, or says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layers.models.build import BUILD_FOLDER
from layers.models.originals import sha256
from layers.models.trained import TrainedNetworkError, copy_network, is_copied


@pytest.fixture
def committed(tmp_path: Path) -> Path:
    folder = tmp_path / "committed"
    folder.mkdir()
    (folder / "objects.onnx").write_bytes(b"weights")
    manifest = {"onnx_sha256": sha256(b"weights")}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_what_was_built_holds_the_committed_network() -> None:
    assert is_copied(BUILD_FOLDER), "run `make models` first"


def test_a_copied_network_is_known_to_be_there(committed: Path, tmp_path: Path) -> None:
    assert not is_copied(tmp_path, committed)
    copy_network(tmp_path, committed)
    assert is_copied(tmp_path, committed)


def test_a_new_network_is_not_copied_yet(committed: Path, tmp_path: Path) -> None:
    copy_network(tmp_path, committed)
    (committed / "objects.onnx").write_bytes(b"better weights")
    assert not is_copied(tmp_path, committed)


def test_a_network_that_is_not_its_manifests_is_refused(committed: Path, tmp_path: Path) -> None:
    (committed / "objects.onnx").write_bytes(b"other weights")
    with pytest.raises(TrainedNetworkError):
        copy_network(tmp_path, committed)
