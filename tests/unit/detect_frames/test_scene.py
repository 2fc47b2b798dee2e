"""Light, sharpness and stillness of whole pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from functions.detect_frames.scene import describe_scene, is_still, perceptual_hash, thumbnail

NOISE = np.random.default_rng(3).integers(0, 256, (480, 640, 3), np.uint8)


def test_a_thumbnail_is_160_wide_and_keeps_the_proportions() -> None:
    assert thumbnail(NOISE).shape == (120, 160)


def test_the_thinnest_picture_has_a_thumbnail() -> None:
    assert thumbnail(np.zeros((1, 640, 3), np.uint8)).shape == (1, 160)


@pytest.mark.parametrize(("level", "brightness"), [(0, 0), (255, 1), (51, 0.2)])
def test_brightness_is_the_mean_luma(level: int, brightness: float) -> None:
    luma = thumbnail(np.full((480, 640, 3), level, np.uint8))
    assert describe_scene(luma, None).brightness == pytest.approx(brightness)


def test_a_plain_picture_has_no_sharpness() -> None:
    luma = thumbnail(np.full((480, 640, 3), 90, np.uint8))
    assert describe_scene(luma, None).sharpness == 0


def test_blur_lowers_sharpness() -> None:
    blurred = np.asarray(cv2.GaussianBlur(NOISE, (0, 0), 8), np.uint8)
    assert (
        describe_scene(thumbnail(blurred), None).sharpness
        < describe_scene(thumbnail(NOISE), None).sharpness / 10
    )


def test_the_first_picture_is_not_frozen() -> None:
    assert not describe_scene(thumbnail(NOISE), None).frozen


def test_the_same_picture_again_is_frozen() -> None:
    assert describe_scene(thumbnail(NOISE), thumbnail(NOISE)).frozen


def test_a_picture_in_which_a_hundredth_changes_is_not_frozen() -> None:
    changed = NOISE.copy()
    changed[200:248, 300:364] = 0
    assert not is_still(thumbnail(changed), thumbnail(NOISE))


def test_a_still_that_is_encoded_anew_is_frozen() -> None:
    smooth = np.asarray(cv2.GaussianBlur(NOISE, (0, 0), 4), np.uint8)
    again = cv2.imdecode(cv2.imencode(".jpg", smooth, [cv2.IMWRITE_JPEG_QUALITY, 90])[1], 1)
    assert is_still(thumbnail(np.asarray(again, np.uint8)), thumbnail(smooth))


def test_pictures_of_different_size_are_not_the_same() -> None:
    assert not is_still(thumbnail(NOISE), thumbnail(NOISE[:, :320]))


def test_a_plain_picture_has_no_contrast() -> None:
    assert describe_scene(thumbnail(np.full((480, 640, 3), 200, np.uint8)), None).contrast == 0


def test_half_black_half_white_has_the_most_contrast() -> None:
    halves = np.zeros((480, 640, 3), np.uint8)
    halves[:, 320:] = 255
    assert describe_scene(thumbnail(halves), None).contrast == pytest.approx(0.5, abs=0.01)


def bits_between(first: np.ndarray, second: np.ndarray) -> int:
    """Count the bits in which the hashes of two pictures differ."""
    hashes = [int(perceptual_hash(thumbnail(picture)), 16) for picture in (first, second)]
    return (hashes[0] ^ hashes[1]).bit_count()


def test_a_perceptual_hash_has_256_bits() -> None:
    assert len(bytes.fromhex(perceptual_hash(thumbnail(NOISE)))) == 32


def test_a_picture_encoded_anew_keeps_nearly_all_of_its_hash() -> None:
    smooth = np.asarray(cv2.GaussianBlur(NOISE, (0, 0), 24) * 8.0 % 256, np.uint8)
    again = cv2.imdecode(cv2.imencode(".jpg", smooth, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], 1)
    assert bits_between(smooth, np.asarray(again, np.uint8)) < 16


def test_another_picture_has_another_hash() -> None:
    assert bits_between(NOISE, np.asarray(NOISE[::-1], np.uint8)) > 64


def test_brighter_light_keeps_the_hash() -> None:
    ramp = np.linspace(0, 200, 640).astype(np.uint8)
    picture = np.broadcast_to(ramp[None, :, None], (480, 640, 3)).copy()
    assert bits_between(picture, picture + np.uint8(50)) == 0
