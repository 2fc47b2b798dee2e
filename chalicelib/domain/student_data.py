"""Everything that is kept of one student at one exam, to be handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.acts import Act
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import Baseline
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Violation


@dataclass(frozen=True, slots=True)
class AttemptData:
    """What is kept of one attempt."""

    attempt: Attempt
    events: tuple[AttemptEvent, ...]
    violations: tuple[Violation, ...]
    """With decisions and explanations; the superseded ones, too."""
    observations: tuple[ObservationBundle, ...]
    baseline: Baseline | None


@dataclass(frozen=True, slots=True)
class ListedStudent:
    """A line of the class list, without the PIN's seal, which opens a door."""

    number: str
    name: str
    class_name: str
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class StudentData:
    """What is kept of one student at one exam."""

    exam_id: str
    exam_title: str
    made_at: datetime
    listed: ListedStudent | None
    attempts: tuple[AttemptData, ...]
    acts: tuple[Act, ...]
    """What lecturers did to them; whom else an act reached is left out."""


@dataclass(frozen=True, slots=True)
class StudentFiles:
    """A student's data, and the pictures that are kept, by the name they get."""

    data: StudentData
    pictures: Mapping[str, bytes]
