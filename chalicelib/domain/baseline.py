"""How one student holds head, eyes and mouth while working quietly.

Seats, cameras and faces differ, so that an angle says little by itself (the pitch of people who
look at their screen was measured at 5 to 16 degrees).  Everything here is a pure function of
observations: their order and their duplicates change nothing.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from chalicelib.domain.calibration import Calibration, Target, faces_by_target
from chalicelib.domain.frame_uploads import MAX_CAPTURED_MS
from chalicelib.domain.observations import MainFace, Observation

MINUTE_MS: Final = 60_000
MINUTES: Final = 3
"""In how many minutes quiet must be found; who shows no face for so long has no baseline."""
SETTLE_MS: Final = 15_000
"""Uploads overtake each other by some seconds; so much later the beginning is complete."""
NEVER: Final = MAX_CAPTURED_MS + 1
MIN_QUIET: Final = 6
MIN_LOOKED: Final = 3
"""So few frames tell where a look at one place lies: a median of three bears one misread."""
MIN_CORNERS: Final = 2
MOST_COMPARED: Final = 120
"""A faster stream is thinned out before its frames are compared with one another."""
TOLERANCES: Final[Mapping[str, float]] = {"yaw": 15.0, "pitch": 12.0, "gaze_x": 0.2, "gaze_y": 0.3}
"""How far frames of quiet work lie from one another: half a wide screen."""
PLAUSIBLE: Final[Mapping[str, float]] = {"yaw": 30.0, "pitch": 30.0, "gaze_x": 0.5, "gaze_y": 0.6}
"""Nobody works beyond these: with the camera beside the screen a head is turned by 30 degrees."""
MIN_DRIFT: Final = 20
"""Quiet frames that a minute must have to move the baseline: a third of it at 1 fps."""
DRIFT_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Range:
    """Where one signal lies while the student works quietly."""

    neutral: float
    """The median."""
    low: float
    """The 5 % quantile: robust, so that a glance aside does not widen it."""
    high: float
    """The 95 % quantile."""

    def beyond(self, value: float, margin: float) -> float:
        """
        Return how far a value lies towards the limit: past 1 or -1 it lies beyond.

        The limit is ``margin`` from the neutral, and at least half of it outside the range:
        who works at a wide screen has a wide range.
        """
        low, high = self.limits(margin)
        if value >= self.neutral:
            return (value - self.neutral) / (high - self.neutral)
        return (value - self.neutral) / (self.neutral - low)

    def limits(self, margin: float) -> tuple[float, float]:
        """Return the values at which ``beyond`` is -1 and 1."""
        return (
            min(self.neutral - margin, self.low - margin / 2),
            max(self.neutral + margin, self.high + margin / 2),
        )

    def shifted(self, by: float) -> Range:
        """Return the range moved as a whole."""
        return Range(self.neutral + by, self.low + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Baseline:
    """One student's ranges; None where too little was measured."""

    yaw: Range | None = None
    pitch: Range | None = None
    gaze_x: Range | None = None
    gaze_y: Range | None = None
    mouth: Range | None = None


SIGNALS: Final = tuple(field.name for field in fields(Baseline))
UNKNOWN: Final = Baseline()


@dataclass(frozen=True, slots=True)
class FoundBaseline:
    """A baseline, and when it can no longer change."""

    baseline: Baseline
    settled_ms: int
    """Once something captured at this time or later was seen, the baseline stands."""


def find_baseline(
    observations: Iterable[Observation],
    *,
    started_ms: int | None = None,
    calibration: Calibration = (),
) -> FoundBaseline:
    """
    Find how a student works quietly.

    The calibration before the start shows it, else the first minute, else the first two or
    three.  Within it, quiet is where the most frames lie near one another: an episode in the
    first minute is left out as long as it is not most of it.

    Args:
        observations: Of one attempt; only its calibration and its beginning matter.
        started_ms: When the attempt began; None: with the first observation.
        calibration: When the student was asked to look where.
    """
    times = {o.captured_ms: o for o in sorted(observations, key=lambda o: (o.captured_ms, repr(o)))}
    if not times:
        return FoundBaseline(UNKNOWN, NEVER)
    start = min(times) if started_ms is None else started_ms
    if calibrated := _calibrated(times.values(), calibration):
        complete = max(step.to_ms for step in calibration) + SETTLE_MS
        return FoundBaseline(calibrated, max(start, complete))
    first = end = min((time for time in times if time >= start), default=NEVER)
    if first == NEVER:
        return FoundBaseline(UNKNOWN, NEVER)
    for _ in range(MINUTES):
        end += MINUTE_MS
        quiet = _densest(_working(times.values(), first, end))
        if len(quiet) >= MIN_QUIET:
            return FoundBaseline(_summarise(quiet), end + SETTLE_MS)
    return FoundBaseline(UNKNOWN, end + SETTLE_MS)


