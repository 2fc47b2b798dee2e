"""Whatever bytes arrive, a frame is a picture or a named reason."""

from __future__ import annotations

import struct
from io import BytesIO

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from functions.detect_frames.decoding import UndecodableFrameError, decode_frame, read_jpeg_size


def jpeg(
    width: int = 64, height: int = 48, *, progressive: bool = False, grey: bool = False
) -> bytes:
    shape = (height, width) if grey else (height, width, 3)
    picture = np.random.default_rng(1).integers(0, 256, shape, np.uint8)
    flags = [cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)]
    return cv2.imencode(".jpg", picture, flags)[1].tobytes()


def reason_for(content: bytes) -> str:
    with pytest.raises(UndecodableFrameError) as caught:
        decode_frame(content)
    return caught.value.reason


def outcome_of(content: bytes) -> tuple[int, ...] | str:
    """Return the picture's shape or the reason against it; anything else raises."""
    try:
        return decode_frame(content).shape
    except UndecodableFrameError as error:
        return error.reason


def with_size(content: bytes, width: int, height: int) -> bytes:
    """Forge the size in the frame header."""
    start = content.index(b"\xff\xc0") + 5
    return content[:start] + struct.pack(">HH", height, width) + content[start + 4 :]


def with_segment(content: bytes, marker: int, payload: bytes) -> bytes:
    segment = struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
    return content[:2] + segment + content[2:]


def test_a_baseline_picture_is_decoded_in_its_size() -> None:
    assert decode_frame(jpeg(64, 48)).shape == (48, 64, 3)


def test_a_grey_picture_becomes_three_channels() -> None:
    assert decode_frame(jpeg(64, 48, grey=True)).shape == (48, 64, 3)


def test_the_longest_side_allowed_is_640() -> None:
    assert decode_frame(jpeg(640, 640)).shape == (640, 640, 3)


@pytest.mark.parametrize("size", [(641, 16), (16, 641)])
def test_a_longer_side_is_too_large(size: tuple[int, int]) -> None:
    assert reason_for(jpeg(*size)) == "too_large"


def test_a_header_that_promises_a_huge_picture_is_refused_unread() -> None:
    assert reason_for(with_size(jpeg(), 65_500, 65_500)) == "too_large"


def test_a_header_that_lies_within_the_limit_gives_that_size_or_a_reason() -> None:
    forged = with_size(jpeg(64, 48), 640, 640)
    assert outcome_of(forged) in {(640, 640, 3), "undecodable"}


def test_a_picture_without_width_is_no_jpeg() -> None:
    assert reason_for(with_size(jpeg(), 0, 48)) == "not_jpeg"


def test_nothing_is_empty() -> None:
    assert reason_for(b"") == "empty"


def test_another_format_is_no_jpeg() -> None:
    picture = np.zeros((8, 8, 3), np.uint8)
    assert reason_for(cv2.imencode(".png", picture)[1].tobytes()) == "not_jpeg"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_picture_cut_short_is_truncated(part: float) -> None:
    content = jpeg()
    assert reason_for(content[: int(len(content) * part)]) == "truncated"


def test_a_start_and_an_end_with_nothing_between_is_no_jpeg() -> None:
    assert reason_for(b"\xff\xd8\xff\xd9") == "not_jpeg"


def test_a_progressive_picture_is_not_baseline() -> None:
    assert reason_for(jpeg(progressive=True)) == "not_baseline"


def test_four_colours_are_unsupported() -> None:
    content = BytesIO()
    Image.new("CMYK", (16, 16)).save(content, "JPEG")
    assert reason_for(content.getvalue()) == "colours_unsupported"


def test_an_orientation_in_exif_turns_nothing() -> None:
    # One TIFF directory with one entry: tag 0x0112 (orientation), a short, the value 6.
    tiff = (
        b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
        + bytes(4)
    )
    turned = with_segment(jpeg(64, 48), 0xE1, b"Exif\x00\x00" + tiff)
    assert decode_frame(turned).shape == (48, 64, 3)


def test_a_thumbnail_in_a_segment_is_not_taken_for_the_picture() -> None:
    content = with_segment(jpeg(64, 48), 0xE1, jpeg(8, 8))
    assert read_jpeg_size(content) == (64, 48)


def test_a_segment_that_runs_past_the_end_is_no_jpeg() -> None:
    assert reason_for(b"\xff\xd8\xff\xe0\xff\xff" + bytes(20) + b"\xff\xd9") == "not_jpeg"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_picture_or_a_reason(content: bytes) -> None:
    assert outcome_of(content)
    assert outcome_of(b"\xff\xd8\xff" + content + b"\xff\xd9")


@given(st.data())
def test_a_picture_with_changed_bytes_gives_a_picture_or_a_reason(data: st.DataObject) -> None:
    content = bytearray(jpeg(32, 32))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome_of(bytes(content))
