"""What the simulated students' cameras show, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import cv2

from chalicelib.domain.kinds import Kind
from tests.e2e.clips import Picture, astronaut, empty_room, two_people

_EVERY_S: Final = 60
_LASTS_S: Final = 15
_EARLIEST_S: Final = 15
_SPREAD_S: Final = 25
_QUALITY: Final = (cv2.IMWRITE_JPEG_QUALITY, 60)
_GROUPS: Final = {3: Kind.NO_FACE, 7: Kind.SEVERAL_PEOPLE}
"""Of ten students one leaves now and then, and one is joined by somebody."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Some seconds in which something is to be noticed."""

    kind: Kind
    starts_s: int
    """Seconds since the student's first picture."""

    @property
    def ends_s(self) -> int:
        """The first second that is calm again."""
        return self.starts_s + _LASTS_S


def scenes_of(number: int, seconds: int) -> tuple[Scene, ...]:
    """Return a student's scenes that end within so many seconds: one a minute, or none."""
    kind = _GROUPS.get(number % 10)
    if kind is None:
        return ()
    first = _EARLIEST_S + 7 * (number // 10) % _SPREAD_S
    starts = range(first, seconds - _LASTS_S + 1, _EVERY_S)
    return tuple(Scene(kind, start) for start in starts)


class Album:
    """JPEG pictures for every second; none comes again within two minutes, as a replay would."""

    def __init__(self, seconds: int) -> None:
        self._calm = list(_jpegs(astronaut(), max(seconds, 150)))
        small = cv2.resize(next(astronaut()), (400, 300), interpolation=cv2.INTER_AREA)
        self._glimpse = cv2.imencode(".jpg", small, _QUALITY)[1].tobytes()
        self._special = {
            Kind.NO_FACE: list(_jpegs(empty_room(), 2 * _LASTS_S)),
            Kind.SEVERAL_PEOPLE: list(_jpegs(two_people(), 2 * _LASTS_S)),
        }

    def picture(self, number: int, second: int, scenes: tuple[Scene, ...]) -> bytes:
        """Return what one student's camera shows at a second."""
        for scene in scenes:
            if scene.starts_s <= second < scene.ends_s:
                pictures = self._special[scene.kind]
                return pictures[second % len(pictures)]
        return self._calm[(second + 17 * number) % len(self._calm)]

    def glimpse(self) -> bytes:
        """Return a small picture, as a page that is looked at shows."""
        return self._glimpse

    @property
    def picture_kb(self) -> float:
        """The mean size of a calm picture."""
        return sum(map(len, self._calm)) / len(self._calm) / 1000


def _jpegs(pictures: Iterator[Picture], count: int) -> Iterator[bytes]:
    for picture in islice(pictures, count):
        yield cv2.imencode(".jpg", picture, _QUALITY)[1].tobytes()
