"""
Runs one deployed handler the way Lambda does, in a process of its own with nothing else to import.

This file is run by path, ``python -I -S lambda_process.py``: it must import the standard library
only.  It reads one JSON object (see ``cold_start.Request``) from standard input and writes
one as the last line of standard output.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from types import SimpleNamespace
from typing import Any


def main() -> None:
    """Import the handler, pass it each event, and say what it answered and what it took."""
    request = json.load(sys.stdin)
    sys.path += request["search_path"]
    before_cpu_s, before_s = time.process_time(), time.perf_counter()
    module, _, name = request["handler"].rpartition(".")
    handler = getattr(importlib.import_module(module), name)
    imported_cpu_s, imported_s = time.process_time(), time.perf_counter()
    answers, event_s = [], []
    for event in request["events"]:
        start_s = time.perf_counter()
        answers.append(handler(event, context(request["function_name"])))
        event_s.append(time.perf_counter() - start_s)
    report = {
        "import_cpu_s": imported_cpu_s - before_cpu_s,
        "import_s": imported_s - before_s,
        "event_s": event_s,
        "answers": answers,
        "files": sorted({f for m in sys.modules.values() if (f := getattr(m, "__file__", None))}),
    }
    sys.stdout.write(f"\n{json.dumps(report)}\n")


def context(function_name: str) -> Any:  # noqa: ANN401 - Lambda's own class is not to be had here
    """Return what Lambda passes beside the event, as far as powertools and Chalice read it."""
    return SimpleNamespace(
        function_name=function_name,
        function_version="$LATEST",
        memory_limit_in_mb="1024",
        invoked_function_arn=f"arn:aws:lambda:ap-southeast-1:123456789012:function:{function_name}",
        aws_request_id="00000000-0000-4000-8000-000000000000",
        get_remaining_time_in_millis=lambda: 30_000,
    )


if __name__ == "__main__":
    main()
