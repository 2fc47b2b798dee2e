"""Signals about who is in the picture: nobody, somebody without a face, more than one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from chalicelib.domain.kinds import Detail
from chalicelib.domain.observations import Box, Observation, SeenObject
from chalicelib.domain.policies import Rule
from chalicelib.domain.views import Signal, View

NEAR_HEIGHT: Final = 0.45
"""Of the picture's: a person before the camera, not one who walks by far behind."""
SURE_BESIDE: Final = 0.8
"""Score of a person without a face beside the student."""
AROUND: Final = 2
"""Observations before and after one that are asked whether they show the same."""
AGREEING: Final = 3
"""Of those five: the detector of things is wrong now and then, seldom three times running."""
BODY_WIDTH: Final = 2.5
"""Faces that a body is wide: what a person without a face counts for beside the student's."""
ABSENT, HIDDEN = 1.0, 1.5
"""How strongly a face is missed: who is there and shows none says more than an empty chair."""


def no_face(view: View, _: Rule) -> list[Signal]:
    """Tell pictures without a face, and those in which a person is seen all the same."""
    hidden = _agreed([o.faces == 0 and bool(_near(o)) for o in view.ordered])
    return [
        None if o.faces is None or view.is_blocked(o) else _missed(o.faces, is_hidden)
        for o, is_hidden in zip(view.ordered, hidden, strict=True)
    ]


def several_people(view: View, rule: Rule) -> list[Signal]:
    """Tell pictures with another face, or with a person beside the student who shows none."""
    bodies = [_body_beside(o) for o in view.ordered]
    counted = _agreed([size >= rule.threshold for size in bodies])
    return [
        _nearest_other(o, rule.threshold) or (size if is_counted else _none(o))
        for o, size, is_counted in zip(view.ordered, bodies, counted, strict=True)
    ]


def how_absent(_: Observation, strength: float) -> Detail:
    """Name what is there instead of a face."""
    return Detail.FACE_HIDDEN if strength >= HIDDEN else Detail.ABSENT


def how_accompanied(observation: Observation, _: float) -> Detail | None:
    """Name how the other person was noticed, where it was not by a face."""
    return None if (observation.faces or 0) > 1 else Detail.FACE_HIDDEN


def _none(observation: Observation) -> Signal:
    return None if observation.faces is None else 0.0


def _missed(faces: int, is_hidden: bool) -> float:  # noqa: FBT001 - the two facts that decide
    if faces:
        return 0.0
    return HIDDEN if is_hidden else ABSENT


def _near(observation: Observation) -> list[SeenObject]:
    return [
        seen
        for seen in observation.objects or ()
        if seen.kind == "person" and seen.box.height >= NEAR_HEIGHT
    ]


def _agreed(flags: Sequence[bool]) -> list[bool]:
    """Return which flags stand that enough of their neighbours share."""
    return [
        flag and sum(flags[max(place - AROUND, 0) : place + AROUND + 1]) >= AGREEING
        for place, flag in enumerate(flags)
    ]


def _nearest_other(observation: Observation, least: float) -> float:
    """Return the width of the largest other face over the student's, if it is large enough."""
    face, others = observation.face, observation.others
    if (observation.faces or 0) < 2:  # noqa: PLR2004 - two people
        return 0.0
    if face is None or not others or face.box.width <= 0:
        return 1.0  # counted by a network that did not say where
    size = max(other.width for other in others) / face.box.width
    return size if size >= least else 0.0


def _body_beside(observation: Observation) -> float:
    """Return the size of the largest sure person apart from the only face, in faces."""
    face = observation.face
    if observation.faces != 1 or face is None or face.box.width <= 0:
        return 0.0
    widths = [
        seen.box.width
        for seen in _near(observation)
        if seen.score >= SURE_BESIDE and not _share_column(seen.box, face.box)
    ]
    return max(widths, default=0.0) / BODY_WIDTH / face.box.width


def _share_column(person: Box, face: Box) -> bool:
    """Say whether a person stands where the face is or right below: it is the student's own."""
    shared = min(person.left + person.width, face.left + face.width) - max(person.left, face.left)
    return shared > 0
