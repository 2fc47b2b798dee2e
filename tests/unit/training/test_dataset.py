"""A data folder is read whole, and split by scene."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.dataset import SIDE, TEST, TRAINING, VALIDATION, open_dataset, split_of


def write_picture(data: Path, name: str, seed: int, label: str | None = None) -> None:
    (data / "images").mkdir(exist_ok=True, parents=True)
    (data / "labels").mkdir(exist_ok=True)
    coarse = np.random.default_rng(seed).integers(30, 220, (6, 8, 3), np.uint8)
    picture = cv2.resize(coarse, (400, 300), interpolation=cv2.INTER_CUBIC)
    cv2.imwrite(str(data / "images" / f"{name}.jpg"), picture)
    if label is not None:
        (data / "labels" / f"{name}.txt").write_text(label)


def test_a_large_picture_is_kept_at_the_side_that_training_needs(tmp_path: Path) -> None:
    write_picture(tmp_path, "coco_mini_1", 1)
    dataset = open_dataset(tmp_path, tmp_path / "cache")
    assert dataset.pixels[0].shape == (SIDE * 3 // 4, SIDE, 3)


def test_boxes_are_in_pixels_of_the_kept_picture(tmp_path: Path) -> None:
    write_picture(tmp_path, "detect_phone_1", 1, "0 0.5 0.5 1 1\n")
    dataset = open_dataset(tmp_path, tmp_path / "cache")
    assert dataset.pictures[0].labels.boxes.tolist() == [[0, 0, SIDE, SIDE * 3 / 4]]


def test_only_some_sources_are_labelled_for_all_classes(tmp_path: Path) -> None:
    write_picture(tmp_path, "coco_mini_1", 1)
    write_picture(tmp_path, "phone_using_1", 2)
    pictures = open_dataset(tmp_path, tmp_path / "cache").pictures
    assert {one.source: one.fully_labelled for one in pictures} == {
        "coco_mini": True,
        "phone_using": False,
    }


def test_near_duplicates_are_on_one_side_of_the_split(tmp_path: Path) -> None:
    for number in range(24):
        write_picture(tmp_path, f"one_{number}", number // 2)
    pictures = open_dataset(tmp_path, tmp_path / "cache").pictures
    splits = {one.name: one.split for one in pictures}
    assert all(splits[f"one_{2 * pair}"] == splits[f"one_{2 * pair + 1}"] for pair in range(12))


def test_a_second_opening_reads_the_cache(tmp_path: Path) -> None:
    write_picture(tmp_path, "coco_mini_1", 1)
    first = open_dataset(tmp_path, tmp_path / "cache").pixels[0].copy()
    written = (tmp_path / "cache" / "pictures.raw").stat().st_mtime_ns
    again = open_dataset(tmp_path, tmp_path / "cache").pixels[0]
    assert np.array_equal(first, again)
    assert (tmp_path / "cache" / "pictures.raw").stat().st_mtime_ns == written


def test_a_new_picture_renews_the_cache(tmp_path: Path) -> None:
    write_picture(tmp_path, "coco_mini_1", 1)
    open_dataset(tmp_path, tmp_path / "cache")
    write_picture(tmp_path, "coco_mini_2", 2)
    assert len(open_dataset(tmp_path, tmp_path / "cache").pictures) == 2


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no pictures"):
        open_dataset(tmp_path, tmp_path / "cache")


def test_what_is_no_picture_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "one_1.jpg").write_bytes(b"text")
    with pytest.raises(ValueError, match="not a picture"):
        open_dataset(tmp_path, tmp_path / "cache")


def test_a_quarter_is_held_out() -> None:
    splits = [split_of(f"scene_{number}") for number in range(4000)]
    shares = {name: splits.count(name) / len(splits) for name in (TRAINING, VALIDATION, TEST)}
    assert shares == {
        TRAINING: pytest.approx(0.76, abs=0.03),
        VALIDATION: pytest.approx(0.12, abs=0.03),
        TEST: pytest.approx(0.12, abs=0.03),
    }
