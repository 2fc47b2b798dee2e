"""What the rules may look at, and whether a picture shows anything at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.baseline import MINUTE_MS, Baseline
from chalicelib.domain.kinds import Kind
from chalicelib.domain.observations import Observation
from chalicelib.domain.policies import Rule

Signal = float | None
"""Above 0 where an observation matches a rule (the higher, the worse), 0 where it does not, None
where it cannot tell."""


@dataclass(frozen=True, slots=True)
class View:
    """What the rules may look at."""

    ordered: Sequence[Observation]
    """By capture time, each moment once."""
    rules: Mapping[Kind, Rule]
    baseline: Baseline
    moved: Mapping[int, Baseline]
    """From ``follow_drift``."""

    def baseline_at(self, captured_ms: int) -> Baseline:
        """Return the baseline that holds at a moment."""
        return self.moved.get(captured_ms // MINUTE_MS, self.baseline)

    def is_blocked(self, observation: Observation) -> bool:
        """Say whether the picture is one for the rule about covered cameras, if there is one."""
        rule = self.rules.get(Kind.CAMERA_BLOCKED)
        return rule is not None and bool(how_blocked(observation, rule))


def how_blocked(observation: Observation, rule: Rule) -> Signal:
    """Return how little can be made out in a picture without any face."""
    scene = observation.scene
    if scene is None or scene.contrast is None or observation.faces is None:
        return None
    if observation.faces or scene.contrast >= rule.threshold:
        return 0.0
    return 1 - scene.contrast