def follow_drift(baseline: Baseline, ordered: Sequence[Observation]) -> Mapping[int, Baseline]:
    """
    Let the baseline follow slow changes of posture, by the minute.

    In each minute it stands by half of what the quiet frames of the minute before were off, at
    most by half of what still counts as quiet.  Quiet is measured from the fixed baseline, so
    that no episode is ever followed, and what holds for a minute depends on the minute before
    alone: a part of an attempt is judged as the whole is.

    Returns:
        The moved baselines by minute (``captured_ms // MINUTE_MS``), where there are any.
    """
    quiet: dict[int, list[MainFace]] = defaultdict(list)
    for observation in ordered:
        face = observation.face
        if observation.faces == 1 and face is not None and _is_quiet(face, baseline):
            quiet[observation.captured_ms // MINUTE_MS].append(face)
    return {
        minute + 1: _moved(baseline, faces)
        for minute, faces in quiet.items()
        if len(faces) >= MIN_DRIFT
    }


def _calibrated(observations: Iterable[Observation], calibration: Calibration) -> Baseline | None:
    """
    Return what a calibration shows; None where too little of it was seen.

    The look at the centre is the neutral; the looks at the corners span the range, which no
    calibration makes wider than half a wide screen: who looks beside the screen while the dot
    stands in a corner gains nothing by it.
    """
    looks = {
        target: [face for face in faces if _is_plausible(face)]
        for target, faces in faces_by_target(observations, calibration).items()
    }
    centre = looks.pop(Target.CENTRE)
    corners = [faces for faces in looks.values() if len(faces) >= MIN_LOOKED]
    if len(centre) < MIN_LOOKED or len(corners) < MIN_CORNERS:
        return None
    everywhere = [face for faces in (centre, *corners) for face in faces]
    spans = {name: _span(name, centre, corners) for name in TOLERANCES}
    return Baseline(**spans, mouth=_range_of(_known(everywhere, "mouth")))


def _span(
    name: str, centre: Sequence[MainFace], corners: Sequence[Sequence[MainFace]]
) -> Range | None:
    """Return one signal's range: from the corners' outermost median to the other."""
    neutral, *outer = (_median(_known(faces, name)) for faces in (centre, *corners))
    if neutral is None:
        return None
    reached = [neutral, *(value for value in outer if value is not None)]
    return Range(
        neutral,
        max(min(reached), neutral - TOLERANCES[name]),
        min(max(reached), neutral + TOLERANCES[name]),
    )


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if len(values) >= MIN_LOOKED else None


def _working(observations: Iterable[Observation], from_ms: int, to_ms: int) -> list[MainFace]:
    """Return the measured faces of one student alone, turned as one may be at work."""
    return [
        o.face
        for o in observations
        if from_ms <= o.captured_ms < to_ms and o.faces == 1 and o.face and _is_plausible(o.face)
    ]


def _is_plausible(face: MainFace) -> bool:
    if face.yaw is None or face.pitch is None:
        return False
    return all(abs(value) <= PLAUSIBLE[name] for name, value in _values(face))


def _densest(faces: Sequence[MainFace]) -> list[MainFace]:
    """Return the faces near the one that has the most others near it."""
    step = -(-len(faces) // MOST_COMPARED) or 1
    some = faces[::step]
    best = max(some, key=lambda face: sum(_are_near(face, other) for other in some), default=None)
    return [] if best is None else [face for face in faces if _are_near(best, face)]


def _are_near(one: MainFace, other: MainFace) -> bool:
    values = dict(_values(other))
    return all(
        abs(value - values.get(name, value)) <= TOLERANCES[name] for name, value in _values(one)
    )


def _is_quiet(face: MainFace, baseline: Baseline) -> bool:
    for name, value in _values(face):
        usual: Range | None = getattr(baseline, name)
        if usual is not None and abs(value - usual.neutral) > TOLERANCES[name]:
            return False
    return True


def _values(face: MainFace) -> Iterator[tuple[str, float]]:
    """Yield what is known of where a face looks, by signal."""
    for name in TOLERANCES:
        value: float | None = getattr(face, name)
        if value is not None:
            yield name, value


def _summarise(faces: Sequence[MainFace]) -> Baseline:
    return Baseline(**{name: _range_of(_known(faces, name)) for name in SIGNALS})


def _known(faces: Iterable[MainFace], name: str) -> list[float]:
    values: list[float | None] = [getattr(face, name) for face in faces]
    return [value for value in values if value is not None]


def _range_of(values: Sequence[float]) -> Range | None:
    if len(values) < MIN_QUIET:
        return None
    ordered = sorted(values)
    twentieth = len(ordered) // 20
    return Range(statistics.median(ordered), ordered[twentieth], ordered[-1 - twentieth])


def _moved(baseline: Baseline, faces: Sequence[MainFace]) -> Baseline:
    changes: dict[str, Range] = {}
    for name, tolerance in TOLERANCES.items():
        usual: Range | None = getattr(baseline, name)
        values = _known(faces, name)
        if usual is not None and len(values) >= MIN_DRIFT:
            shift = DRIFT_SHARE * (statistics.median(values) - usual.neutral)
            changes[name] = usual.shifted(max(-tolerance / 2, min(tolerance / 2, shift)))
    return replace(baseline, **changes)
