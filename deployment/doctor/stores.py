"""Tables and the bucket of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from deployment.doctor.findings import Finding, State, judged
from local.resources import NOTIFICATIONS, TABLES, Table, qualified

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_dynamodb import DynamoDBClient

NOT_RESTORED: Final = ("connections",)
"""Who is connected right now: nothing in it outlives a connection."""


def check_tables(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look whether every table is active, protected, restorable and forgets what it should."""
    client = session.client("dynamodb")
    for table in TABLES:
        name = qualified(prefix, table.name)
        description = client.describe_table(TableName=name)["Table"]
        faults = []
        if description["TableStatus"] != "ACTIVE":
            faults.append(f"is {description['TableStatus']}")
        faults += _backup_faults(client, table, name)
        faults += _expiry_faults(client, table, name)
        if not faults and not description.get("DeletionProtectionEnabled"):
            said = "anybody with the right may delete it: deletion_protection is off"
            yield Finding(f"table {table.name}", State.NOTE, said)
        else:
            yield judged(f"table {table.name}", faults, "active and protected")


def _backup_faults(client: DynamoDBClient, table: Table, name: str) -> list[str]:
    if table.name in NOT_RESTORED:
        return []
    answer = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = answer.get("PointInTimeRecoveryDescription", {})
    if recovery.get("PointInTimeRecoveryStatus") == "ENABLED":
        return []
    return ["cannot be restored: point-in-time recovery is off"]


def _expiry_faults(client: DynamoDBClient, table: Table, name: str) -> list[str]:
    answer = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    on = answer.get("TimeToLiveStatus") in ("ENABLED", "ENABLING")
    attribute = answer.get("AttributeName") if on else None
    if attribute == table.expires_at:
        return []
    return [f"expires by {attribute or 'nothing'}, not by {table.expires_at or 'nothing'}"]


def check_bucket(session: boto3.Session, bucket: str, prefix: str) -> Iterator[Finding]:
    """Look whether the pictures are private, restorable, announced, and deleted in time."""
    client = session.client("s3")
    faults = []
    blocked = client.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    if not all(blocked.values()):
        faults.append("is not closed to the public")
    if client.get_bucket_versioning(Bucket=bucket).get("Status") != "Enabled":
        faults.append("keeps no versions: what is deleted is gone")
    rules = client.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    days = [
        rule["Expiration"]["Days"]
        for rule in rules
        if rule["Status"] == "Enabled"
        and rule.get("Filter", {}).get("Prefix") == "frames/"
        and "Days" in rule.get("Expiration", {})
    ]
    if not days:
        faults.append("keeps frames for ever")
    told = client.get_bucket_notification_configuration(Bucket=bucket)
    queues = {to["QueueArn"].rpartition(":")[2] for to in told.get("QueueConfigurations", [])}
    faults += [
        f"does not tell {notification.queue} of uploads: nothing is looked at"
        for notification in NOTIFICATIONS
        if qualified(prefix, notification.queue) not in queues
    ]
    yield judged(
        "bucket of frames",
        faults,
        f"private, versioned, frames go after {min(days, default=0)} days",
    )
