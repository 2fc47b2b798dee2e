"""What a network is given holds the picture's own values."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from functions.detect_frames.pixels import network_input, shrink

PICTURE = np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8)


def test_channels_come_first_and_in_the_order_red_green_blue() -> None:
    assert np.array_equal(network_input(PICTURE), PICTURE[..., ::-1].transpose(2, 0, 1)[np.newaxis])


def test_values_are_scaled_then_moved() -> None:
    given = network_input(PICTURE, scale=1 / 127.5, offset=-1.0)
    wanted = cv2.dnn.blobFromImage(PICTURE, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)
    assert given.dtype == np.float32
    assert np.allclose(given, wanted, atol=3e-7)


@pytest.mark.parametrize("size", [(64, 48), (60, 45), (32, 24), (29, 22), (8, 6), (3, 2)])
def test_a_shrunk_picture_keeps_its_light(size: tuple[int, int]) -> None:
    shrunk = shrink(PICTURE, size)
    assert shrunk.shape == (size[1], size[0], 3)
    assert abs(float(shrunk.mean()) - float(PICTURE.mean())) < 6


def test_fine_stripes_average_out_instead_of_turning_into_coarse_ones() -> None:
    stripes = np.zeros((480, 640, 3), np.uint8)
    stripes[:, ::2] = 255
    assert shrink(stripes, (288, 216)).std() < 3
