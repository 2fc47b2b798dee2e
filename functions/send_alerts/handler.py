"""Lambda: the violations topic says through SQS, in batches, what is new; mail digests."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import Collaborators, collaborators
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest, send_digests
from chalicelib.services.ports import Email
from functions.send_alerts.digest import compose_digest

logger = Logger(service="send_alerts")


@logger.inject_lambda_context
def handler(event: dict[str, Any], _: LambdaContext) -> dict[str, list[dict[str, str]]]:
    """
    Send one digest an exam about the batch; what could not be sent returns to the queue.

    Not record by record, because a digest is about the whole batch.
    """
    world = collaborators()
    messages, unreadable = _read(event, world)

    def compose(digest: Digest) -> Email:
        return compose_digest(digest, site_url=world.config.site_url)

    failures = send_digests(
        messages.values(),
        exams=world.exams,
        attempts=world.attempts,
        ledger=world.violations,
        mailer=world.mailer,
        compose=compose,
    )
    for exam_id, error in failures.items():
        logger.error("digest not sent", exam_id=exam_id, exc_info=error)
    failed = [name for name, violation in messages.items() if violation.exam_id in failures]
    return {"batchItemFailures": [{"itemIdentifier": name} for name in (*unreadable, *failed)]}


def _read(event: dict[str, Any], world: Collaborators) -> tuple[dict[str, Violation], list[str]]:
    """Return the violations by message, and the messages that hold none."""
    messages: dict[str, Violation] = {}
    unreadable = []
    for record in event["Records"]:
        try:
            messages[record["messageId"]] = world.topic.read(record["body"])
        except (ValueError, KeyError, TypeError):
            logger.exception("message not understood", message_id=record["messageId"])
            unreadable.append(record["messageId"])
    return messages, unreadable
