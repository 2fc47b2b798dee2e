"""Read pictures, videos and bundles from disk as the uploads that a browser would have sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from chalicelib.domain.frame_uploads import (
    MAX_SIDE_PIXELS,
    SUFFIX,
    FrameUploadError,
    split_bundle,
)
from functions.detect_frames.decoding import UndecodableFrameError, read_jpeg_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
_VIDEOS: Final = frozenset({".mp4", ".mov", ".mkv", ".avi", ".webm", ".m4v"})
_JPEG_QUALITY: Final = 80
_WHOLE: Final = 0.9
"""Of the pictures that a video says it has: containers count roughly."""
_MISSING: Final = "no such file or folder"


class UnreadableFileError(Exception):
    """Raised when a file holds no picture that can be read."""


@dataclass(frozen=True)
class RecordedFrame:
    """One frame as it would be uploaded."""

    source: Path
    captured_ms: int
    """Since the start of the recording; for a named bundle, the time in its name."""
    content: bytes
    """JPEG within the upload contract."""


def list_files(path: Path) -> list[Path]:
    """
    Return the files of one recording: the file itself, or what a folder holds, by name.

    Raises:
        UnreadableFileError: There is no such path, or nothing in the folder to read.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UnreadableFileError(_MISSING)
    suffixes = _PICTURES | _VIDEOS | {SUFFIX}
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in suffixes)
    if not files:
        raise UnreadableFileError("no pictures, videos or bundles in this folder")
    return files


def read_frames(path: Path, *, first_ms: int, frames_per_second: float) -> Iterator[RecordedFrame]:
    """
    Read one file.

    Args:
        path: A picture, a video or a ``.mjpg`` bundle, told apart by the suffix.
        first_ms: The capture time of its first frame, where the file does not say.
        frames_per_second: How many frames of a video to take; the distance of the frames of
            a bundle, whose own times are not kept in the file.

    Raises:
        UnreadableFileError: It is not what its suffix says.
    """
    suffix = path.suffix.lower()
    if suffix in _VIDEOS:
        yield from _read_video(path, first_ms, frames_per_second)
    elif suffix == SUFFIX:
        yield from _read_bundle(path, first_ms, frames_per_second)
    else:
        yield RecordedFrame(path, first_ms, _read_picture(path))


def encode_frame(picture: NDArray[np.uint8]) -> bytes:
    """Return a picture (height, width, 3) BGR as a browser sends it: 640 pixels, JPEG."""
    scale = MAX_SIDE_PIXELS / max(picture.shape[:2])
    if scale < 1:
        height, width = picture.shape[:2]
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    _, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    return content.tobytes()


def _read_picture(path: Path) -> bytes:
    content = _read_bytes(path)
    if _keeps_contract(content):
        return content
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise UnreadableFileError("not a picture") from error
    if picture is None:
        raise UnreadableFileError("not a picture")
    return encode_frame(np.asarray(picture, np.uint8))


def _keeps_contract(content: bytes) -> bool:
    try:
        return max(read_jpeg_size(content)) <= MAX_SIDE_PIXELS
    except UndecodableFrameError as error:
        if error.reason == "truncated" and b"\xff\xd9" not in content[len(content) // 2 :]:
            # Some cameras write more behind the end marker; without one the picture is cut.
            raise UnreadableFileError("the picture is cut short") from error
        return False


def _read_bundle(path: Path, first_ms: int, frames_per_second: float) -> Iterator[RecordedFrame]:
    captured, _, _ = path.stem.partition("-")
    start = int(captured) if captured.isdecimal() else first_ms
    try:
        frames = split_bundle(_read_bytes(path))
    except FrameUploadError as error:
        raise UnreadableFileError(f"not a bundle of frames ({error.reason})") from error
    for number, content in enumerate(frames):
        yield RecordedFrame(path, start + round(number * 1000 / frames_per_second), content)


def _read_video(path: Path, first_ms: int, frames_per_second: float) -> Iterator[RecordedFrame]:
    video = cv2.VideoCapture(str(path))
    try:
        taken = seen = 0
        while video.grab():
            seen += 1
            position = video.get(cv2.CAP_PROP_POS_MSEC)
            # Half a millisecond of grace: positions are rounded.
            if position + 0.5 < taken * 1000 / frames_per_second:
                continue
            readable, picture = video.retrieve()
            if not readable:
                break
            taken += 1
            yield RecordedFrame(
                path, first_ms + round(position), encode_frame(np.asarray(picture, np.uint8))
            )
        if taken == 0:
            raise UnreadableFileError("not a video")
        # Where a file ends too early, its index still tells how long it was to be.
        if seen < _WHOLE * video.get(cv2.CAP_PROP_FRAME_COUNT):
            raise UnreadableFileError("the video is cut short")
    finally:
        video.release()


def _read_bytes(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(error.strerror or str(error)) from error
    if not content:
        raise UnreadableFileError("the file is empty")
    return content
