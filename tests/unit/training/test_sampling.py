"""Samples are whole, labelled inside themselves, and drawn again alike."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.dataset import TRAINING, Dataset, open_dataset, split_of
from training.labels import BOOK, PHONE
from training.sampling import Recipe, Sampler, swapped_for
from training.things import draw_thing


def write(data: Path, source: str, count: int, label: str) -> None:
    """Write pictures of random patches whose names put them into the training part."""
    written, number = 0, 0
    while written < count:
        number += 1
        name = f"{source}_{number:05d}"
        if split_of(name) != TRAINING:
            continue
        coarse = np.random.default_rng((number, len(source))).integers(30, 220, (6, 6, 3), np.uint8)
        picture = cv2.resize(coarse, (120, 90), interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(data / "images" / f"{name}.jpg"), picture)
        (data / "labels" / f"{name}.txt").write_text(label)
        written += 1


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    data = tmp_path_factory.mktemp("data")
    (data / "images").mkdir()
    (data / "labels").mkdir()
    write(data, "phone_using", 4, "0 0.5 0.5 0.4 0.5\n")
    write(data, "coco_mini", 4, "3 0.5 0.5 0.8 0.8\n")
    return open_dataset(data, data / "cache")


def make_sampler(dataset: Dataset) -> Sampler:
    return Sampler(dataset, [one.labels for one in dataset.pictures])


@pytest.mark.parametrize("seed", range(20))
def test_labels_lie_inside_the_sample(dataset: Dataset, seed: int) -> None:
    scene = make_sampler(dataset).sample(np.random.default_rng(seed), 128, Recipe())
    assert scene.pixels.shape == (128, 128, 3)
    assert scene.labels.boxes.min(initial=0) >= 0
    assert scene.labels.boxes.max(initial=0) <= 128


def test_a_phone_swapped_for_a_drawn_thing_leaves_no_phone(dataset: Dataset) -> None:
    sampler = make_sampler(dataset)
    recipe = Recipe(0, 0, 0, phones_swapped=1, pages_pasted=0, rare_pasted=0)
    for seed in range(20):
        assert PHONE not in sampler.sample(np.random.default_rng(seed), 128, recipe).labels.classes


def test_what_replaces_a_phone_stands_on_what_surrounded_it() -> None:
    region = np.full((60, 40, 3), 10, np.uint8)
    region[:6] = region[-6:] = 200
    region[:, :4] = region[:, -4:] = 200
    thing = np.full((100, 60, 3), 90, np.uint8)
    swapped = swapped_for(region, thing, np.random.default_rng(1))
    assert swapped.shape == region.shape
    assert swapped[30, 20].max() == 90
    assert (swapped == 10).sum() == 0


@pytest.mark.parametrize("seed", range(24))
def test_a_drawn_thing_is_not_the_plain_dark_rectangle_that_a_phone_is(seed: int) -> None:
    thing = draw_thing(np.random.default_rng(seed))
    assert thing.dtype == np.uint8
    assert thing.std() > 8


def test_the_same_generator_state_gives_the_same_sample(dataset: Dataset) -> None:
    first, second = (
        make_sampler(dataset).sample(np.random.default_rng(5), 128, Recipe()) for _ in range(2)
    )
    assert np.array_equal(first.pixels, second.pixels)
    assert np.array_equal(first.labels.boxes, second.labels.boxes)


def classes_of(dataset: Dataset, recipe: Recipe) -> set[int]:
    sampler = make_sampler(dataset)
    samples = [sampler.sample(np.random.default_rng(seed), 128, recipe) for seed in range(20)]
    return {int(kind) for sample in samples for kind in sample.labels.classes}


def test_swapped_phones_are_no_phones_any_more(dataset: Dataset) -> None:
    recipe = Recipe(mosaics=0, phones_pasted=0, phones_swapped=1, pages_pasted=0)
    assert PHONE not in classes_of(dataset, recipe)


def test_drawn_pages_are_books(dataset: Dataset) -> None:
    assert BOOK in classes_of(dataset, Recipe(mosaics=0, pages_pasted=1))
