"""Who stands up in a room: a face well above the place where one was seen to sit."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from chalicelib.domain.observations import Box, Observation
from chalicelib.domain.policies import Rule
from chalicelib.domain.views import Signal, View

MEMORY_MS: Final = 60_000
"""What was seen so long before says who sits where."""
SITS_AFTER: Final = 10
"""Pictures within the memory in which a face is at one place: somebody sits there."""
SAME_PLACE: Final = 0.6
"""How far a face that sits moves, in faces: leaning, sitting up."""
SAME_COLUMN: Final = 1.2
"""How far aside a head may get while it rises, in faces."""
MOST_RISE: Final = 3.5
"""In faces.  Rising lifts a head by about two, seen from the front; more is another row."""
MOST_GROWTH: Final = 1.6
"""How much larger or smaller the same face may look at another height."""


class _Spot(NamedTuple):
    """A face's middle and size, in fractions of the picture."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> Self:
        return cls(box.left + box.width / 2, box.top + box.height / 2, box.width, box.height)

    def is_as_large_as(self, other: _Spot) -> bool:
        return 1 / MOST_GROWTH <= self.height / other.height <= MOST_GROWTH


@dataclass(slots=True, eq=False)
class _Place:
    """Where a face was seen of late."""

    seen: deque[tuple[int, _Spot]] = field(default_factory=deque)
    """Capture times and spots, in order."""

    @property
    def middle(self) -> _Spot:
        return _Spot(*(sum(part) / len(self.seen) for part in zip(*self._spots(), strict=True)))

    def _spots(self) -> Iterator[_Spot]:
        return (spot for _, spot in self.seen)

    def forget_before(self, moment_ms: int) -> None:
        while self.seen and self.seen[0][0] < moment_ms:
            self.seen.popleft()

    def met(self, other: _Place) -> bool:
        """Say whether both showed a face in one picture: then they are two people's."""
        return not {time for time, _ in self.seen}.isdisjoint(time for time, _ in other.seen)


def standing(view: View, rule: Rule) -> list[Signal]:
    """
    Return how far above its seat a face is, in heights of the face.

    A face has risen when it is above a place where one sat, at least the rule's threshold and
    as large, while nobody is seen to sit there, and never were both seen together: who sits in
    the row behind is no riser.
    """
    places: list[_Place] = []
    return [_rise(observation, places, rule.threshold) for observation in view.ordered]


def _rise(observation: Observation, places: list[_Place], least: float) -> Signal:
    if observation.faces is None:
        return None
    for place in places:
        place.forget_before(observation.captured_ms - MEMORY_MS)
    places[:] = [place for place in places if place.seen]
    middles = [(place, place.middle) for place in places]
    now = []
    for spot in _spots_in(observation):
        place = _nearest(spot, middles) or _Place()
        if not place.seen:
            places.append(place)
        now.append((place, spot))
    for place, spot in now:
        place.seen.append((observation.captured_ms, spot))
    taken = {id(place) for place, _ in now}
    left = [
        (place, middle)
        for place, middle in middles
        if id(place) not in taken and len(place.seen) >= SITS_AFTER
    ]
    return max(_rises(now, left, least), default=0.0)


def _spots_in(observation: Observation) -> list[_Spot]:
    face = observation.face
    boxes = [*([face.box] if face else []), *observation.others]
    return [_Spot.of(box) for box in boxes if box.width > 0 and box.height > 0]


def _nearest(spot: _Spot, middles: Iterable[tuple[_Place, _Spot]]) -> _Place | None:
    """Return the place that a face is at, the nearest of several."""
    distances = [
        (max(abs(spot.x - m.x) / m.width, abs(spot.y - m.y) / m.height), number, place)
        for number, (place, m) in enumerate(middles)
    ]
    distance, _, place = min(distances, key=lambda d: d[:2], default=(float("inf"), 0, None))
    return place if distance <= SAME_PLACE else None


def _rises(
    now: Iterable[tuple[_Place, _Spot]], left: Iterable[tuple[_Place, _Spot]], least: float
) -> Iterator[float]:
    """Yield by how much each face is above a seat that it may have left."""
    seats = list(left)
    for place, spot in now:
        for seat, middle in seats:
            rise = (middle.y - spot.y) / middle.height
            if (
                least <= rise <= MOST_RISE
                and abs(spot.x - middle.x) <= SAME_COLUMN * middle.width
                and spot.is_as_large_as(middle)
                and not place.met(seat)
            ):
                yield rise
