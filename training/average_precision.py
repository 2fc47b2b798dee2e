"""How good detections are: precision, recall and average precision of one class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.boxes import Boxes, overlaps

LEAST_OVERLAP: Final = 0.5
"""The intersection over union from which a detection counts as right (the 50 of AP50)."""


@dataclass(frozen=True)
class Curve:
    """Detections of one class over many pictures, best first."""

    scores: NDArray[np.float32]
    """(n,)."""
    right: NDArray[np.bool_]
    """(n,) whether each is right."""
    things: int
    """How many there were to be found."""

    @property
    def precision(self) -> NDArray[np.float64]:
        """(n,) the share of right ones among the detections up to each."""
        return np.asarray(np.cumsum(self.right) / np.arange(1, len(self.right) + 1))

    @property
    def recall(self) -> NDArray[np.float64]:
        """(n,) the share of things that were found up to each detection."""
        return np.asarray(np.cumsum(self.right) / max(self.things, 1))

    def average_precision(self) -> float:
        """Return the area under the precision envelope over recall; NaN without things."""
        if not self.things:
            return float("nan")
        envelope = np.maximum.accumulate(self.precision[::-1])[::-1]
        steps = np.diff(self.recall, prepend=0.0)
        return float((envelope * steps).sum())

    def at(self, threshold: float) -> tuple[float, float]:
        """Return precision (NaN without detections) and recall at a threshold."""
        count = int((self.scores >= threshold).sum())
        if not count:
            return float("nan"), 0.0
        return float(self.precision[count - 1]), float(self.recall[count - 1])

    def threshold_for(self, least_precision: float) -> float | None:
        """Return the lowest score from which the precision is high enough, if there is one."""
        # Only where the score changes: detections of equal score pass together.
        last = np.append(self.scores[:-1] > self.scores[1:], [True])[: len(self.scores)]
        good = np.flatnonzero((self.precision >= least_precision) & last)
        return float(self.scores[good[-1]]) if len(good) else None


def match(found: Boxes, scores: NDArray[np.float32], wanted: Boxes) -> NDArray[np.bool_]:
    """
    Tell which detections in one picture are right: the best first, each thing found once.

    Args:
        found: (n, 4) of one class.
        scores: (n,).
        wanted: (m, 4).

    Returns:
        (n,) in the order of ``found``.
    """
    right = np.zeros(len(found), np.bool_)
    overlap = overlaps(found, wanted)
    for number in np.argsort(-scores, kind="stable"):
        if not len(wanted):
            break
        best = int(overlap[number].argmax())
        if overlap[number, best] >= LEAST_OVERLAP:
            right[number] = True
            overlap[:, best] = -1
    return right


def make_curve(
    scores: list[NDArray[np.float32]], right: list[NDArray[np.bool_]], things: int
) -> Curve:
    """Join what was found in many pictures."""
    all_scores = np.concatenate([np.zeros(0, np.float32), *scores])
    all_right = np.concatenate([np.zeros(0, np.bool_), *right])
    order = np.argsort(-all_scores, kind="stable")
    return Curve(all_scores[order], all_right[order], things)
