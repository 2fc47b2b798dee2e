"""Label files are read as they are written, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.labels import BOOK, PHONE, join, read_labels


def test_a_line_becomes_a_box_in_pixels(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("1 0.5 0.5 0.5 0.5\n")
    labels = read_labels(path, 100, 200)
    assert labels.boxes.tolist() == [[25, 50, 75, 150]]
    assert labels.classes.tolist() == [BOOK]


def test_a_label_drawn_by_a_person_weighs_one(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("0 0.5 0.5 0.5 0.5\n")
    assert read_labels(path, 10, 10).weights.tolist() == [1]


@pytest.mark.parametrize("text", [None, "", "\n"])
def test_no_labels_are_no_boxes(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "one.txt"
    if text is not None:
        path.write_text(text)
    assert read_labels(path, 10, 10).boxes.shape == (0, 4)


@pytest.mark.parametrize(
    "line", ["9 0.5 0.5 0.1 0.1", "0 0.5 0.5 0.1", "phone 0 0 1 1", "0.5 0 0 1 1"]
)
def test_what_is_no_label_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(line)
    with pytest.raises(ValueError, match=r"label|convert"):
        read_labels(path, 10, 10)


def test_joining_nothing_gives_nothing() -> None:
    assert join([]).boxes.shape == (0, 4)


def test_picking_keeps_the_ignored_regions(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("0 0.5 0.5 0.5 0.5\n1 0.5 0.5 0.5 0.5\n")
    labels = read_labels(path, 10, 10)
    assert labels.pick(labels.classes == PHONE).classes.tolist() == [PHONE]
    assert labels.pick(np.zeros(2, np.bool_)).ignored.shape == (0, 4)
