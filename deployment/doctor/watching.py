"""Queues and alarms: whether work waits, and whether somebody would hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from deployment.doctor.findings import Finding, State, judged, well
from local.resources import QUEUES, qualified

if TYPE_CHECKING:
    import boto3

_COUNTS: Final = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


def check_queues(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look for work that failed; work that waits is told, for during an exam some always does."""
    client = session.client("sqs")

    def count(name: str) -> int:
        url = client.get_queue_url(QueueName=qualified(prefix, name))["QueueUrl"]
        answer = client.get_queue_attributes(QueueUrl=url, AttributeNames=list(_COUNTS))
        return sum(int(answer["Attributes"][name]) for name in _COUNTS)

    for queue in QUEUES:
        failed = count(queue.dead_letters)
        yield judged(
            f"queue {queue.name}",
            [f"{failed} failed for good: python -m deployment.dead_letters explain"] * bool(failed),
            f"{count(queue.name)} waiting or in work, none failed",
        )


def check_alarms(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look whether the alarms are switched on, quiet, and reach somebody."""
    pages = (
        session.client("cloudwatch")
        .get_paginator("describe_alarms")
        .paginate(AlarmNamePrefix=f"{prefix}-")
    )
    alarms = [alarm for page in pages for alarm in page["MetricAlarms"]]
    faults = [] if alarms else ["there are none: apply again"]
    faults += [f"{a['AlarmName']} is switched off" for a in alarms if not a["ActionsEnabled"]]
    faults += [f"{a['AlarmName']} sounds" for a in alarms if a["StateValue"] == "ALARM"]
    yield judged("alarms", faults, f"{len(alarms)}, all armed and quiet")
    topics = sorted({action for alarm in alarms for action in alarm["AlarmActions"]})
    for topic in topics:
        yield _who_hears(session, topic)


def _who_hears(session: boto3.Session, topic: str) -> Finding:
    pages = (
        session.client("sns").get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic)
    )
    arns = [entry["SubscriptionArn"] for page in pages for entry in page["Subscriptions"]]
    pending = arns.count("PendingConfirmation")
    if pending:
        said = f"{pending} of {len(arns)} addresses have not opened the link that AWS mailed"
        return Finding("who hears alarms", State.FAULT, said)
    if not arns:
        return Finding("who hears alarms", State.NOTE, "nobody: alarm_mails is empty")
    return well("who hears alarms", f"{len(arns)} addresses")
