"""What each rule looks for: how strongly every observation speaks for a kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from chalicelib.domain import feeds, presence
from chalicelib.domain.baseline import MINUTE_MS, Baseline, Range
from chalicelib.domain.kinds import Detail, Kind
from chalicelib.domain.observations import MainFace, Observation
from chalicelib.domain.policies import Rule
from chalicelib.domain.standing import standing
from chalicelib.domain.views import Signal, View

BASELINE_KINDS: Final = frozenset({Kind.LOOKING_AWAY, Kind.TALKING})
"""The kinds that mean nothing before the student's own baseline is known."""
LOOK_BACK_MS: Final = 2 * MINUTE_MS
"""What was seen so long before may change how an observation is judged: the baseline follows
the calendar minute before, and a replay is told by what was shown up to two minutes before."""
FULL_EYE_TURN_DEGREES: Final = 37.0
"""How far an eye turns between gaze 0 and 1 (``functions.detect_frames.gaze``)."""
EYES_PER_DEGREE: Final = 0.2 / 30
"""Eyes turn less than heads, and are measured as parts of their opening."""
DOWN_SHARE: Final = 0.7
"""A nod of 21 degrees, where a turn takes 30, looks at the desk: below a screen there is
nothing else, while beside it there is more screen."""
DOWN_EYES: Final = 2.0
"""Times what counts sideways: a lowered lid hides the iris, and the keyboard is no secret."""
UNKNOWN_NEUTRAL_DEGREES: Final = 10.0
"""How much further a head must turn whose neutral is unknown: as far as cameras stand aside."""
TALK_MS: Final = 10_000
TALK_CHANGES: Final = 4
"""Two openings and closings within ten seconds: a yawn is one."""
CLOSED_MOUTH: Final = 0.05
"""The opening of a closed mouth where the student's own is unknown."""

_DOWN_ONLY: Final = frozenset({"pitch", "gaze_y"})
"""Upwards is thinking."""

_OBJECTS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.PHONE: frozenset({"phone"}),
    Kind.BOOK: frozenset({"book"}),
    # The camera looks away from the student's own screen: any that it sees is another.
    Kind.OTHER_SCREEN: frozenset({"laptop", "screen"}),
}


def _looking_away(view: View, rule: Rule) -> list[Signal]:
    return [
        _turned_away(_student(o), rule.threshold, view.baseline_at(o.captured_ms))
        for o in view.ordered
    ]


def _student(observation: Observation) -> MainFace | None:
    """Return the only face: of several, nobody can say whether the main one is the student."""
    return observation.face if observation.faces == 1 else None


def _turned_away(face: MainFace | None, degrees: float, usual: Baseline) -> Signal:
    """Return how far head or eyes point past their limit, sideways or down; up is thinking."""
    if face is None or face.yaw is None:
        return None
    if usual.yaw is None:
        far = abs(face.yaw) / (degrees + UNKNOWN_NEUTRAL_DEGREES)
        return far if far > 1 else 0.0
    margins = _margins(degrees)
    far = max(
        abs(usual.yaw.beyond(face.yaw, margins["yaw"])),
        -_beyond(usual.pitch, face.pitch, margins["pitch"]),
        abs(_beyond(usual.gaze_x, _against_head(face, usual), margins["gaze_x"])),
        -_beyond(usual.gaze_y, face.gaze_y, margins["gaze_y"]),
    )
    return far if far > 1 else 0.0


def _margins(degrees: float) -> Mapping[str, float]:
    """Return how far from its neutral each signal of looking away may be, in its own unit."""
    eyes = degrees * EYES_PER_DEGREE
    return {
        "yaw": degrees,
        "pitch": degrees * DOWN_SHARE,
        "gaze_x": eyes,
        "gaze_y": eyes * DOWN_EYES,
    }


def looking_limits(rule: Rule, usual: Baseline) -> Mapping[str, tuple[float | None, float | None]]:
    """
    Return between which values a student is not looking away, for showing beside the signals.

    What a person decides by is what the rule decided by, but for the drift of a minute
    (``chalicelib.domain.baseline.follow_drift``).

    Returns:
        The lower and the upper limit by signal; None: there is none on that side.  A signal
        without a known neutral is absent, but for ``yaw``, which is then measured from 0.
    """
    limits: dict[str, tuple[float | None, float | None]] = {}
    for name, margin in _margins(rule.threshold).items():
        known: Range | None = getattr(usual, name)
        if known is not None:
            low, high = known.limits(margin)
            limits[name] = (low, None if name in _DOWN_ONLY else high)
    if usual.yaw is None:
        far = rule.threshold + UNKNOWN_NEUTRAL_DEGREES
        return {"yaw": (-far, far)}
    return limits


def _against_head(face: MainFace, usual: Baseline) -> float | None:
    """
    Return the eyes' direction without what only makes up for the head's.

    Who turns the head by 15 degrees and goes on reading turns the eyes 15 degrees back.
    """
    if face.gaze_x is None or face.yaw is None or usual.gaze_x is None or usual.yaw is None:
        return None
    eyes = face.gaze_x - usual.gaze_x.neutral
    head = (face.yaw - usual.yaw.neutral) / FULL_EYE_TURN_DEGREES
    if eyes * head >= 0:
        return face.gaze_x
    left = max(abs(eyes) - abs(head), 0.0)
    return usual.gaze_x.neutral + (left if eyes > 0 else -left)


