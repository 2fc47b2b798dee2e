"""Which processes a process started, and what they used of the processor, as Linux counts it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")


def descendants(process_id: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    children: dict[int, set[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _fields(int(folder.name)):
            children.setdefault(int(fields[1]), set()).add(int(folder.name))
    found: set[int] = set()
    waiting = {process_id}
    while waiting:
        started = children.get(waiting.pop(), set())
        waiting |= started - found
        found |= started
    return found


def processor_seconds(processes: Iterable[int]) -> float:
    """Return the processor time of those processes that live."""
    living = [_fields(one) for one in processes]
    return sum(int(one[11]) + int(one[12]) for one in living if one) / _TICKS_A_SECOND


def _fields(process_id: int) -> list[str]:
    """Return what follows a process's name in its ``stat`` (proc(5)); nothing if it has ended."""
    try:
        stat = Path(f"/proc/{process_id}/stat").read_text()
    except OSError:
        return []
    return stat.rpartition(")")[2].split()
