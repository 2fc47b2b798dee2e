"""Erase what was asked for: a part at a time, twice, and note how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from chalicelib.domain.erasures import NOTHING, SECOND_LOOK, Erased, ErasureScope, ErasureTask
from chalicelib.services.ports import Clock, ErasureStore, Traces

RUN_FOR: Final = timedelta(seconds=35)
"""What is begun within this time ends before the function's 50 s; the next run goes on."""
SIDE_BY_SIDE: Final = 8
"""Attempts erased at once, within what the clients' pools hold."""


@dataclass(frozen=True, slots=True)
class ErasureRound:
    """What one round did."""

    subjects: int = 0
    """Attempts and room cameras erased, or looked at again."""
    finished: int = 0
    """Erasures that are complete now."""
    failed: Mapping[str, Exception] = field(default_factory=dict)
    """What went wrong, by erasure; the next round tries again."""


def work_off_erasures(*, erasures: ErasureStore, traces: Traces, clock: Clock) -> ErasureRound:
    """
    Go on with everything that is to be erased.

    Whatever ends a round, a fault or its time, the next one goes on where it was; doing a part
    again erases nothing twice.  One erasure that fails holds up none of the others.
    """
    until = clock.now() + RUN_FOR
    subjects = finished = 0
    failed: dict[str, Exception] = {}
    for task in erasures.tasks():
        if task.look_again_at is not None and clock.now() < task.look_again_at:
            continue
        try:
            for part in _parts(task, until=until, clock=clock):
                task = _advance(task, part, erasures=erasures, traces=traces)  # noqa: PLW2901 - it goes on
                subjects += len(part)
            if task.done == len(task.subjects) and clock.now() < until:
                finished += _end_look(task, erasures=erasures, traces=traces, clock=clock)
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are due too
            failed[task.erasure_id] = error
    return ErasureRound(subjects, finished, failed)


def _parts(task: ErasureTask, *, until: datetime, clock: Clock) -> Iterator[tuple[str, ...]]:
    """Yield what is left of a task's subjects, some at a time, while there is time."""
    for begin in range(task.done, len(task.subjects), SIDE_BY_SIDE):
        if clock.now() >= until:
            return
        yield task.subjects[begin : begin + SIDE_BY_SIDE]


def _advance(
    task: ErasureTask, part: tuple[str, ...], *, erasures: ErasureStore, traces: Traces
) -> ErasureTask:
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        erased = sum(pool.map(traces.erase_subject, part), start=NOTHING)
    after = replace(task, done=task.done + len(part))
    erasures.advance(after, erased)
    return after


def _end_look(task: ErasureTask, *, erasures: ErasureStore, traces: Traces, clock: Clock) -> bool:
    """Erase what lies around the subjects; after the first look plan the second one."""
    erased: Erased = (
        traces.erase_exam(task) if task.scope is ErasureScope.EXAM else traces.erase_student(task)
    )
    if task.look_again_at is None:
        again = replace(task, done=0, look_again_at=clock.now() + SECOND_LOOK)
        erasures.advance(again, erased)
        return False
    erasures.finish(task, erased, at=clock.now())
    return True
