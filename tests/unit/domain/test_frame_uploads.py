"""The contract of an upload, against good senders and hostile ones."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.frame_uploads import (
    MAX_BYTES,
    MAX_FRAMES,
    MAX_OFFSET_MS,
    FrameKey,
    FrameUploadError,
    evidence_key,
    parse_offsets,
    split_bundle,
    upload_prefix,
)

ATTEMPT = "0123456789abcdef" * 2
KEYS = st.builds(
    FrameKey,
    st.text("0123456789abcdef", min_size=32, max_size=32),
    st.integers(0, 10**13 - 1),
    st.integers(0, 10**6 - 1),
)


def jpeg(seed: int = 1, *, width: int = 64, height: int = 48) -> bytes:
    """A real picture full of noise, so that its data holds every byte there is."""
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)
    return cv2.imencode(".jpg", picture)[1].tobytes()


JPEGS = tuple(jpeg(seed) for seed in range(MAX_FRAMES + 1))


def reason_of(body: bytes) -> str:
    with pytest.raises(FrameUploadError) as caught:
        split_bundle(body)
    return caught.value.reason


@given(KEYS)
def test_a_key_survives_the_way_to_text_and_back(key: FrameKey) -> None:
    assert FrameKey.parse(str(key)) == key


@given(KEYS, KEYS)
def test_the_bundles_of_an_attempt_sort_by_capture_time(one: FrameKey, other: FrameKey) -> None:
    by_time = (one.captured_ms, one.sequence) <= (other.captured_ms, other.sequence)
    assert (one.bundle <= other.bundle) is by_time


def test_a_key_looks_as_the_contract_says() -> None:
    written = f"frames/{ATTEMPT}/1795334400000-000007.mjpg"
    assert FrameKey.parse(written) == FrameKey(ATTEMPT, 1_795_334_400_000, 7)


@pytest.mark.parametrize(
    "key",
    [
        "",
        f"frames/{ATTEMPT}/1795334400000-000007.jpg",
        f"frames/{ATTEMPT}/1795334400000-000007.mjpg\n",
        f"frames/{ATTEMPT}/179533440000-000007.mjpg",
        f"frames/{ATTEMPT}/17953344000000-000007.mjpg",
        f"frames/{ATTEMPT}/1795334400000-7.mjpg",
        f"frames/{ATTEMPT.upper()}/1795334400000-000007.mjpg",
        f"frames/{ATTEMPT}x/1795334400000-000007.mjpg",
        f"evidence/{ATTEMPT}/1795334400000-000007.mjpg",
        f"frames/{ATTEMPT}/../{ATTEMPT}/1795334400000-000007.mjpg",
        f"frames/{ATTEMPT}/-795334400000-000007.mjpg",
    ],
)
def test_a_key_outside_the_contract_is_malformed(key: str) -> None:
    with pytest.raises(FrameUploadError, match="key_malformed"):
        FrameKey.parse(key)


@given(st.text())
def test_no_text_makes_reading_a_key_fail_otherwise(text: str) -> None:
    with pytest.raises(FrameUploadError):
        FrameKey.parse(text)


def test_a_key_begins_with_the_prefix_that_its_attempt_may_write() -> None:
    assert str(FrameKey(ATTEMPT, 1, 2)).startswith(upload_prefix(ATTEMPT))


def test_evidence_lies_outside_the_uploads() -> None:
    assert evidence_key(ATTEMPT, 12) == f"evidence/{ATTEMPT}/0000000000012.jpg"


@pytest.mark.parametrize("count", range(1, MAX_FRAMES + 1))
def test_joined_pictures_are_cut_where_they_were_joined(count: int) -> None:
    assert split_bundle(b"".join(JPEGS[:count])) == JPEGS[:count]


def test_one_picture_more_is_too_many() -> None:
    assert reason_of(b"".join(JPEGS)) == "too_many_frames"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "too_large"),
        (b"GIF89a", "not_jpeg"),
        (b"\x00" + JPEGS[0], "not_jpeg"),
        (JPEGS[0][:-1], "truncated"),
        (JPEGS[0] + b"\x00", "truncated"),
        (JPEGS[0] + JPEGS[1][:50], "truncated"),
    ],
    ids=["empty", "too-large", "gif", "prefixed", "cut", "padded", "second-cut"],
)
def test_what_is_no_bundle_says_why(body: bytes, reason: str) -> None:
    assert reason_of(body) == reason


def test_a_bundle_of_exactly_the_largest_size_is_taken() -> None:
    filling = b"\xff\xd8\xff\xfe" + bytes(MAX_BYTES - 6) + b"\xff\xd9"
    assert len(filling) == MAX_BYTES
    assert split_bundle(filling) == (filling,)


@given(st.binary(max_size=400))
def test_no_bytes_make_splitting_fail_otherwise(body: bytes) -> None:
    try:
        frames = split_bundle(body)
    except FrameUploadError:
        return
    assert b"".join(frames) == body


@given(
    st.lists(
        st.sampled_from([b"\xff\xd8\xff", b"\xff\xd9", b"\xff", b"\x00", b"\xd9\xff\xd8", b"a"]),
        max_size=40,
    ).map(lambda parts: b"\xff\xd8\xff" + b"".join(parts) + b"\xff\xd9")
)
def test_no_pile_of_markers_loses_or_doubles_a_byte(body: bytes) -> None:
    try:
        frames = split_bundle(body)
    except FrameUploadError as error:
        assert error.reason == "too_many_frames"  # noqa: PT017 - the other outcome is as good
        return
    assert b"".join(frames) == body


@given(st.lists(st.integers(0, MAX_OFFSET_MS), max_size=7).map(sorted))
def test_offsets_survive_the_way_to_text_and_back(offsets: list[int]) -> None:
    text = ",".join(str(offset) for offset in offsets)
    assert parse_offsets(text, len(offsets) + 1) == (0, *offsets)


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("1000", 1),
        ("", 2),
        ("1000", 3),
        ("2000,1000", 3),
        ("-1", 2),
        ("one", 2),
        ("1.5", 2),
        ("1000;2000", 3),
        ("60001", 2),
        ("9" * 30, 2),
        ("9" * 5_000, 2),
    ],
)
def test_offsets_that_do_not_fit_the_frames_are_malformed(text: str, frames: int) -> None:
    with pytest.raises(FrameUploadError, match="offsets_malformed"):
        parse_offsets(text, frames)


@given(st.text(), st.integers(1, 8))
def test_no_text_makes_reading_offsets_fail_otherwise(text: str, frames: int) -> None:
    try:
        offsets = parse_offsets(text, frames)
    except FrameUploadError:
        return
    assert len(offsets) == frames
    assert list(offsets) == sorted(offsets)
