from __future__ import annotations

import numpy as np
import pytest

from agents.rtsp.pictures import BEST_QUALITY, FrameEncoder, next_quality, shrink
from functions.detect_frames.decoding import decode_frame


def noise(height: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(8).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize(
    ("size", "shrunken"),
    [
        ((720, 1280), (360, 640)),
        ((640, 480), (640, 480)),
        ((100, 50), (100, 50)),
        ((1, 9000), (1, 640)),
    ],
)
def test_the_long_side_becomes_640_at_most_and_nothing_is_enlarged(
    size: tuple[int, int], shrunken: tuple[int, int]
) -> None:
    assert shrink(np.zeros((*size, 3), np.uint8)).shape == (*shrunken, 3)


def test_an_encoded_picture_is_one_that_the_detector_accepts() -> None:
    assert decode_frame(FrameEncoder(80_000).encode(noise(720, 1280))).shape == (360, 640, 3)


def test_pictures_that_are_too_large_make_the_next_ones_smaller() -> None:
    encoder, image = FrameEncoder(50_000), noise(480, 640)
    first, second = encoder.encode(image), encoder.encode(image)
    assert len(second) < len(first)


@pytest.mark.parametrize(
    ("quality", "frame_bytes", "expected"),
    [
        (60, 90_000, 50),
        (30, 90_000, 30),
        (50, 30_000, 55),
        (BEST_QUALITY, 30_000, BEST_QUALITY),
        (50, 60_000, 50),
    ],
)
def test_quality_follows_the_budget_within_its_bounds(
    quality: int, frame_bytes: int, expected: int
) -> None:
    assert next_quality(quality, frame_bytes, 80_000) == expected
