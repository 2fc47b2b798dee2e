"""What lies in the dark shows; what is even stays even."""

from __future__ import annotations

import numpy as np

from functions.detect_frames.contrast import bring_out


def test_a_dark_middle_before_a_bright_rim_shows_more() -> None:
    picture = np.full((160, 160, 3), 240, np.uint8)
    picture[40:120, 40:120] = 20
    picture[60:100, 60:100] = 32
    before = int(picture[80, 80, 0]) - int(picture[50, 80, 0])
    after = bring_out(picture).astype(int)
    assert after[80, 80, 0] - after[50, 80, 0] > 2 * before


def test_an_even_picture_stays_even() -> None:
    assert bring_out(np.full((160, 160, 3), 20, np.uint8)).std() < 1


def test_the_picture_itself_is_left_as_it_is() -> None:
    picture = np.random.default_rng(1).integers(0, 60, (90, 120, 3), np.uint8)
    copy = picture.copy()
    assert bring_out(picture).shape == picture.shape
    assert np.array_equal(picture, copy)
