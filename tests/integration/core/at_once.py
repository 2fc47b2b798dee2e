"""Run things at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def at_once(functions: Sequence[Callable[[], Result]]) -> list[Result | Exception]:
    """Call every function in a thread of its own, together; return or catch, in order."""
    barrier = threading.Barrier(len(functions))

    def call(function: Callable[[], Result]) -> Result | Exception:
        barrier.wait()
        try:
            return function()
        except Exception as error:  # noqa: BLE001 - an outcome like any other
            return error

    with ThreadPoolExecutor(len(functions)) as threads:
        return list(threads.map(call, functions))
