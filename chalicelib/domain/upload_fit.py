"""Whether an upload can be what it says: its time against the attempt's and its arrival's.

What does not fit is no proof of anything: a broken clock looks the same as a forged one.
It is set aside, and a hint asks a person to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chalicelib.domain.attempts import Attempt
from chalicelib.domain.episodes import Episode
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.violations import Violation

CLOCK_ALLOWANCE: Final = timedelta(seconds=60)
"""How far a page's idea of the server's time may err.  It learns the time with every heartbeat,
to within a request's way there and back; a device whose clock jumps is put right by the next one
that gets through, and two in a row (30 s each at most) seldom fail where uploads do not."""
LONGEST_WAIT: Final = timedelta(minutes=15)
"""How old a picture may be when it arrives.  The page keeps five minutes of pictures while the
network is away; three times that leaves room for a device that sleeps or a network that crawls."""
FOLD_MS: Final = 5 * 60_000
"""Hints this close are one: a wrong clock spoils every upload, and is one thing to look at."""


class Misfit(StrEnum):
    """Why an upload is set aside."""

    BEFORE_JOINING = "before_joining"
    AFTER_THE_END = "after_the_end"
    AHEAD_OF_ARRIVAL = "ahead_of_arrival"
    LONG_BEFORE_ARRIVAL = "long_before_arrival"
    REPLACED = "replaced"
    """Other bytes lie under a key whose bytes were looked at already."""


def find_misfit(attempt: Attempt, captured_ms: Sequence[int], arrived_ms: int) -> Misfit | None:
    """
    Say why the times of an upload cannot be right; None: they can.

    Args:
        attempt: Whose it is.
        captured_ms: When its pictures were taken by the page's account, in order; at least one.
        arrived_ms: When the storage took it in, milliseconds since the epoch.
    """
    allowance = _milliseconds(CLOCK_ALLOWANCE)
    first, last = captured_ms[0], captured_ms[-1]
    if first < _moment(attempt.joined_at) - allowance:
        return Misfit.BEFORE_JOINING
    end = _end(attempt)
    grace = attempt.grace_seconds * 1_000
    if end is not None and last > _moment(end) + grace + allowance:
        return Misfit.AFTER_THE_END
    if last > arrived_ms + allowance:
        return Misfit.AHEAD_OF_ARRIVAL
    if first < arrived_ms - _milliseconds(LONGEST_WAIT):
        return Misfit.LONG_BEFORE_ARRIVAL
    return None


def hint_at(arrived_ms: int, standing: Iterable[Violation]) -> Episode:
    """
    Return the hint that an upload did not fit, at its arrival: the one time that is certain.

    It reaches to the hints nearby, so that ``chalicelib.domain.violations.reconcile`` makes
    one of them.
    """
    near = [
        violation
        for violation in standing
        if violation.kind is Kind.EVIDENCE_TAMPERED
        and violation.stands
        and violation.started_ms - FOLD_MS <= arrived_ms <= violation.ended_ms + FOLD_MS
    ]
    return Episode(
        Kind.EVIDENCE_TAMPERED,
        Severity.LOW,
        started_ms=min([arrived_ms, *(violation.ended_ms for violation in near)]),
        ended_ms=max([arrived_ms, *(violation.started_ms for violation in near)]),
        confidence=1.0,
        matched_ms=(),
    )


def _end(attempt: Attempt) -> datetime | None:
    """Return when pictures should have stopped; None while the clock stands and nobody knows."""
    if attempt.submitted_at is None:
        return attempt.deadline if attempt.supervision.paused_at is None else None
    if attempt.supervision.ended_for is not None:
        # A page without a network goes on in good faith until it hears of it.
        return max(attempt.deadline, attempt.submitted_at)
    return attempt.submitted_at


def _moment(time: datetime) -> int:
    return round(time.timestamp() * 1_000)


def _milliseconds(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
