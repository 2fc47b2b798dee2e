"""Everything that is kept of one student at one exam, to be handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.acts import Act, ActKind
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.attempt_events import AttemptEvent
from chalicelib.domain.attempts import Attempt
from chalicelib.domain.baseline import Baseline
from chalicelib.domain.kinds import Detail, Kind
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.reviews import Explanation
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
class OwnFinding:
    """Something noted of a student that a person confirmed, without who it was and their notes."""

    kind: Kind
    detail: Detail | None
    started_ms: int
    ended_ms: int
    evidence: tuple[str, ...]
    """The kept pictures, by the name they get."""
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class OwnAct:
    """What a lecturer did to a student, without who it was."""

    at: datetime
    kind: ActKind
    text: str
    minutes: int


@dataclass(frozen=True, slots=True)
class OwnData:
    """A student's copy of what is kept of one of their attempts; holds nobody else's."""

    exam_id: str
    exam_title: str
    made_at: datetime
    listed: ListedStudent | None
    attempt: Attempt
    """Without a score that the exam does not show."""
    events: tuple[AttemptEvent, ...]
    findings: tuple[OwnFinding, ...]
    """Those that the exam shows to its students."""
    observations: tuple[ObservationBundle, ...]
    baseline: Baseline | None
    acts: tuple[OwnAct, ...]


@dataclass(frozen=True, slots=True)
class StudentFiles:
    """A student's data, and the pictures that are kept, by the name they get."""

    data: StudentData | OwnData
    pictures: Mapping[str, bytes]
