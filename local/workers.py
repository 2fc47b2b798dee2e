"""The process that polls the queues and keeps the schedules: ``python -m local.workers``."""

from __future__ import annotations

import argparse
import functools
import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

from local import schedules
from local.children import report_ready, set_up_logging, stop_with_parent
from local.lambda_runtime import Handler, LambdaFunction, load
from local.pollers import QueuePoller
from local.resources import EVENT_SOURCES, SCHEDULES, function, qualified

if TYPE_CHECKING:
    from collections.abc import Callable

    from local.resources import EventSource

LONGEST_WINDOW_S: Final = 3.0
"""A developer waits for the mail; a lecturer is better served with one digest."""
_logger = logging.getLogger("local.workers")  # run as ``__main__``


def main() -> None:
    """Run every event source and schedule until the supervisor goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ready-descriptor", type=int, help="where to say that work may begin")
    arguments = parser.parse_args()
    set_up_logging()
    stop = threading.Event()
    stop_with_parent(stop.set)
    prefix = os.environ["RESOURCE_PREFIX"]
    functions = _load_functions(prefix)
    jobs: list[Callable[[], None]] = [
        functools.partial(_poller(source, functions[source.function], prefix).run, stop)
        for source in EVENT_SOURCES
    ]
    jobs += [
        functools.partial(
            schedules.run,
            schedule,
            functions[schedule.function],
            rule_name=qualified(prefix, schedule.name),
            stop=stop,
        )
        for schedule in SCHEDULES
    ]
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    report_ready(arguments.ready_descriptor)
    stop.wait()
    for thread in threads:
        thread.join(timeout=2)


def _load_functions(prefix: str) -> dict[str, LambdaFunction]:
    """Import every handler now: a fault shows at the start, and the first event is quick."""
    names = {source.function for source in EVENT_SOURCES}
    names |= {schedule.function for schedule in SCHEDULES}
    functions = {}
    for name in sorted(names):
        started_s = time.monotonic()
        declared = function(name)
        handler = load(declared)
        warm_up(handler)
        functions[name] = LambdaFunction(declared, handler, prefix=prefix)
        _logger.info("%s loaded in %.1f s", name, time.monotonic() - started_s)
    return functions


def warm_up(handler: Handler) -> None:
    """
    Let a handler's module load what its first event would wait for.

    A module may define ``warm_up()`` for it, as it would use Lambda's init phase.
    """
    prepare = getattr(sys.modules[handler.__module__], "warm_up", None)
    if prepare is not None:
        prepare()


def _poller(source: EventSource, invoke: LambdaFunction, prefix: str) -> QueuePoller:
    sqs = boto3.client("sqs", config=Config(connect_timeout=2, read_timeout=20))
    return QueuePoller(
        sqs,
        source,
        invoke,
        queue_name=qualified(prefix, source.queue),
        longest_window_s=LONGEST_WINDOW_S,
    )


if __name__ == "__main__":
    main()