def _beyond(usual: Range | None, value: float | None, margin: float) -> float:
    return 0.0 if usual is None or value is None else usual.beyond(value, margin)


def _objects(kind: Kind) -> Callable[[View, Rule], list[Signal]]:
    names = _OBJECTS[kind]

    def seen(view: View, rule: Rule) -> list[Signal]:
        # Without a detector nothing is ever seen: no match, and no harm.
        return [_best_score(o, names, rule.threshold) for o in view.ordered]

    return seen


def _best_score(observation: Observation, names: Collection[str], least: float) -> Signal:
    if observation.objects is None:
        return None
    best = max((seen.score for seen in observation.objects if seen.kind in names), default=0.0)
    return best if best >= least else 0.0


def _talking(view: View, rule: Rule) -> list[Signal]:
    """Mark the stretches in which a mouth opened and closed again and again."""
    openings = [_opening(o, view) for o in view.ordered]
    signals: list[Signal] = [None if opening is None else 0.0 for opening in openings]
    changes = _mouth_changes(view.ordered, openings, rule)
    for first, last in zip(changes, changes[TALK_CHANGES - 1 :], strict=False):
        if view.ordered[last].captured_ms - view.ordered[first].captured_ms > TALK_MS:
            continue
        for index in range(first, last + 1):
            opening = openings[index]
            # A closed mouth between two words belongs to the talk, and is never its worst.
            signals[index] = None if opening is None else max(opening, 0.01)
    return signals


def _opening(observation: Observation, view: View) -> float | None:
    """Return how far the student's mouth is open beyond how they usually hold it."""
    face = _student(observation)
    if face is None or face.mouth is None:
        return None
    usual = view.baseline_at(observation.captured_ms).mouth
    return face.mouth - (CLOSED_MOUTH if usual is None else usual.neutral)


def _mouth_changes(
    ordered: Sequence[Observation], openings: Sequence[float | None], rule: Rule
) -> list[int]:
    """Return where the mouth changed between open and closed, with hysteresis."""
    changes: list[int] = []
    is_open: bool | None = None
    before_ms = 0
    for index, opening in enumerate(openings):
        if opening is None:
            continue
        now_ms = ordered[index].captured_ms
        if now_ms - before_ms > rule.gap_ms:
            is_open = None
        before_ms = now_ms
        state = is_open
        if opening > rule.threshold:
            state = True
        elif opening < rule.threshold / 2:
            state = False
        if is_open is not None and state is not is_open:
            changes.append(index)
        is_open = state
    return changes


def _different_person(view: View, rule: Rule) -> list[Signal]:
    """Return how much less alike than allowed the face is; most pictures are not compared."""
    return [
        None if o.unlikeness is None else max(o.unlikeness - rule.threshold, 0.0)
        for o in view.ordered
    ]


def _uncertain(view: View, _: Rule) -> list[Signal]:
    return [float(o.faces is None) for o in view.ordered]


def _unexpected_count(view: View, rule: Rule) -> list[Signal]:
    """Return by how many people each picture lies outside of what is expected."""
    fewest, most = rule.people
    counts = [count_people(o) for o in view.ordered]
    return [None if n is None else float(max(fewest - n, n - most, 0)) for n in counts]


def count_people(observation: Observation) -> int | None:
    """
    Return the least number of people in a picture, or None when it could not be read.

    Two networks find faces and persons, and each misses many; who shows both would count
    twice in a sum, so the larger number counts.
    """
    if observation.faces is None:
        return None
    persons = sum(seen.kind == "person" for seen in observation.objects or ())
    return max(observation.faces, persons)


SIGNALS: Final[Mapping[Kind, Callable[[View, Rule], list[Signal]]]] = {
    Kind.NO_FACE: presence.no_face,
    Kind.SEVERAL_PEOPLE: presence.several_people,
    Kind.LOOKING_AWAY: _looking_away,
    Kind.PHONE: _objects(Kind.PHONE),
    Kind.BOOK: _objects(Kind.BOOK),
    Kind.OTHER_SCREEN: _objects(Kind.OTHER_SCREEN),
    Kind.CAMERA_BLOCKED: feeds.camera_blocked,
    Kind.CAMERA_CHANGED: feeds.camera_changed,
    Kind.FROZEN_FEED: feeds.frozen_feed,
    Kind.TALKING: _talking,
    Kind.DIFFERENT_PERSON: _different_person,
    Kind.UNCERTAIN: _uncertain,
    Kind.UNEXPECTED_COUNT: _unexpected_count,
    Kind.STANDING: standing,
}

DETAILS: Final[Mapping[Kind, Callable[[Observation, float], Detail | None]]] = {
    Kind.NO_FACE: presence.how_absent,
    Kind.SEVERAL_PEOPLE: presence.how_accompanied,
    Kind.FROZEN_FEED: feeds.how_frozen,
}
"""Of kinds that show in several ways: the way, from an observation that matches and its signal."""
