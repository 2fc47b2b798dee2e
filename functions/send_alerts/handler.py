"""Lambda: mail about new violations to who wants to know, and what came back of it."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from chalicelib.bootstrap import Collaborators, collaborators
from chalicelib.domain.alerts import Urgency
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Desk, Digest, Outcome, send_alerts
from chalicelib.services.mail_troubles import take_report
from chalicelib.services.ports import Email
from functions.send_alerts.digest import compose_digest

URGENT_QUEUE = "-urgent-alerts"
REPORTS_QUEUE = "-mail-reports"
logger = Logger(service="send_alerts")


@logger.inject_lambda_context
def handler(event: dict[str, Any], _: LambdaContext) -> dict[str, list[dict[str, str]]]:
    """
    Tell of a batch, or take what the mail service reports.

    What could not be told or taken, or has to wait, returns to the queue.  Not record by record,
    because a digest is about the whole batch.  Every alert comes through two queues: one that is
    emptied at once and one that gathers.
    """
    world = collaborators()
    if event["Records"][0]["eventSourceARN"].endswith(REPORTS_QUEUE):
        return _returned(_take_reports(event, world))
    messages, unreadable = _read(event, world)
    outcome = send_alerts(messages.values(), _urgency(event), desk=_desk(world))
    _report(outcome)
    again = outcome.failed.keys() | outcome.waiting
    returned = [name for name, violation in messages.items() if violation.exam_id in again]
    return _returned([*unreadable, *returned])


def _returned(names: list[str]) -> dict[str, list[dict[str, str]]]:
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def _take_reports(event: dict[str, Any], world: Collaborators) -> list[str]:
    """Let addresses rest whose mail came back; return the messages that could not be taken."""
    failed = []
    for record in event["Records"]:
        try:
            troubles = take_report(record["body"], mailer=world.mailer, alerts=world.alerts)
        except Exception:
            logger.exception("report of a mail not taken", message_id=record["messageId"])
            failed.append(record["messageId"])
        else:
            # No address in the log: it belongs to a person.
            logger.info("mail came back", reasons=[trouble.reason for trouble in troubles])
    return failed


def _urgency(event: dict[str, Any]) -> Urgency:
    """Tell by the queue; a batch comes from one."""
    queue: str = event["Records"][0]["eventSourceARN"]
    return Urgency.AT_ONCE if queue.endswith(URGENT_QUEUE) else Urgency.DIGEST


def _desk(world: Collaborators) -> Desk:
    def compose(digest: Digest) -> Email:
        return compose_digest(digest, site_url=world.config.site_url)

    return Desk(
        exams=world.exams,
        attempts=world.attempts,
        cameras=world.cameras,
        violations=world.violations,
        alerts=world.alerts,
        frames=world.frames,
        mailer=world.mailer,
        identifiers=world.identifiers,
        clock=world.clock,
        compose=compose,
    )


def _report(outcome: Outcome) -> None:
    for exam_id, error in outcome.failed.items():
        logger.error("alert not sent", exam_id=exam_id, exc_info=error)
    for exam_id, error in outcome.unrecorded.items():
        logger.error("alert sent but not recorded", exam_id=exam_id, exc_info=error)
    if outcome.waiting:
        logger.info("digest waits for the last one's time", exam_ids=sorted(outcome.waiting))


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
