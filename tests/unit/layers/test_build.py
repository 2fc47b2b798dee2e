"""The build is repeatable and says what is wrong."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from layers.models.build import BUILD_FOLDER, is_up_to_date, main
from layers.models.manifest import MANIFEST_PATH, read_manifest
from layers.models.originals import OriginalsError, fetch_originals, sha256
from layers.models.tflite_reader import TfliteError, read_tflite

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = read_manifest()


def test_the_committed_manifest_is_written_as_it_is_read(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path / "copy.json")
    assert (tmp_path / "copy.json").read_text() == MANIFEST_PATH.read_text()


def test_every_hash_in_the_manifest_is_a_sha256() -> None:
    hashes = [MANIFEST.wheel.sha256]
    for network in MANIFEST.networks:
        hashes += [network.member_sha256, network.onnx_sha256]
    assert all(len(bytes.fromhex(text)) == 32 for text in hashes)


def test_what_was_built_is_what_the_manifest_names() -> None:
    assert is_up_to_date(MANIFEST, BUILD_FOLDER), "run `make models` first"


def test_a_changed_file_is_not_up_to_date(tmp_path: Path) -> None:
    MANIFEST.write(tmp_path / "manifest.json")
    for network in MANIFEST.networks:
        (tmp_path / network.onnx_name).write_bytes(b"something else")
    assert not is_up_to_date(MANIFEST, tmp_path)


def test_a_build_that_is_up_to_date_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for built in BUILD_FOLDER.glob("*.*"):
        (tmp_path / built.name).write_bytes(built.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert main(["--output", str(tmp_path)]) == 0
    assert "up to date" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_damaged_build_is_made_again_with_the_hashes_of_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    assert main(["--output", str(tmp_path)]) == 0
    assert is_up_to_date(MANIFEST, tmp_path)


def test_an_output_that_cannot_be_written_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["--output", str(tmp_path / "file")]) == 1
    assert "models:" in capsys.readouterr().err


def test_originals_in_the_cache_are_not_fetched_again(tmp_path: Path) -> None:
    network = dataclasses.replace(MANIFEST.networks[0], member_sha256=sha256(b"network"))
    manifest = dataclasses.replace(MANIFEST, networks=(network,))
    (tmp_path / network.tflite_name).write_bytes(b"network")
    assert fetch_originals(manifest, tmp_path) == {"faces": b"network"}


def test_a_wheel_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    wheel = dataclasses.replace(MANIFEST.wheel, requirement="not a requirement!")
    manifest = dataclasses.replace(MANIFEST, wheel=wheel)
    with pytest.raises(OriginalsError, match="not a requirement!"):
        fetch_originals(manifest, tmp_path / "cache")


@pytest.mark.parametrize("content", [b"", b"hello", json.dumps({}).encode() * 9])
def test_what_is_not_tensorflow_lite_is_refused(content: bytes) -> None:
    with pytest.raises(TfliteError):
        read_tflite(content)
