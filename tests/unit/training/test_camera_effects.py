"""Camera effects change the light, never the shape."""

from __future__ import annotations

import numpy as np
import pytest

from training import camera_effects
from training.boxes import floats
from training.pages import draw_book, hold

GREY = np.full((40, 60, 3), 100, np.uint8)


def test_neutral_light_changes_nothing() -> None:
    assert np.array_equal(camera_effects.relight(GREY, np.ones(3, np.float32), 0, 1), GREY)


def test_a_gain_colours_one_channel() -> None:
    lit = camera_effects.relight(GREY, floats([1, 1, 1.5]), 0, 1)
    assert lit[0, 0].tolist() == [100, 100, 150]


def test_motion_blur_keeps_the_brightness() -> None:
    assert abs(float(camera_effects.blur_motion(GREY, 7, 30).mean()) - 100) < 2


@pytest.mark.parametrize("seed", range(20))
def test_filming_keeps_shape_and_type(seed: int) -> None:
    filmed = camera_effects.film(GREY, np.random.default_rng(seed))
    assert (filmed.shape, filmed.dtype) == (GREY.shape, GREY.dtype)


def test_the_same_generator_state_films_the_same_picture() -> None:
    first, second = (camera_effects.film(GREY, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("seed", range(8))
def test_a_held_page_fits_its_mask(seed: int) -> None:
    generator = np.random.default_rng(seed)
    patch, mask = hold(draw_book(generator), 120, generator)
    assert patch.shape[:2] == mask.shape
    assert mask.max() == pytest.approx(1, abs=1e-3)
    assert mask.min() == 0
