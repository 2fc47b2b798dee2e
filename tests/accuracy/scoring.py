"""How often what was found is what the labels say: counts, rates and their doubt."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chalicelib.domain.episodes import Episode
    from tests.accuracy.clips import Clip

_EDGE_MS: Final = 500
"""Labels are good to about half a second: frames so near to an edge are not counted."""
_HOUR_MS: Final = 3_600_000


@dataclass(frozen=True)
class Counts:
    """Right and wrong answers about one kind; add them up over clips."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None when nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """The share of what there is that was found; None when there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None when there was nothing to find and nothing found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None


@dataclass(frozen=True)
class Score:
    """What is known about one kind."""

    frames: Counts = Counts()
    episodes: Counts = Counts()
    calm_ms: int = 0
    """How long the kind was not there, so that every alarm would have been false."""

    def __add__(self, other: Score) -> Score:
        return Score(
            self.frames + other.frames,
            self.episodes + other.episodes,
            self.calm_ms + other.calm_ms,
        )

    def false_alarms_per_hour(self) -> tuple[float, float, float] | None:
        """Return the rate and its 95 % interval; None without calm time."""
        if not self.calm_ms:
            return None
        hours = self.calm_ms / _HOUR_MS
        low, high = poisson_interval(self.episodes.wrong)
        return self.episodes.wrong / hours, low / hours, high / hours


def score_clip(clip: Clip, episodes: Sequence[Episode], kind: str) -> Score:
    """
    Compare what was found of one kind in one clip with its labels.

    A frame counts as found when it lies in a found episode, and is left out near an edge of a
    label or where the kind is excused.  An episode is right when it overlaps a label of its
    kind, and a label is missed when no episode overlaps it.
    """
    labels = [(span.from_ms, span.to_ms) for span in clip.spans if span.kind == kind]
    excused = [(span.from_ms, span.to_ms) for span in clip.spans if kind in span.excused]
    found = [(e.started_ms, e.ended_ms) for e in episodes if e.kind == kind]
    right = [there for there in labels if any(_overlap(there, span) for span in found)]
    wrong = [span for span in found if not any(_overlap(span, o) for o in (*labels, *excused))]
    frames = Counts()
    for time in clip.times_ms:
        is_edge = any(abs(time - edge) <= _EDGE_MS for span in clip.spans for edge in
                      (span.from_ms, span.to_ms))  # fmt: skip
        if not is_edge and not _within(time, excused):
            frames += _count_frame(is_there=_within(time, labels), is_found=_within(time, found))
    not_calm = sum(end - start for start, end in (*labels, *excused))
    return Score(
        frames,
        Counts(len(right), len(wrong), len(labels) - len(right)),
        clip.times_ms[-1] - clip.times_ms[0] - not_calm,
    )


def poisson_interval(count: int, confidence: float = 0.95) -> tuple[float, float]:
    """
    Return the exact interval of a Poisson mean of which ``count`` events were seen.

    Its ends are the means under which so many events or more, or so few or fewer, have half of
    the remaining probability each (F. Garwood, "Fiducial limits for the Poisson
    distribution", Biometrika 28, 1936).
    """
    tail = (1 - confidence) / 2
    low = _solve(lambda mean: 1 - _at_most(count - 1, mean), tail) if count else 0.0
    return low, _solve(lambda mean: 1 - _at_most(count, mean), 1 - tail)


def _at_most(count: int, mean: float) -> float:
    """Return the probability of ``count`` events or fewer."""
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
                     for k in range(count + 1))  # fmt: skip


def _solve(rising: Callable[[float], float], wanted: float) -> float:
    """Return where a rising function of a positive number reaches a value, by halving."""
    low, high = 1e-12, 1.0
    while rising(high) < wanted:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return high


def _count_frame(*, is_there: bool, is_found: bool) -> Counts:
    return Counts(
        right=int(is_there and is_found),
        wrong=int(is_found and not is_there),
        missed=int(is_there and not is_found),
    )


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _within(time: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= time <= end for start, end in spans)
