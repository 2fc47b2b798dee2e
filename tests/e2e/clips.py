"""Camera clips for Chromium's fake camera, made of real pictures of real faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final, TypeAlias

import cv2
import numpy as np
import skimage.data
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]

SIZE: Final = (640, 480)
CLIP_FPS: Final = 30
"""Chromium plays a motion-JPEG file at this rate, whatever it was made at."""
PICTURE_FPS: Final = 5
RECORDINGS: Final = Path(__file__).parents[3] / "shared" / "recordings"


def one_person() -> Iterator[Picture]:
    """Yield a person before a webcam, for as long as wanted: a recording where there is one."""
    recording = RECORDINGS / "focused.mp4"
    if not recording.exists():
        yield from astronaut()
        return
    pictures = _read_video(recording)
    # There and back, so that the loop has no jump.
    yield from cycle([*pictures, *reversed(pictures)])


def astronaut(*, light: float = 1.0, mirrored: bool = False) -> Iterator[Picture]:
    """Yield a person on a photograph that anybody may show; NASA took it."""
    picture = _to_bgr(skimage.data.astronaut())
    picture = np.asarray(picture[:, ::-1] if mirrored else picture, np.uint8)
    lit = np.asarray(cv2.convertScaleAbs(picture, alpha=light), np.uint8)
    yield from _sway(_fit(lit))


def empty_room() -> Iterator[Picture]:
    """Yield a photograph without a person."""
    yield from _sway(_fit(_to_bgr(skimage.data.coffee())))


def two_people() -> Iterator[Picture]:
    """Yield two faces side by side."""
    width, height = SIZE
    face = cv2.resize(_to_bgr(skimage.data.astronaut()), (height, height))
    middle = (height - width // 2) // 2
    half = face[:, middle : middle + width // 2]
    yield from _sway(np.hstack([half, half[:, ::-1]]))


def write_clip(path: Path, *parts: tuple[Iterable[Picture], float]) -> Path:
    """
    Write pictures one after the other as a motion-JPEG file.

    Args:
        path: Where to; its name must end with ``.mjpeg`` for Chromium to know it.
        parts: Pictures at ``PICTURE_FPS``, and for how many seconds.
    """
    with path.open("wb") as file:
        for pictures, seconds in parts:
            for picture in islice(pictures, round(seconds * PICTURE_FPS)):
                jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
                file.write(jpeg * (CLIP_FPS // PICTURE_FPS))
    return path


def _to_bgr(picture: Picture) -> Picture:
    return np.asarray(picture[..., ::-1], np.uint8)


def _fit(picture: Picture) -> Picture:
    """Lay a picture in the middle of a grey one of the camera's size."""
    width, height = SIZE
    scale = min(width / picture.shape[1], height / picture.shape[0])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    whole = np.full((height, width, 3), 127, np.uint8)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole


def _sway(picture: Picture) -> Iterator[Picture]:
    """
    Move a photograph a little this way and that, for as long as wanted.

    A live picture neither stands still nor comes back, and what comes back is taken for a replay.
    """
    random = np.random.default_rng(0)
    place = np.zeros(2, int)
    height, width, colours = picture.shape
    # Drawn once, and cut anew for each picture: drawing is what takes the time.
    grain = random.normal(0, 2, (2 * height, 2 * width, colours)).round().astype(np.int16)
    while True:
        place = np.clip(place + random.integers(-3, 4, 2), -12, 12)
        top, left = random.integers((0, 0), (height, width))
        noise = grain[top : top + height, left : left + width]
        moved = np.roll(picture, tuple(place), axis=(0, 1))
        yield np.asarray(cv2.add(moved, noise, dtype=cv2.CV_8U), np.uint8)


def _read_video(path: Path) -> list[Picture]:
    video = cv2.VideoCapture(str(path))
    step = max(round(video.get(cv2.CAP_PROP_FPS) / PICTURE_FPS), 1)
    pictures = []
    number = 0
    while True:
        more, picture = video.read()
        if not more:
            break
        if number % step == 0:
            pictures.append(_fit(np.asarray(picture, np.uint8)))
        number += 1
    video.release()
    return pictures
