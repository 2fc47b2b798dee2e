"""What was seen and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chalicelib.domain.baseline import Baseline
from chalicelib.domain.frame_chain import Seal
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Reconciliation, Violation
from chalicelib.services.ports.common import Page


class ObservationStore(Protocol):
    """What was seen, bundle by bundle."""

    def add(self, bundle: ObservationBundle, *, until: datetime | None = None) -> ObservationBundle:
        """
        Store a bundle, unless one has its name already; return the one that stands.

        ``until`` None: it is kept for the usual time.
        """
        ...

    def between(self, attempt_id: str, from_ms: int, to_ms: int) -> tuple[ObservationBundle, ...]:
        """Return an attempt's bundles that begin in a stretch of time, in order."""
        ...

    def page(self, attempt_id: str, *, cursor: str | None, limit: int) -> Page[ObservationBundle]:
        """
        Return some of an attempt's bundles, in order; ``cursor`` says after which.

        Raises:
            InvalidError: The cursor is none that this method returned.
        """
        ...

    def first_since(self, attempt_id: str, from_ms: int) -> ObservationBundle | None:
        """Return the first of an attempt's bundles that begins then or later."""
        ...

    def last_before(self, attempt_id: str, to_ms: int) -> ObservationBundle | None:
        """Return the last of an attempt's bundles that begins before a moment."""
        ...

    def newest_of(self, attempt_ids: Sequence[str]) -> tuple[ObservationBundle, ...]:
        """Return the last bundle of each attempt that has one, all read side by side."""
        ...

    def baseline(self, attempt_id: str) -> Baseline | None:
        """Return the student's baseline, once it stands."""
        ...

    def fix_baseline(
        self, attempt_id: str, baseline: Baseline, *, until: datetime | None = None
    ) -> Baseline:
        """Store the student's baseline once and for all; return the one that stands."""
        ...

    def identity(self, attempt_id: str) -> int | None:
        """Return when the face at the start was captured; None: it was not yet."""
        ...

    def fix_identity(
        self, attempt_id: str, captured_ms: int, *, until: datetime | None = None
    ) -> int:
        """Store which picture shows the face at the start, once and for all; return it."""
        ...

    def seal(self, attempt_id: str) -> Seal | None:
        """Return what the chain of the attempt's pictures was when it was closed."""
        ...

    def fix_seal(self, attempt_id: str, seal: Seal, *, until: datetime | None = None) -> Seal:
        """Store the seal once and for all; return the one that stands."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """An attempt's violations as of one moment."""

    violations: tuple[Violation, ...]
    version: int
    """Counts the changes; a change must name the present one."""


class ViolationStore(Protocol):
    """Violations, changed by one writer at a time."""

    def read(self, attempt_id: str) -> Ledger:
        """
        Return an attempt's violations, as the last finished write left them.

        Those that were superseded are among them.
        """
        ...

    def apply(self, attempt_id: str, changes: Reconciliation, *, version: int) -> None:
        """
        Store a reconciliation, whole or not at all.

        Raises:
            StaleVersionError: The ledger changed since it was read.
        """
        ...

    def mark_announced(self, violation: Violation) -> None:
        """Record that the world was told of a violation."""
        ...

    def current(self, known: Iterable[Violation]) -> tuple[Violation, ...]:
        """Return violations as they are by now, without those that are no more."""
        ...

    def list_of_exam(self, exam_id: str, *, limit: int) -> tuple[Violation, ...]:
        """Return an exam's violations that stand, newest first."""
        ...


class ViolationTopic(Protocol):
    """Where new violations are told to whom it may concern."""

    def publish(self, violation: Violation) -> None:
        """Tell of a violation; may reach a subscriber more than once."""
        ...

    def read(self, message: str) -> Violation:
        """Return what a subscriber received; raises ValueError for anything else."""
        ...
