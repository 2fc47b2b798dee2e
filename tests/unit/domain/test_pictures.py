"""Which files may be pictures, and where texts show them."""

from __future__ import annotations

import struct
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import InvalidError
from chalicelib.domain.pictures import (
    MAX_BYTES,
    MAX_SIDE_PIXELS,
    picture_mark,
    pictures_in,
    read_picture,
    split_pictures,
)
from tests.fakes.pictures import png

ONE, TWO = "a" * 32, "0123456789abcdef" * 2


def encoded(extension: str, width: int, height: int, *options: int) -> bytes:
    pixels: Any = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return cv2.imencode(extension, pixels, list(options))[1].tobytes()


def refusal(data: bytes) -> str:
    with pytest.raises(InvalidError) as caught:
        read_picture(data)
    [problem] = caught.value.problems
    return problem.code


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (encoded(".png", 31, 17), "image/png"),
        (encoded(".jpg", 31, 17), "image/jpeg"),
        (encoded(".jpg", 31, 17, cv2.IMWRITE_JPEG_PROGRESSIVE, 1), "image/jpeg"),
        (encoded(".webp", 31, 17, cv2.IMWRITE_WEBP_QUALITY, 50), "image/webp"),
        (encoded(".webp", 31, 17, cv2.IMWRITE_WEBP_QUALITY, 101), "image/webp"),
    ],
)
def test_a_picture_is_known_by_its_bytes(data: bytes, content_type: str) -> None:
    picture = read_picture(data)
    assert (picture.content_type, picture.width, picture.height) == (content_type, 31, 17)


def test_an_extended_webp_states_its_size_in_its_first_chunk() -> None:
    canvas = struct.pack("<I", 0) + struct.pack("<I", 30)[:3] + struct.pack("<I", 16)[:3]
    chunk = b"VP8X" + struct.pack("<I", len(canvas)) + canvas
    picture = read_picture(b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk)
    assert (picture.width, picture.height) == (31, 17)


def test_a_jpeg_may_hold_other_things_before_its_size() -> None:
    plain = encoded(".jpg", 31, 17)
    thumbnail = b"\xff\xe1" + struct.pack(">H", 2 + len(plain[:200])) + plain[:200]
    picture = read_picture(plain[:2] + thumbnail + b"\xff" + plain[2:])
    assert (picture.width, picture.height) == (31, 17)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"\xff\xd8\xff",
        png()[:20],
        b"RIFF\0\0\0\0WEBPVP8 ",
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal(data) == "not_a_picture"


def test_a_picture_above_one_megabyte_is_refused() -> None:
    assert refusal(png() + bytes(MAX_BYTES)) == "picture_too_large"


def test_a_picture_without_pixels_or_with_too_many_is_refused() -> None:
    assert refusal(png(0, 3)) == "picture_dimensions"
    assert refusal(png(1, MAX_SIDE_PIXELS + 1)) == "picture_dimensions"
    assert read_picture(png(1, MAX_SIDE_PIXELS)).height == MAX_SIDE_PIXELS


@given(st.binary(max_size=80), st.sampled_from([b"", png()[:12], b"\xff\xd8\xff", b"RIFF....WEBP"]))
def test_no_bytes_break_the_look_at_a_picture(data: bytes, start: bytes) -> None:
    try:
        read_picture(start + data)
    except InvalidError:
        return


def test_the_same_bytes_have_the_same_name() -> None:
    assert read_picture(png()).picture_id == read_picture(png()).picture_id
    assert read_picture(png()).picture_id != read_picture(png(shade=1)).picture_id


@given(st.text())
def test_a_mark_is_found_again_whatever_the_picture_shows(alt: str) -> None:
    assert list(pictures_in([f"Cho {picture_mark(ONE, alt)} và"])) == [ONE]


def test_pictures_are_named_once_in_the_order_of_the_texts() -> None:
    texts = [picture_mark(TWO) + picture_mark(ONE), "không có hình", picture_mark(TWO)]
    assert list(pictures_in(texts)) == [TWO, ONE]


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://nơi.khác/hình.png)",
        f"![x](picture:{ONE[1:]})",
        f"![x](picture:{ONE.upper()})",
        f"[x](picture:{ONE})",
        f"![x] (picture:{ONE})",
    ],
)
def test_what_only_looks_like_a_mark_is_text(text: str) -> None:
    assert list(pictures_in([text])) == []
    assert list(split_pictures(text)) == [text]


def test_a_text_is_split_at_its_pictures() -> None:
    text = f"Cho {picture_mark(ONE, 'mạch điện')} như hình."
    assert list(split_pictures(text)) == ["Cho ", (ONE, "mạch điện"), " như hình."]
