"""What a check found, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class State(IntEnum):
    """How well something is; more is worse."""

    WELL = 0
    UNKNOWN = 1
    """It could not be read: look by hand."""
    NOTE = 2
    """Right for a trial, not for a large exam."""
    FAULT = 3
    """An exam would suffer."""


_MARKS = {State.WELL: "ok", State.UNKNOWN: "?", State.NOTE: "note", State.FAULT: "FAULT"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    said: str


def well(subject: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(subject, State.WELL, said)


def judged(subject: str, faults: Sequence[str], otherwise: str) -> Finding:
    """Return the faults of something, or what there is to say when it has none."""
    if faults:
        return Finding(subject, State.FAULT, "; ".join(faults))
    return well(subject, otherwise)


def as_table(findings: Sequence[Finding]) -> str:
    """Return a line a finding, in the order they were found, and a count."""
    width = max((len(finding.subject) for finding in findings), default=0)
    lines = [f"{_MARKS[f.state]:<6} {f.subject:<{width}}  {f.said}" for f in findings]
    counts = {state: sum(f.state is state for f in findings) for state in State}
    lines.append(
        f"\n{counts[State.FAULT]} faults, {counts[State.NOTE]} notes, "
        f"{counts[State.UNKNOWN]} not read, {counts[State.WELL]} well."
    )
    return "\n".join(lines)


def exit_status(findings: Sequence[Finding]) -> int:
    """Return 1 if anything is at fault, 2 if something could not be read, else 0."""
    states = {finding.state for finding in findings}
    if State.FAULT in states:
        return 1
    return 2 if State.UNKNOWN in states else 0
