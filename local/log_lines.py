"""Log lines for a developer's eye: the JSON that CloudWatch reads, told in words."""

from __future__ import annotations

import json
from typing import Final

_LEVELS: Final = frozenset({"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"})
_ALREADY_SAID: Final = frozenset(
    {
        "level",
        "message",
        "service",
        "location",
        "exception",
        "exception_name",
        "stack_trace",
        "timestamp",
        "cold_start",
        "function_arn",
        "function_memory_size",
        "function_name",
        "function_request_id",
    }
)
"""What the words hold already, or what has no meaning on a laptop."""


def readable(line: str) -> str:
    """
    Tell one line of output in words.

    Args:
        line: Any output; a record of Powertools' logger becomes its level, service,
            message and further values, with the trace of an exception below.

    Returns:
        One or more lines; what is no such record comes back as it is.
    """
    record = _read(line)
    if record is None:
        return line
    values = " ".join(
        f"{name}={value}" for name, value in record.items() if name not in _ALREADY_SAID
    )
    head = f"{record['level']} {record.get('service', '')}: {record.get('message', '')} {values}"
    trace = record.get("exception")
    return f"{head.rstrip()}\n{trace}" if trace else head.rstrip()


def _read(line: str) -> dict[str, object] | None:
    if not line.startswith("{"):
        return None
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if isinstance(record, dict) and record.get("level") in _LEVELS else None
