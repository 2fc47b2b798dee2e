"""What processes used of the processor."""

from __future__ import annotations

import os
import subprocess
import sys

from bench.processor_time import descendants, processor_seconds


def test_a_started_process_is_a_descendant_while_it_lives() -> None:
    command = [sys.executable, "-c", "input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as started:
        assert started.pid in descendants(os.getpid())
        started.communicate(b"\n")
    assert started.pid not in descendants(os.getpid())


def test_a_process_that_ran_used_some_and_none_used_nothing() -> None:
    assert processor_seconds([os.getpid()]) > 0 == processor_seconds([])


def test_a_process_that_has_ended_counts_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert processor_seconds([ended.pid]) == 0
