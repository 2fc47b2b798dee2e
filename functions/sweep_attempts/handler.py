"""Lambda, every minute: hand in the attempts whose time is up, notice silent cameras."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import collaborators
from chalicelib.services.judging_pages import judge_pages
from chalicelib.services.sweeping import sweep_attempts

logger = Logger(service="sweep_attempts")


@logger.inject_lambda_context
def handler(_: dict[str, Any], __: LambdaContext) -> dict[str, int]:
    """Sweep once; a second sweep at the same time does no harm."""
    world = collaborators()
    sweep = sweep_attempts(
        exams=world.exams,
        attempts=world.attempts,
        cameras=world.cameras,
        observations=world.observations,
        violations=world.violations,
        topic=world.topic,
        clock=world.clock,
    )
    pages = judge_pages(
        events=world.events,
        attempts=world.attempts,
        exams=world.exams,
        violations=world.violations,
        topic=world.topic,
    )
    if sweep.closed or sweep.silent:
        logger.info("attempts swept", closed=sweep.closed, silent=sweep.silent)
    for attempt_id, error in (*sweep.failed.items(), *pages.failed.items()):
        logger.error("attempt not swept", attempt_id=attempt_id, exc_info=error)
    return {
        "closed": sweep.closed,
        "silent": sweep.silent,
        "pages": pages.judged,
        "failed": len(sweep.failed) + len(pages.failed),
    }
