from __future__ import annotations

import json

import pytest

from local.log_lines import readable


def test_a_record_is_told_in_words_with_its_own_values() -> None:
    record = {
        "level": "INFO",
        "location": "handler:20",
        "message": "attempts closed",
        "timestamp": "2026-11-22 10:00:00,000+0000",
        "service": "sweep_attempts",
        "closed": 3,
    }
    assert readable(json.dumps(record)) == "INFO sweep_attempts: attempts closed closed=3"


def test_the_trace_of_a_fault_stands_below_on_lines_of_its_own() -> None:
    trace = 'Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no'
    record = {"level": "ERROR", "service": "api", "message": "unexpected error", "exception": trace}
    assert readable(json.dumps(record)) == f"ERROR api: unexpected error\n{trace}"


@pytest.mark.parametrize("line", ["INFO local: ready", "{not json", '{"a": 1}', '{"level": 3}', ""])
def test_other_output_stays_as_it_is(line: str) -> None:
    assert readable(line) == line
