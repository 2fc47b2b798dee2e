"""What lies beside the project is found, or named, or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.beside import find_yardsticks


def test_a_named_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAM_THI_YARDSTICKS", str(tmp_path))
    assert find_yardsticks() == tmp_path


def test_a_named_folder_that_is_not_there_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIAM_THI_YARDSTICKS", str(tmp_path / "nowhere"))
    assert find_yardsticks() is None
