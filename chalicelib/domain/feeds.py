"""Signals about the feed itself: covered, standing still, played again, from elsewhere."""

from __future__ import annotations

from typing import Final

from chalicelib.domain.backgrounds import backdrop_of, find_changes
from chalicelib.domain.kinds import Detail
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import Rule
from chalicelib.domain.replays import Picture, find_replayed
from chalicelib.domain.views import Signal, View, how_blocked

STILL_MS: Final = 10_000
MIN_STILL: Final = 5
"""A picture is frozen that did not change for so long, over so many frames."""
STILL, REPLAYED = 1.0, 2.0
"""How strongly a feed is frozen: what is played again says more than what stands still."""


def camera_blocked(view: View, rule: Rule) -> list[Signal]:
    """Tell pictures in which next to nothing can be made out."""
    return [how_blocked(o, rule) for o in view.ordered]


def frozen_feed(view: View, rule: Rule) -> list[Signal]:
    """
    Mark every stretch of ``STILL_MS`` without a change, and every stretch that was seen before.

    Only with somebody in it: an empty room may well stand still, a person never does.
    """
    signals = [_is_still(o, view) for o in view.ordered]
    hashes = [
        None if signal is None else _bits(o)
        for o, signal in zip(view.ordered, signals, strict=True)
    ]
    _mark_still(view, rule, hashes, signals)
    shown = zip(view.ordered, hashes, strict=True)
    replayed = find_replayed(
        [Picture(o.captured_ms, bits) for o, bits in shown if bits is not None]
    )
    return [
        REPLAYED if o.captured_ms in replayed else signal
        for o, signal in zip(view.ordered, signals, strict=True)
    ]


def camera_changed(view: View, rule: Rule) -> list[Signal]:
    """Mark what follows when the background becomes another at once, and stays so."""
    backdrops = [None if view.is_blocked(o) else backdrop_of(o) for o in view.ordered]
    changed = find_changes([one for one in backdrops if one], rule.threshold)
    return [
        None if backdrop is None else changed.get(backdrop.captured_ms, 0.0)
        for backdrop in backdrops
    ]


def how_frozen(_: Observation, strength: float) -> Detail:
    """Name what makes a feed a frozen one."""
    return Detail.REPLAYED if strength >= REPLAYED else Detail.STILL


def _mark_still(view: View, rule: Rule, hashes: list[int | None], signals: list[Signal]) -> None:
    for last, observation in enumerate(view.ordered):
        first = last
        while first and _is_like(hashes[first - 1], hashes[last], rule.threshold):
            first -= 1
            if observation.captured_ms - view.ordered[first].captured_ms >= STILL_MS:
                break
        long = observation.captured_ms - view.ordered[first].captured_ms >= STILL_MS
        if long and last - first + 1 >= MIN_STILL:
            signals[first : last + 1] = [STILL] * (last - first + 1)


def _is_still(observation: Observation, view: View) -> Signal:
    """Return whether a picture is just like the one before it; None where nothing can tell."""
    scene = observation.scene
    if scene is None or not observation.faces or view.is_blocked(observation):
        return None
    return STILL if scene.frozen else 0.0


def _bits(observation: Observation) -> int | None:
    scene = observation.scene
    return int(scene.perceptual_hash, 16) if scene and scene.perceptual_hash else None


def _is_like(one: int | None, other: int | None, bits: float) -> bool:
    return one is not None and other is not None and (one ^ other).bit_count() <= bits
