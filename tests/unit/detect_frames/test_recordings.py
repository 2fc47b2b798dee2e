"""Files on disk become the uploads that a browser would have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from functions.detect_frames.decoding import decode_frame
from functions.detect_frames.recordings import (
    RecordedFrame,
    UnreadableFileError,
    encode_frame,
    list_files,
    read_frames,
)

if TYPE_CHECKING:
    from pathlib import Path


def picture(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (height, width, 3), np.uint8)


def read(path: Path) -> list[RecordedFrame]:
    return list(read_frames(path, first_ms=500, frames_per_second=2))


def problem_of(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    return str(caught.value)


def test_a_large_picture_is_shrunk_to_the_contract(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "large.png"), picture(1280, 960))
    (frame,) = read(tmp_path / "large.png")
    assert decode_frame(frame.content).shape == (480, 640, 3)
    assert frame.captured_ms == 500


def test_a_jpeg_within_the_contract_is_taken_as_it_is(tmp_path: Path) -> None:
    content = encode_frame(picture(64, 48))
    (tmp_path / "small.jpg").write_bytes(content)
    assert [frame.content for frame in read(tmp_path / "small.jpg")] == [content]


def test_a_progressive_jpeg_becomes_a_baseline_one(tmp_path: Path) -> None:
    path = tmp_path / "progressive.jpg"
    cv2.imwrite(str(path), picture(64, 48), [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])
    assert decode_frame(read(path)[0].content).shape == (48, 64, 3)


def test_a_bundle_gives_its_frames_at_the_given_pace(tmp_path: Path) -> None:
    path = tmp_path / "1700000000000-000003.mjpg"
    path.write_bytes(encode_frame(picture(64, 48)) * 3)
    assert [frame.captured_ms for frame in read(path)] == [
        1_700_000_000_000,
        1_700_000_000_500,
        1_700_000_001_000,
    ]


def test_a_video_gives_frames_at_the_given_pace(tmp_path: Path) -> None:
    path = tmp_path / "clip.avi"
    video = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48))
    for _ in range(20):
        video.write(picture(64, 48))
    video.release()
    assert [frame.captured_ms for frame in read(path)] == [500, 1000, 1500, 2000]


def test_a_video_cut_short_gives_its_beginning_and_says_so(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.mp4", tmp_path / "cut.mp4"
    video = cv2.VideoWriter(str(whole), cv2.VideoWriter.fourcc(*"mp4v"), 10, (64, 48))
    for _ in range(60):
        video.write(np.random.default_rng(1).integers(0, 255, (48, 64, 3), np.uint8))
    video.release()
    content = bytearray(whole.read_bytes())
    # The index stands at the end and stays; the pictures of the second half are gone.
    start, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    content[(start + end) // 2 : end] = bytes(end - (start + end) // 2)
    path.write_bytes(content)
    frames: list[RecordedFrame] = []
    with pytest.raises(UnreadableFileError, match="cut short"):
        frames.extend(read_frames(path, first_ms=0, frames_per_second=2))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("text.jpg", "not a picture"),
        ("text.png", "not a picture"),
        ("text.mp4", "not a video"),
        ("text.mjpg", "not a bundle of frames (not_jpeg)"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_unreadable(
    tmp_path: Path, name: str, problem: str
) -> None:
    (tmp_path / name).write_text("hello")
    assert problem_of(tmp_path / name) == problem


def test_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "nothing.jpg").touch()
    assert problem_of(tmp_path / "nothing.jpg") == "the file is empty"


def test_a_picture_cut_short_is_unreadable(tmp_path: Path) -> None:
    content = encode_frame(picture(64, 48))
    (tmp_path / "cut.jpg").write_bytes(content[: len(content) // 2])
    assert problem_of(tmp_path / "cut.jpg") == "the picture is cut short"


def test_a_folder_is_read_by_name_without_what_is_no_recording(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.png", "labels.csv"):
        (tmp_path / name).touch()
    assert [file.name for file in list_files(tmp_path)] == ["a.png", "b.jpg"]


@pytest.mark.parametrize("name", [".", "missing.jpg"])
def test_an_empty_folder_and_a_missing_file_are_unreadable(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError):
        list_files(tmp_path / name)
