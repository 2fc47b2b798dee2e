"""Draw what was observed onto the frame it was observed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from chalicelib.domain.observations import Box, MainFace, Observation

Colour = tuple[int, int, int]
_TEAL: Final[Colour] = (128, 128, 0)
_RED: Final[Colour] = (60, 60, 220)
_GREEN: Final[Colour] = (80, 180, 60)
_BLUE: Final[Colour] = (220, 120, 40)
_YELLOW: Final[Colour] = (0, 215, 255)
_GREY: Final[Colour] = (170, 170, 170)
_DARK: Final[Colour] = (40, 40, 40)
_WHITE: Final[Colour] = (255, 255, 255)
_LEGIBLE: Final = 480
"""Pixels on the long side."""
_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp"})


class AnnotationError(Exception):
    """Raised when the annotated file cannot be written."""


class AnnotationWriter:
    """Writes annotated frames to one picture (one frame only) or to one video."""

    def __init__(self, path: Path, frames_per_second: float) -> None:
        self._path = path
        self._frames_per_second = frames_per_second
        self._size: tuple[int, int] | None = None
        self._video: cv2.VideoWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._video is not None:
            self._video.release()

    def write(self, picture: NDArray[np.uint8]) -> None:
        """
        Add one frame; those of another size than the first are fitted to it.

        Raises:
            AnnotationError: The file cannot be written, or is a picture and has its frame.
        """
        if self._path.suffix.lower() in _PICTURES:
            self._write_picture(picture)
            return
        height, width = picture.shape[:2]
        if self._video is None or self._size is None:
            self._size = (width, height)
            self._video = cv2.VideoWriter(
                str(self._path),
                cv2.VideoWriter.fourcc(*"mp4v"),
                self._frames_per_second,
                self._size,
            )
        if not self._video.isOpened():
            raise AnnotationError(f"{self._path}: cannot write a video of this name")
        self._video.write(cv2.resize(picture, self._size))

    def _write_picture(self, picture: NDArray[np.uint8]) -> None:
        if self._size is not None:
            raise AnnotationError(f"{self._path}: holds one frame; name a .mp4 for several")
        self._size = (picture.shape[1], picture.shape[0])
        if not cv2.imwrite(str(self._path), picture):
            raise AnnotationError(f"{self._path}: cannot be written")


def annotate(
    picture: NDArray[np.uint8], observation: Observation, episodes: Sequence[str] = ()
) -> NDArray[np.uint8]:
    """
    Return a copy of a picture (height, width, 3) BGR with its observation drawn in.

    A picture smaller than 480 pixels is enlarged first, so that the words fit.

    The main face has a box, three axes of the head (red to the student's own left, green
    upwards, blue out of the face) and a yellow line along the gaze; other faces have a box.

    Args:
        picture: The frame.
        observation: What was seen in it.
        episodes: The names of the episodes that it is part of, written below.
    """
    drawn = _legible(picture)
    for box in observation.others:
        _draw_box(drawn, box, _BLUE, "other")
    for seen in observation.objects or ():
        # Red for what needs a person's look; that a person sits there does not.
        colour = _GREY if seen.kind == "person" else _RED
        _draw_box(drawn, seen.box, colour, f"{seen.kind} {seen.score:.2f}")
    face = observation.face
    if face is not None:
        _draw_box(drawn, face.box, _TEAL, f"{face.score:.2f}")
        _draw_axes(drawn, face)
        _draw_gaze(drawn, face)
    _draw_text(drawn, _caption(observation), (6, 16))
    if episodes:
        _draw_text(drawn, "  ".join(episodes), (6, drawn.shape[0] - 8))
    return drawn


def _legible(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    times = -(-_LEGIBLE // max(picture.shape[:2]))
    if times == 1:
        return picture.copy()
    size = (picture.shape[1] * times, picture.shape[0] * times)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def head_axes(yaw: float, pitch: float, roll: float) -> NDArray[np.float64]:
    """
    Return where a head's own left, up and forward point in the picture.

    Args:
        yaw: Degrees, signs as in ``MainFace``.
        pitch: Likewise.
        roll: Likewise.

    Returns:
        (3, 2): x to the right and y down, each at most 1 long.
    """
    y, p, r = np.radians([yaw, pitch, roll])
    forward = np.array([np.sin(y) * np.cos(p), -np.sin(p), -np.cos(y) * np.cos(p)])
    level = np.array([np.cos(y), 0.0, np.sin(y)])
    upright = np.cross(forward, level)
    left = np.cos(r) * level - np.sin(r) * upright
    up = np.sin(r) * level + np.cos(r) * upright
    return np.array([left, up, forward])[:, :2]


def _draw_axes(picture: NDArray[np.uint8], face: MainFace) -> None:
    if face.yaw is None or face.pitch is None or face.roll is None:
        return
    left, top, right, bottom = _corners(picture, face.box)
    middle = np.array([left + right, top + bottom]) / 2
    length = (right - left) / 2
    axes = head_axes(face.yaw, face.pitch, face.roll)
    for axis, colour in zip(axes, (_RED, _GREEN, _BLUE), strict=True):
        _draw_line(picture, middle, middle + axis * length, colour)


def _draw_gaze(picture: NDArray[np.uint8], face: MainFace) -> None:
    if face.gaze_x is None or face.gaze_y is None:
        return
    left, top, right, bottom = _corners(picture, face.box)
    eyes = np.array([(left + right) / 2, top + (bottom - top) / 4])
    direction = np.array([face.gaze_x, -face.gaze_y]) * (right - left)
    _draw_line(picture, eyes, eyes + direction, _YELLOW)


def _caption(observation: Observation) -> str:
    parts = [f"{observation.captured_ms} ms", f"faces {observation.faces}"]
    face = observation.face
    if face is not None:
        values = {"yaw": face.yaw, "pitch": face.pitch, "roll": face.roll}
        parts += [f"{name} {value:.0f}" for name, value in values.items() if value is not None]
        gaze = {"gaze x": face.gaze_x, "y": face.gaze_y}
        parts += [f"{name} {value:.2f}" for name, value in gaze.items() if value is not None]
    if observation.scene is not None and observation.scene.frozen:
        parts.append("frozen")
    return "  ".join(parts)


def _corners(picture: NDArray[np.uint8], box: Box) -> tuple[int, int, int, int]:
    height, width = picture.shape[:2]
    return (
        round(box.left * width),
        round(box.top * height),
        round((box.left + box.width) * width),
        round((box.top + box.height) * height),
    )


def _draw_box(picture: NDArray[np.uint8], box: Box, colour: Colour, label: str) -> None:
    left, top, right, bottom = _corners(picture, box)
    cv2.rectangle(picture, (left, top), (right, bottom), colour, 2)
    _draw_text(picture, label, (left + 3, max(top - 4, 12)))


def _draw_line(
    picture: NDArray[np.uint8],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    colour: Colour,
) -> None:
    first, second = ((round(float(x)), round(float(y))) for x, y in (start, end))
    cv2.arrowedLine(picture, first, second, colour, 2, cv2.LINE_AA)


def _draw_text(picture: NDArray[np.uint8], text: str, place: tuple[int, int]) -> None:
    font, size, thickness = cv2.FONT_HERSHEY_SIMPLEX, 0.42, 1
    (width, height), below = cv2.getTextSize(text, font, size, thickness)
    left, base = place
    cv2.rectangle(picture, (left, base - height), (left + width, base + below), _DARK, cv2.FILLED)
    cv2.putText(picture, text, place, font, size, _WHITE, thickness, cv2.LINE_AA)
