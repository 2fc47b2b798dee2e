"""The processes that run the handlers: killed without warning, and followed by new ones."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from local.processes import Child

_READY_WITHIN_S: Final = 60.0
_STOPPED_WITHIN_S: Final = 10.0
_STATUS: Final = "/proc/{}/status"


class MortalWorkers:
    """
    What Lambda does with a worker that dies: the next one takes over, and knows of nothing.

    A context manager; while it is open, a process polls the queues and keeps the schedules.
    """

    def __init__(self, environment: Mapping[str, str], seed: int = 0) -> None:
        self._environment = environment
        self._moments = random.Random(seed)  # noqa: S311 - when to kill is no secret
        self._never = threading.Event()
        self.deaths = 0

    def __enter__(self) -> Self:
        self._child = self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._child.ask_to_stop()
        self._child.stop(_STOPPED_WITHIN_S)

    @property
    def process_id(self) -> int:
        """The present process's number."""
        return self._child.process_id

    async def keep_dying(self, mean_s: float) -> None:
        """Kill the process again and again, on average after so many seconds, until cancelled."""
        while True:
            await asyncio.sleep(self._moments.expovariate(1 / mean_s))
            os.kill(self._child.process_id, signal.SIGKILL)
            self.deaths += 1
            await asyncio.shield(asyncio.to_thread(self._replace))

    def _replace(self) -> None:
        dead, self._child = self._child, self._begin()
        dead.stop(0.0)

    def _begin(self) -> Child:
        child = Child("workers", ["local.workers"], environment=self._environment, descriptors=())
        child.wait_until_ready(_READY_WITHIN_S, self._never)
        return child


def resident_mb(process_id: int) -> float | None:
    """Return the memory that a process holds, or ``None`` of a dead one and where Linux is not."""
    try:
        status = Path(_STATUS.format(process_id)).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    held = re.search(r"VmRSS:\s+(\d+)", status)
    return int(held[1]) / 1024 if held else None
