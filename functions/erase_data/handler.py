"""Lambda, every minute: erase what lecturers asked to have erased."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import collaborators
from chalicelib.services.erasure_work import work_off_erasures

logger = Logger(service="erase_data")


@logger.inject_lambda_context
def handler(_: dict[str, Any], __: LambdaContext) -> dict[str, int]:
    """Go on with every erasure; a second round at the same time does no harm."""
    world = collaborators()
    done = work_off_erasures(erasures=world.erasures, traces=world.traces, clock=world.clock)
    if done.subjects or done.finished:
        logger.info("data erased", subjects=done.subjects, finished=done.finished)
    for erasure_id, error in done.failed.items():
        logger.error("erasure not finished", erasure_id=erasure_id, exc_info=error)
    return {"subjects": done.subjects, "finished": done.finished, "failed": len(done.failed)}
