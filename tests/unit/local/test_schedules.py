"""Functions that run at a steady rate."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local import schedules
from local.resources import Schedule

if TYPE_CHECKING:
    import pytest

EVERY_MINUTE = Schedule("sweep-attempts", "sweep_attempts", rate_minutes=1)


def test_the_event_is_eventbridges() -> None:
    event = schedules.scheduled_event("giam-thi-sweep", datetime(2026, 11, 22, 8, tzinfo=UTC))
    assert event["detail-type"] == "Scheduled Event"
    assert event["source"] == "aws.events"
    assert event["time"] == "2026-11-22T08:00:00Z"
    assert event["resources"] == ["arn:aws:events:ap-southeast-1:123456789012:rule/giam-thi-sweep"]


def test_a_call_that_fails_is_told_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop, calls = threading.Event(), []

    def invoke(event: dict[str, Any]) -> None:
        calls.append(event["id"])
        if len(calls) == 2:
            stop.set()
        raise RuntimeError("the sweep broke")

    with caplog.at_level(logging.ERROR):
        schedules.run(EVERY_MINUTE, invoke, rule_name="r", stop=stop, seconds_a_minute=0.001)
    assert len(set(calls)) == 2
    assert "the sweep broke" in caplog.text


def test_the_first_call_comes_after_one_period() -> None:
    stop = threading.Event()
    stop.set()
    calls: list[object] = []
    schedules.run(EVERY_MINUTE, calls.append, rule_name="r", stop=stop)
    assert calls == []
