"""Parts of an installation, made as Terraform makes them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

import boto3
from mypy_boto3_sqs.literals import QueueAttributeNameType

from deployment.contents import FUNCTIONS
from local.resources import EVENT_SOURCES, QUEUES, TABLES, Table, qualified

PREFIX = "doctor-test"
SENDER = "giam-thi@truong-mau.example"


def install_queue(account: boto3.Session, name: str) -> str:
    """Make a queue with its dead-letter queue; return its ARN."""
    sqs = account.client("sqs")

    def make(full_name: str, attributes: Mapping[QueueAttributeNameType, str]) -> str:
        url = sqs.create_queue(QueueName=full_name, Attributes=attributes)["QueueUrl"]
        answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return answer["Attributes"]["QueueArn"]

    dead_letters = make(f"{PREFIX}-{name}-dead-letters", {})
    redrive = json.dumps({"deadLetterTargetArn": dead_letters, "maxReceiveCount": 5})
    return make(f"{PREFIX}-{name}", {"RedrivePolicy": redrive})


def install_function(account: boto3.Session, name: str, **environment: str) -> str:
    """Make a function that is never run; return its name."""
    full_name = f"{PREFIX}-{name.replace('_', '-')}"
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = account.client("iam").create_role(RoleName=full_name, AssumeRolePolicyDocument=trust)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("empty.py", "")
    account.client("lambda").create_function(
        FunctionName=full_name,
        Role=role["Role"]["Arn"],
        Code={"ZipFile": content.getvalue()},
        Runtime="python3.13",
        Handler="empty.handler",
        Environment={"Variables": environment},
    )
    return full_name


def install_table(account: boto3.Session, table: Table) -> None:
    """Make a table as ``infra/terraform/tables.tf`` does, but for its indexes."""
    client = account.client("dynamodb")
    name = qualified(PREFIX, table.name)
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        DeletionProtectionEnabled=True,
        KeySchema=[
            {"AttributeName": table.hash_key.name, "KeyType": "HASH"},
            {"AttributeName": table.range_key.name, "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": key.name, "AttributeType": key.type}
            for key in (table.hash_key, table.range_key)
        ],
    )
    set_recovery(account, table.name, on=True)
    if table.expires_at is not None:
        client.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": table.expires_at},
        )


def set_recovery(account: boto3.Session, table: str, *, on: bool) -> None:
    """Switch a table's point-in-time recovery."""
    account.client("dynamodb").update_continuous_backups(
        TableName=qualified(PREFIX, table),
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": on},
    )


def install_bucket(account: boto3.Session, queue_arn: str) -> str:
    """Make the bucket of frames; return its name."""
    name = qualified(PREFIX, "frames")
    client = account.client("s3")
    client.create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-southeast-1"}
    )
    client.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    client.put_bucket_lifecycle_configuration(
        Bucket=name,
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "frames-expire",
                    "Status": "Enabled",
                    "Filter": {"Prefix": "frames/"},
                    "Expiration": {"Days": 30},
                }
            ]
        },
    )
    client.put_bucket_notification_configuration(
        Bucket=name,
        NotificationConfiguration={
            "QueueConfigurations": [{"QueueArn": queue_arn, "Events": ["s3:ObjectCreated:*"]}]
        },
    )
    return name


def install_alarm(account: boto3.Session, *, mail: str) -> None:
    """Make an alarm that mails somebody, who has confirmed."""
    sns = account.client("sns")
    topic = sns.create_topic(Name=qualified(PREFIX, "alarms"))["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint=mail)
    account.client("cloudwatch").put_metric_alarm(
        AlarmName=qualified(PREFIX, "concurrency"),
        Namespace="AWS/Lambda",
        MetricName="ConcurrentExecutions",
        Statistic="Maximum",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=800,
        Period=60,
        EvaluationPeriods=2,
        AlarmActions=[topic],
    )


def install_everything(account: boto3.Session) -> None:
    """Make what the doctor looks at, all of it well."""
    arns = {queue.name: install_queue(account, queue.name) for queue in QUEUES}
    for table in TABLES:
        install_table(account, table)
    bucket = install_bucket(account, arns["frames"])
    settings = {
        "FRAMES_BUCKET": bucket,
        "MAIL_SENDER": SENDER,
        "SITE_URL": "https://thi.truong-mau.example",
    }
    names = {p.name: install_function(account, p.name, **settings) for p in FUNCTIONS}
    for source in EVENT_SOURCES:
        account.client("lambda").create_event_source_mapping(
            EventSourceArn=arns[source.queue],
            FunctionName=names[source.function],
            FunctionResponseTypes=["ReportBatchItemFailures"],
        )
    install_alarm(account, mail="truc@truong-mau.example")
