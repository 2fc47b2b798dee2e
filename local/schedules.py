"""Functions that run at a steady rate, as EventBridge starts them."""

from __future__ import annotations

import logging
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from local.lambda_runtime import ACCOUNT
from local.resources import REGION

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from local.resources import Schedule

_logger = logging.getLogger(__name__)


def scheduled_event(rule_name: str, now: datetime) -> dict[str, Any]:
    """Build the event of a schedule that fires now."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule_name}"],
        "detail": {},
    }


def run(
    schedule: Schedule,
    invoke: Callable[[dict[str, Any]], object],
    *,
    rule_name: str,
    stop: threading.Event,
    seconds_a_minute: float = 60.0,
) -> None:
    """
    Call a function at its rate until ``stop`` is set; the first call comes after one period.

    Args:
        schedule: The function and its rate.
        invoke: Calls the function.
        rule_name: The rule that the event names.
        stop: Ends the schedule.
        seconds_a_minute: Shorter for a test.
    """
    while not stop.wait(schedule.rate_minutes * seconds_a_minute):
        try:
            invoke(scheduled_event(rule_name, datetime.now(UTC)))
        except Exception:
            _logger.exception("schedule %s failed", schedule.name)
